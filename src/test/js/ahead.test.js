import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, mock } from 'node:test';
import { Ahead } from '../../main/webapp/js/app/ahead.js';

/** What a press needs: loaded before it, or waited for after it. */

let failures, asked, again, pauses, failed, parts;

beforeEach(() => {
  [failures, asked, again, pauses, failed] = [0, 0, 0, [], 0];
  mock.method(console, 'warn', () => {});
  const load = async () => {
    asked += 1;
    if (asked <= failures) throw new TypeError('Failed to fetch dynamically imported module');
    return `part ${asked}`;
  };
  parts = new Ahead(load, async () => { again += 1; }, async ms => { pauses.push(ms); });
});

afterEach(() => mock.restoreAll());

test('several signs of somebody and the press ask for it once', async () => {
  parts.begin();
  parts.begin();
  await parts.ready(() => true, () => {});
  assert.equal(parts.now, 'part 1');
  assert.equal(asked, 1);
});

test('who presses without a sign before waits for it', async () => {
  await parts.ready(() => true, () => {});
  assert.equal(parts.now, 'part 1');
});

test('what failed before the press is asked for again at the press, at once', async () => {
  failures = 1;
  parts.begin();
  await new Promise(setImmediate);
  await parts.ready(() => true, () => { failed += 1; });
  assert.deepEqual([parts.now, pauses, failed], ['part 2', [], 0]);
});

test('while the server is away it is asked for, and each failure is said', async () => {
  failures = 2;
  await parts.ready(() => true, () => { failed += 1; });
  assert.deepEqual([parts.now, pauses, failed, again], ['part 3', [1_000, 2_000], 2, 0]);
});

test('a server that is there and has no such part any more is asked for the whole page', async () => {
  failures = 4;
  await parts.ready(() => true, () => {});
  assert.equal(again, 1);
});

test('who has turned back waits for nothing', async () => {
  failures = Infinity;
  await parts.ready(() => failed < 2, () => { failed += 1; });
  assert.deepEqual([parts.now, asked], [null, 2]);
});

test('who turns back with the last failure is not asked to see the page again', async () => {
  failures = Infinity;
  await parts.ready(() => failed < 4, () => { failed += 1; });
  assert.deepEqual([asked, again], [4, 0]);
});

test('a page is not loaded again for who turns back while the server is asked, nor out of a call', async () => {
  failures = 4;
  let isWanted = true;
  const missing = [];
  const load = async () => {
    asked += 1;
    if (asked <= failures) throw new TypeError('Failed to fetch dynamically imported module');
    return 'part';
  };
  const turnsBack = new Ahead(load, async isMissing => {
    missing.push(isMissing());
    isWanted = false;
    missing.push(isMissing());
  }, async () => {});
  await turnsBack.ready(() => isWanted, () => {});
  assert.deepEqual(missing, [true, false]);

  [asked, isWanted] = [0, true];
  const isIn = new Ahead(load, async isMissing => {
    await isIn.ready(() => true, () => {}); // by another press
    missing.push(isMissing());
  }, async () => {});
  await isIn.ready(() => isWanted, () => {});
  assert.deepEqual(missing, [true, false, false]);
});
