import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { IceRestarts, restartDelay } from '../../main/webapp/js/ice-restarts.js';
import { FakeLink } from './fakes.js';

const now = what => ({ state: 'connected', silent: false, polite: false, awaitsAnswer: false, troubled: true, attempts: 0, ...what });

test('what is connected or closed is left alone', () => {
  for (const polite of [true, false]) {
    for (const state of ['connected', 'closed']) assert.equal(restartDelay(now({ state, polite })), null);
  }
});

test('the impolite side restarts at once when it failed, and after 3 s when it may heal by itself', () => {
  assert.equal(restartDelay(now({ state: 'failed' })), 0);
  assert.equal(restartDelay(now({ state: 'disconnected' })), 3000);
  assert.equal(restartDelay(now({ state: 'connecting', attempts: 1 })), 3000);
  assert.equal(restartDelay(now({ state: 'failed', attempts: 1 })), 3000);
});

test('the impolite side restarts at once what is silent, whatever the browser calls it', () => {
  for (const state of ['connected', 'disconnected', 'failed']) {
    assert.equal(restartDelay(now({ state, silent: true })), 0);
    assert.equal(restartDelay(now({ state, silent: true, attempts: 1 })), 3000);
  }
  assert.equal(restartDelay(now({ state: 'closed', silent: true })), null);
});

test('of a silence the polite side lets the other begin, which may not hear of it', () => {
  assert.equal(restartDelay(now({ silent: true, polite: true })), 3000);
  assert.equal(restartDelay(now({ silent: true, polite: true, attempts: 1 })), 10_000);
  assert.equal(restartDelay(now({ silent: true, polite: true, awaitsAnswer: true })), 10_000);
});

test('the polite side, an unanswered offer and a first connection are given 10 s', () => {
  for (const state of ['connecting', 'disconnected', 'failed']) {
    assert.equal(restartDelay(now({ state, polite: true })), 10_000);
    assert.equal(restartDelay(now({ state, awaitsAnswer: true })), 10_000);
  }
  assert.equal(restartDelay(now({ state: 'connecting', troubled: false })), 10_000);
});

test('after half a minute in vain it goes on, with more patience', () => {
  assert.equal(restartDelay(now({ state: 'failed', attempts: 9 })), 3000);
  assert.equal(restartDelay(now({ state: 'failed', attempts: 10 })), 10_000);
});

let link, restarts;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  link = new FakeLink({});
  restarts = new IceRestarts(link);
});

const after = (ms, restarted) => {
  mock.timers.tick(ms);
  assert.equal(link.restarted, restarted);
};

test('every 3 s until it is connected', () => {
  link.becomes('connected').becomes('disconnected');
  after(2999, 0);
  after(1, 1);
  link.becomes('connecting');
  after(3000, 2);
  after(3000, 3);
  link.becomes('connected');
  after(60_000, 3);
});

test('what is silent is restarted until something arrives', () => {
  link.becomes('connected');
  restarts.hear(true);
  after(0, 1);
  after(2999, 1);
  after(1, 2);
  restarts.hear(false);
  after(60_000, 2);
});

test('silence while signaling is away: a restart when it is back', () => {
  link.becomes('connected');
  restarts.pause();
  restarts.hear(true);
  after(60_000, 0);
  restarts.resume();
  after(0, 1);
});

test('the polite side knows from a silence, too, that the link is lost when it comes back', () => {
  link.polite = true;
  link.becomes('connected');
  restarts.pause();
  restarts.hear(true);
  restarts.resume();
  after(999, 0);
  after(1, 1);
});

test('a short cut heals without it', () => {
  link.becomes('connected').becomes('disconnected');
  mock.timers.tick(2000);
  link.becomes('connected');
  after(60_000, 0);
});

test('the polite side takes over when it has heard of no attempt for 10 s', () => {
  link.polite = true;
  link.becomes('connected').becomes('disconnected');
  after(9000, 0);
  link.negotiates('stable');
  after(9000, 0);
  after(1000, 1);
});

test('while an offer is under way it is said again, not replaced', () => {
  link.becomes('connected').becomes('failed');
  after(0, 1);
  link.negotiates('have-local-offer');
  after(10_000, 1);
  assert.equal(link.repeated, 1);
  link.negotiates('stable');
  after(3000, 2);
});

test('while signaling is away nothing is tried, and at once when it is back', () => {
  restarts.pause();
  link.becomes('connected').becomes('failed');
  after(60_000, 0);
  restarts.resume();
  after(0, 1);
});

test('signaling comes back: what works is left alone, what has no answer is said again', () => {
  link.becomes('connected');
  restarts.pause();
  restarts.resume();
  after(60_000, 0);
  assert.equal(link.repeated, 0);
  link.negotiates('have-local-offer');
  restarts.pause();
  restarts.resume();
  assert.equal(link.repeated, 1);
});

test('the peer is back: its kept messages have 3 s to connect, then a restart', () => {
  link.becomes('connecting');
  restarts.peerReturned();
  after(2999, 0);
  after(1, 1);
});

test('the peer is back, and the link was lost meanwhile: a restart at once', () => {
  link.becomes('connected').becomes('disconnected');
  restarts.peerReturned();
  after(0, 1);
});

test('the polite side leaves it to the peer that has heard of its return, for a second', () => {
  link.polite = true;
  link.becomes('connected');
  restarts.pause();
  link.becomes('failed');
  restarts.resume();
  after(999, 0);
  after(1, 1);
});

test('the polite side does not restart what is about to connect', () => {
  link.polite = true;
  restarts.pause();
  link.becomes('connecting');
  restarts.resume();
  after(9999, 0);
});

test('signaling was away on both sides, and only the peer\'s return tells that it is back', () => {
  link.becomes('connected');
  restarts.pause();
  link.becomes('failed');
  after(60_000, 0);
  restarts.peerReturned();
  after(0, 1);
  after(3000, 2);
});

test('of a closed link nothing is heard any more', () => {
  link.becomes('connected').becomes('disconnected');
  restarts.stop();
  link.becomes('failed');
  after(60_000, 0);
});
