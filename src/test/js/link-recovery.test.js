import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { LinkRecovery } from '../../main/webapp/js/link/link-recovery.js';
import { FakeLink } from './fakes.js';

let link, recovery, replaced;
/** What a remote does when it is asked for another link. */
let replace;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  link = new FakeLink({});
  replaced = 0;
  replace = () => {};
  recovery = new LinkRecovery(() => {
    replaced++;
    replace();
  }, Date.now);
  recovery.follow(link);
});

const after = (ms, restarted) => {
  mock.timers.tick(ms);
  assert.equal(link.restarted, restarted);
};

test('every 3 s until it is connected, whatever states it goes through meanwhile', () => {
  link.becomes('connected').becomes('disconnected');
  after(2999, 0);
  after(1, 1);
  link.becomes('connecting');
  after(2000, 1);
  link.becomes('disconnected');
  after(1000, 2);
  after(3000, 3);
  link.becomes('connected');
  after(60_000, 3);
});

test('what is silent is restarted until something arrives', () => {
  link.becomes('connected');
  recovery.hear(true);
  after(0, 1);
  after(2999, 1);
  after(1, 2);
  recovery.hear(false);
  after(60_000, 2);
});

test('silence while signaling is away: a restart when it is back', () => {
  link.becomes('connected');
  recovery.pause();
  recovery.hear(true);
  after(60_000, 0);
  recovery.resume();
  after(0, 1);
});

test('the polite side knows from a silence, too, that the link is lost when it comes back', () => {
  link.polite = true;
  link.becomes('connected');
  recovery.pause();
  recovery.hear(true);
  recovery.resume();
  after(999, 0);
  after(1, 1);
});

test('a short cut heals without it', () => {
  link.becomes('connected').becomes('disconnected');
  mock.timers.tick(2000);
  link.becomes('connected');
  after(60_000, 0);
});

test('the polite side takes over when it has heard of no attempt for 3.5 s: the other side may think that all is well', () => {
  link.polite = true;
  link.becomes('connected').becomes('disconnected');
  after(3000, 0);
  link.negotiates('stable');
  after(3499, 0);
  after(1, 1);
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
  recovery.pause();
  link.becomes('connected').becomes('failed');
  after(60_000, 0);
  recovery.resume();
  after(0, 1);
});

test('signaling comes back: what works is left alone, what has no answer is said again', () => {
  link.becomes('connected');
  recovery.pause();
  recovery.resume();
  after(60_000, 0);
  assert.equal(link.repeated, 0);
  link.negotiates('have-local-offer');
  recovery.pause();
  recovery.resume();
  assert.equal(link.repeated, 1);
});

test('a restart that was lost with signaling is said again, and its answer brings no second one at once', () => {
  link.becomes('connected');
  recovery.hear(true);
  after(0, 1);
  link.negotiates('have-local-offer');
  recovery.pause();
  recovery.resume();
  assert.equal(link.repeated, 1);
  link.negotiates('stable');
  after(2999, 1);
  after(1, 2);
});

test('the peer is back: its kept messages have 3 s to connect, then a restart', () => {
  link.becomes('connecting');
  recovery.peerReturned();
  after(2999, 0);
  after(1, 1);
});

test('the peer is back, and the link was lost meanwhile: a restart at once', () => {
  link.becomes('connected').becomes('disconnected');
  recovery.peerReturned();
  after(0, 1);
});

test('the polite side leaves it to the peer that has heard of its return, for a second', () => {
  link.polite = true;
  link.becomes('connected');
  recovery.pause();
  link.becomes('failed');
  recovery.resume();
  after(999, 0);
  after(1, 1);
});

test('the polite side does not restart what is about to connect', () => {
  link.polite = true;
  recovery.pause();
  link.becomes('connecting');
  recovery.resume();
  after(3499, 0);
});

test('signaling was away on both sides, and only the peer\'s return tells that it is back', () => {
  link.becomes('connected');
  recovery.pause();
  link.becomes('failed');
  after(60_000, 0);
  recovery.peerReturned();
  after(0, 1);
  after(3000, 2);
});

test('of a closed link nothing is heard any more', () => {
  link.becomes('connected').becomes('disconnected');
  recovery.stop();
  link.becomes('failed');
  after(60_000, 0);
});

function another(what) {
  link = Object.assign(new FakeLink({}), what);
  recovery.follow(link);
}

test('what is spent is replaced at once, and every 3 s until a link is connected', () => {
  replace = () => another({ isSpent: true });
  link.becomes('connected');
  link.isSpent = true;
  link.becomes('failed');
  after(0, 0);
  assert.equal(replaced, 1);
  mock.timers.tick(2999);
  assert.equal(replaced, 1);
  mock.timers.tick(1);
  assert.equal(replaced, 2);
  link.isSpent = false;
  link.becomes('connected');
  after(60_000, 0);
  assert.equal(replaced, 2);
});

test('three restarts in vain, then a new connection, which is tried as often', () => {
  replace = () => another({});
  link.becomes('connected').becomes('disconnected');
  for (const restarts of [1, 2, 3]) after(3000, restarts);
  assert.equal(replaced, 0);
  after(3000, 0);
  assert.equal(replaced, 1);
  for (const restarts of [1, 2, 3]) after(3000, restarts);
  after(3000, 0);
  assert.equal(replaced, 2);
});

test('of the link of before nothing is heard any more', () => {
  const before = link;
  another({});
  before.becomes('connected').becomes('failed');
  mock.timers.tick(9999);
  assert.equal(before.restarted, 0);
});

test('a peer who has hung up is called 3 s later, if it has not been removed', () => {
  link.becomes('connected');
  link.isSpent = true;
  link.hangsUp();
  mock.timers.tick(2999);
  assert.equal(replaced, 0);
  mock.timers.tick(1);
  assert.equal(replaced, 1);
});
