import assert from 'node:assert/strict';
import test from 'node:test';
import { nextStep } from '../../main/webapp/js/link/recovery-plan.js';

const now = what => ({
  state: 'connected', spent: false, refused: false, hungUp: false, silent: false, polite: false, awaitsAnswer: false, troubled: true, attempts: 0, ...what,
});
const restart = (what, after) => assert.deepEqual(nextStep(now(what)), { step: 'restart', after });
const repeat = (what, after) => assert.deepEqual(nextStep(now(what)), { step: 'repeat', after });
const replace = (what, after) => assert.deepEqual(nextStep(now(what)), { step: 'replace', after });
const nothing = what => assert.equal(nextStep(now(what)), null);

test('what is connected or closed is left alone', () => {
  for (const polite of [true, false]) {
    for (const state of ['connected', 'closed']) nothing({ state, polite });
  }
  nothing({ state: 'closed', silent: true });
  nothing({ state: 'closed', spent: true });
});

test('the impolite side restarts at once when it failed, and after 3 s when it may heal by itself', () => {
  restart({ state: 'failed' }, 0);
  restart({ state: 'disconnected' }, 3000);
  restart({ state: 'connecting', attempts: 1 }, 3000);
  restart({ state: 'failed', attempts: 1 }, 3000);
});

test('the impolite side restarts at once what is silent, whatever the browser calls it', () => {
  for (const state of ['connected', 'disconnected', 'failed']) {
    restart({ state, silent: true }, 0);
    restart({ state, silent: true, attempts: 1 }, 3000);
  }
});

test('of a silence the polite side lets the other begin, which may not hear of it', () => {
  restart({ silent: true, polite: true }, 3000);
  restart({ silent: true, polite: true, attempts: 1 }, 3500);
  repeat({ silent: true, polite: true, awaitsAnswer: true }, 10_000);
});

test('the polite side takes over after 3.5 s', () => {
  for (const state of ['connecting', 'disconnected', 'failed']) restart({ state, polite: true }, 3500);
});

test('an unanswered offer and a first connection are given 10 s, by both sides', () => {
  restart({ state: 'connecting', polite: true, troubled: false }, 10_000);
  for (const state of ['connecting', 'disconnected', 'failed']) {
    repeat({ state, awaitsAnswer: true }, 10_000);
  }
  restart({ state: 'connecting', troubled: false }, 10_000);
});

test('three restarts that have come to nothing, then a new connection, and so on', () => {
  const steps = [...Array(9).keys()].map(attempts => nextStep(now({ state: 'failed', attempts })).step);
  assert.deepEqual(steps, ['restart', 'restart', 'restart', 'replace', 'restart', 'restart', 'restart', 'replace', 'restart']);
});

test('a connection that no restart can bring back is replaced, by the impolite side at once', () => {
  for (const state of ['connected', 'connecting', 'disconnected', 'failed']) {
    replace({ state, spent: true }, 0);
    replace({ state, spent: true, attempts: 1 }, 3000);
    replace({ state, spent: true, polite: true }, 1000);
    replace({ state, spent: true, polite: true, attempts: 1 }, 4000);
  }
});

test('encryption that has never worked is tried again after 10 s, by a connection that lasts for a diagnosis', () => {
  const never = { state: 'failed', spent: true, refused: true, troubled: false };
  replace(never, 0);
  replace({ ...never, attempts: 1 }, 10_000);
  replace({ ...never, attempts: 1, troubled: true }, 3000);
  replace({ ...never, attempts: 1, refused: false }, 3000);
});

test('an offer that would go on with such a connection is not said again', () => {
  replace({ state: 'failed', spent: true, awaitsAnswer: true }, 0);
});

test('a peer who has hung up is called if the server has not said for 3 s that it has left', () => {
  replace({ spent: true, hungUp: true }, 3000);
  replace({ spent: true, hungUp: true, polite: true }, 4000);
});

test('after two minutes in vain it goes on, with more patience', () => {
  restart({ state: 'failed', attempts: 38 }, 3000);
  restart({ state: 'failed', attempts: 40 }, 10_000);
  replace({ state: 'failed', spent: true, attempts: 40 }, 10_000);
});
