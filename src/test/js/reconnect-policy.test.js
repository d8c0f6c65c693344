import assert from 'node:assert/strict';
import test from 'node:test';
import { delayAfterSilence, delayBefore, delayBeforeProbe, delayBesideProbe, isFresh, patienceBesideAnswer, patienceWith } from '../../main/webapp/js/signaling/reconnect-policy.js';

const middle = () => 0.5;

test('the first attempt comes at once and the next ones ever later', () => {
  assert.equal(delayBefore(0, middle), 0);
  for (let attempt = 1; attempt < 6; attempt++) {
    assert.ok(delayBefore(attempt, middle) > delayBefore(attempt - 1, middle), `attempt ${attempt}`);
  }
});

test('it never gives up and never waits longer than somebody in front of a page would', () => {
  for (const attempt of [5, 6, 50, 100_000]) assert.equal(delayBefore(attempt, middle), 7000);
  assert.ok(delayBefore(1_000_000, () => 0.999999) < 10_000);
});

test('two browsers that lost the server together come back a quarter apart either way', () => {
  for (let attempt = 1; attempt < 10; attempt++) {
    const step = delayBefore(attempt, middle);
    assert.equal(delayBefore(attempt, () => 0), Math.round(step * 0.75));
    assert.equal(delayBefore(attempt, () => 1), Math.round(step * 1.25));
  }
});

test('without a chosen chance the delays differ', () => {
  const delays = new Set(Array.from({ length: 20 }, () => delayBefore(5)));
  assert.ok(delays.size > 1);
  for (const delay of delays) assert.ok(delay >= 5250 && delay <= 8750, `${delay}`);
});

test('while the server is asked for, few sockets are tried: Firefox makes them wait after each that failed', () => {
  let [time, failed] = [0, 0];
  for (; time < 60_000; failed++) time += delayBesideProbe(failed, middle);
  assert.ok(failed <= 8, `${failed} in a minute`);
});

test('an attempt that nobody answers is followed by another one within 5 s, but for every fourth', () => {
  for (const unanswered of [0, 1, 2, 4, 5, 6]) assert.ok(patienceWith(unanswered) + delayAfterSilence(() => 1) < 5000);
  for (const unanswered of [3, 7, 400_003]) assert.equal(patienceWith(unanswered), 10_000);
});

test('when the server answers, a socket has less time, and the third one has all of it', () => {
  assert.ok(patienceBesideAnswer(0) + patienceBesideAnswer(1) < 5000);
  for (const unopened of [2, 3, 100_000]) assert.equal(patienceBesideAnswer(unopened), 10_000);
});

test('a socket that has waited for longer than TCP waits for its first answer is not fresh', () => {
  assert.deepEqual([0, 999, 1000, 60_000].map(isFresh), [true, true, false, false]);
});

test('for a minute it is asked about once a second whether the server is back', () => {
  assert.equal(delayBeforeProbe(0, middle), 1000);
  assert.equal(delayBeforeProbe(59, middle), 1000);
  assert.equal(delayBeforeProbe(60, middle), null);
  assert.deepEqual([delayBeforeProbe(5, () => 0), delayBeforeProbe(5, () => 1)], [750, 1250]);
});
