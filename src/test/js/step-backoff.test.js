import assert from 'node:assert/strict';
import test from 'node:test';
import { RELEASED, TRIAL, ease, isTrying, press } from '../../main/webapp/js/quality/step-backoff.js';

/** @param {number} until s @param {(brake: object, at: number) => boolean} troubled every two seconds */
function run(until, troubled, from = RELEASED, start = 0) {
  const changes = [];
  let brake = from;
  for (let at = start; at < until * 1000; at += 2000) {
    const next = troubled(brake, at) ? press(brake, at, brake.steps + 1) : ease(brake, at);
    if (next.steps !== brake.steps) changes.push([at / 1000, next.steps]);
    brake = next;
  }
  return { brake, changes };
}

test('one bad report is a hiccup, two are trouble', () => {
  const once = press(RELEASED, 0, 1);
  assert.equal(once.steps, 0);
  assert.equal(press(once, 2000, 1).steps, 1);
  assert.equal(press(ease(once, 2000), 4000, 1).steps, 0);
});

test('severe trouble is answered at once, and as far as it must', () => {
  assert.equal(press(RELEASED, 0, 4, true).steps, 4);
});

test('it goes down every four seconds, and up every twelve', () => {
  const { changes } = run(80, (_, at) => at < 15_000);
  assert.deepEqual(changes, [[2, 1], [6, 2], [10, 3], [14, 4], [26, 3], [38, 2], [50, 1], [62, 0]]);
});

test('a trial that fails is repeated ever more rarely', () => {
  const { changes } = run(3600, brake => brake.steps < 1);
  const failed = changes.filter(([, steps]) => steps === 0).map(([at]) => at);
  assert.ok(failed.length < 20, `${failed}`);
  const [last, beforeLast] = failed.reverse();
  assert.ok(last - beforeLast >= 300, `${failed}`);
});

test('after ten quiet minutes it is as patient as at first', () => {
  const { brake } = run(600, brake => brake.steps < 1);
  assert.ok(brake.patience > 12_000);
  const later = run(1800, () => false, brake, 600_000).brake;
  assert.deepEqual([later.steps, later.patience], [0, 12_000]);
});

test('a step up that is known to fail is not tried', () => {
  const pressed = press(RELEASED, 0, 1, true);
  assert.equal(ease(pressed, 60_000, false).steps, 1);
  assert.equal(ease(pressed, 60_000, true).steps, 0);
});

test('the last step up is a trial for a while', () => {
  const tried = ease(press(RELEASED, 0, 1, true), 12_000);
  assert.equal(isTrying(tried, 12_000 + TRIAL - 1), true);
  assert.equal(isTrying(tried, 12_000 + TRIAL), false);
  assert.equal(isTrying(RELEASED, 0), false);
});
