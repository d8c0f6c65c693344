import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { Liveness } from '../../main/webapp/js/signaling/liveness.js';

let now, said, liveness;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  now = 0;
  said = [];
  const actions = { ask: () => said.push(['ask', now]), doubt: () => said.push(['doubt', now]) };
  liveness = new Liveness(actions, () => now, () => 0);
});

/** Time passes for clock and timers alike. */
function pass(ms) {
  for (let i = 0; i < ms; i += 100) {
    now += 100;
    mock.timers.tick(100);
  }
}

/** The page sleeps: the clock goes on, and no timer does until it wakes up. */
function sleep(ms) {
  now += ms;
}

test('after 8 s of silence it asks, and 4 s later it doubts', () => {
  liveness.start();
  pass(14_000);
  assert.deepEqual(said, [['ask', 8_000], ['doubt', 12_000]]);
});

test('a dead connection is noticed within 14 s, however the dice fall', () => {
  liveness = new Liveness({ ask() {}, doubt: () => said.push(now) }, () => now, () => 1);
  liveness.start();
  pass(20_000);
  assert.ok(said[0] <= 14_000, `${said[0]} ms`);
});

test('a page that hears something does not ask', () => {
  liveness.start();
  for (let i = 0; i < 60; i++) {
    pass(5_000);
    liveness.heard();
  }
  assert.deepEqual(said, []);
});

test('a page that is answered asks once in 8 s and never doubts', () => {
  liveness.start();
  for (let i = 0; i < 600; i++) {
    const before = said.length;
    pass(100);
    if (said.length > before) liveness.heard();
  }
  assert.deepEqual(said.map(([what]) => what), Array(7).fill('ask'));
});

test('an answer that comes while the page sleeps is believed: the timer that is late asks once more', () => {
  liveness.start();
  pass(8_000);
  sleep(600_000);
  mock.timers.tick(4_000); // the timer comes before the message that waits
  assert.deepEqual(said.map(([what]) => what), ['ask', 'ask']);
  liveness.heard();
  pass(7_900);
  assert.equal(said.length, 2);
});

test('a hidden page whose timers come once a minute still finds out, with the third', () => {
  liveness.start();
  for (let minute = 0; minute < 4; minute++) {
    sleep(60_000);
    mock.timers.tick(10_000);
  }
  assert.deepEqual(said.slice(0, 3).map(([what]) => what), ['ask', 'ask', 'doubt']);
});

test('a hidden page that is answered never doubts', () => {
  liveness.start();
  for (let minute = 0; minute < 30; minute++) {
    sleep(60_000);
    mock.timers.tick(10_000);
    liveness.heard();
  }
  assert.ok(said.every(([what]) => what === 'ask'));
});

test('one that was doubted and speaks after all is asked again later', () => {
  liveness.start();
  pass(12_000);
  liveness.heard();
  pass(8_100);
  assert.deepEqual(said.map(([what]) => what), ['ask', 'doubt', 'ask']);
});

test('where the line is known to be slow, the answer has three times as long', () => {
  liveness.slow = true;
  liveness.start();
  pass(21_000);
  assert.deepEqual(said, [['ask', 8_000], ['doubt', 20_000]]);
});

test('once stopped, nothing is asked', () => {
  liveness.start();
  liveness.stop();
  pass(60_000);
  assert.deepEqual(said, []);
});
