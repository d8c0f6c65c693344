import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_SCREEN, SCREEN_STEPS, nextScreenPlan } from '../../main/webapp/js/quality/screen-plan.js';

const WELL = { available: 10_000_000, sent: 500_000, loss: 0, roundTrip: 10, encoding: 0.1, limitation: 'none' };
const viewers = (count, report = WELL) => Array.from({ length: count }, (_, i) => ({ id: `p${i}`, seen: true, report }));

/** The steps of each viewer after this time, a report every 2 s. */
function after(seconds, all, memory = NO_SCREEN) {
  let plan = { memory, sends: new Map() };
  for (let at = 0; at <= seconds * 1000; at += 2000) plan = nextScreenPlan(plan.memory, at, all);
  return { memory: plan.memory, steps: [...plan.sends.values()].map(send => send && SCREEN_STEPS.indexOf(send)) };
}

test('the more people look, the fewer frames each gets, and never less than 5 a second for the number alone', () => {
  const steps = [1, 3, 5, 7].map(count => after(0, viewers(count)).steps[0]);
  assert.deepEqual(steps, [0, 1, 2, 3]);
  assert.ok(SCREEN_STEPS[3].frames >= 5);
  for (const count of [1, 3, 5, 7]) assert.ok(count * SCREEN_STEPS[after(0, viewers(count)).steps[0]].bitrate <= 4_000_000);
});

test('who does not look gets nothing and does not count', () => {
  const [ada, bob] = viewers(2);
  assert.deepEqual(after(0, [ada, { ...bob, seen: false }]).steps, [0, null]);
});

test('a line that loses packets or is too narrow gets less, and the others do not', () => {
  const [ada, bob] = viewers(2);
  assert.deepEqual(after(4, [ada, { ...bob, report: { ...WELL, loss: 0.3 } }]).steps, [1, 2]);
  assert.deepEqual(after(4, [ada, { ...bob, report: { ...WELL, available: 400_000, sent: 390_000 } }]).steps, [1, 2]);
});

test('a screen that stands still is no proof of a narrow line', () => {
  assert.deepEqual(after(20, viewers(1, { ...WELL, available: 300_000, sent: 5_000 })).steps, [0]);
});

test('a busy machine sends less to all, and more again when it is not', () => {
  const busy = after(4, viewers(2, { ...WELL, limitation: 'cpu' }));
  assert.deepEqual(busy.steps, [2, 2]);
  assert.deepEqual(after(60, viewers(2), busy.memory).steps, [1, 1]);
});
