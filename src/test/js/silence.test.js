import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { Silence } from '../../main/webapp/js/silence.js';
import { FakeLink, record } from './fakes.js';

let now, link, expected, silence, changes;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  now = 0;
  expected = true;
  link = new FakeLink({});
  silence = new Silence(link, () => expected, () => now);
  changes = record(silence, 'change');
});

/** So long, with so many packets a second. */
async function passes(ms, packets) {
  for (let passed = 0; passed < ms; passed += 500) {
    now += 500;
    link.packets += packets / 2;
    mock.timers.tick(500);
    await new Promise(resolve => setImmediate(resolve));
  }
}

async function isSilentAfter(ms) {
  await passes(ms - 500, 0);
  assert.ok(!silence.lasts, 'before');
  await passes(500, 0);
  assert.ok(silence.lasts, 'then');
}

test('what arrived steadily and arrives no more is noticed after 2 s, once', async () => {
  await passes(5000, 50);
  await isSilentAfter(2000);
  await passes(60_000, 0);
  assert.equal(changes.length, 1);
});

test('it is over with the first packet', async () => {
  await passes(5000, 50);
  await passes(3000, 0);
  await passes(500, 2);
  assert.ok(!silence.lasts);
  assert.equal(changes.length, 2);
});

test('what comes back for a moment and is lost again is noticed again', async () => {
  await passes(5000, 50);
  await passes(10_000, 0);
  await passes(500, 50);
  await isSilentAfter(2000);
  assert.equal(changes.length, 3);
});

test('a shorter gap is none', async () => {
  await passes(5000, 50);
  for (let gap = 0; gap < 5; gap++) {
    await passes(1500, 0);
    await passes(500, 50);
  }
  assert.deepEqual(changes, []);
});

test('before anything has arrived, and while it only begins to, nothing is missed', async () => {
  await passes(20_000, 0);
  await passes(1500, 50);
  await passes(20_000, 0);
  assert.deepEqual(changes, []);
});

test('who has switched everything off is not missed, nor when it is switched off later', async () => {
  await passes(5000, 50);
  expected = false;
  await passes(20_000, 0);
  assert.deepEqual(changes, []);
  expected = true;
  await passes(20_000, 0);
  assert.deepEqual(changes, [], 'nothing has come since');
  await passes(2000, 50);
  await isSilentAfter(2000);
  expected = false;
  await passes(500, 0);
  assert.ok(!silence.lasts);
});

test('a page that was asleep looks twice', async () => {
  await passes(5000, 50);
  now += 3_600_000;
  await passes(500, 0);
  assert.ok(!silence.lasts);
  await passes(500, 50);
  assert.deepEqual(changes, []);
});

test('of a link that is closed nothing is heard, whatever it answers', async () => {
  await passes(5000, 50);
  link.arrived = async () => {
    throw new Error('closed');
  };
  link.state = 'closed';
  await passes(5000, 0);
  silence.stop();
  await passes(5000, 0);
  assert.deepEqual(changes, []);
});

test('while the browser does not tell, nothing is silent, and it is listened to afterwards', async () => {
  const warnings = mock.method(console, 'warn', () => {});
  await passes(5000, 50);
  const { arrived } = link;
  link.arrived = async () => Promise.reject(new Error('no stats'));
  await passes(10_000, 0);
  assert.deepEqual(changes, []);
  link.arrived = arrived;
  warnings.mock.restore();
  assert.equal(warnings.mock.callCount(), 1);
  await passes(5000, 50);
  await passes(5000, 0);
  assert.equal(silence.lasts, true);
});
