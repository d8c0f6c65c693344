import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { Call } from '../../main/webapp/js/call/call.js';
import { FakeLink, FakeMedia, FakeSignaling, record } from './fakes.js';

/** Somebody has lost the server for longer than a place is kept, and their sound and picture arrive. */

const bob = { id: 'p5', name: 'Bob' };
const EXPIRED = { type: 'left', peer: bob.id, reason: 'expired' };
/** Longer than any time that somebody is waited for. In ms. */
const LONG = 600_000;

let signaling, call, link;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  signaling = new FakeSignaling();
  call = new Call(signaling, new FakeMedia(), options => (link = new FakeLink(options)));
  joins([]);
  signaling.hears({ type: 'welcome', peer: bob });
  link.becomes('connected');
});

function joins(peers) {
  const limits = { messageBytes: 65536, roomPeers: 0, resumeSeconds: 60 };
  signaling.hears({ type: 'joined', self: 'p6', room: 'standup', peers, resume: 't', resumed: false, iceServers: [], limits });
}

const seen = () => call.peers.map(({ peer, hasPlace }) => `${peer.name} ${hasPlace ? 'at' : 'without'} the server`);

test('who is only lost to the server stays, with the same connection, and it is said', () => {
  const [remote] = call.peers;
  const events = record(call, 'peer', 'gone');
  signaling.hears(EXPIRED);
  mock.timers.tick(LONG);
  assert.deepEqual(seen(), ['Bob without the server']);
  assert.deepEqual(events, [['peer', remote]]);
  assert.equal(link.closed, false);
});

test('who has left is gone at once', () => {
  signaling.hears({ type: 'left', peer: bob.id });
  assert.deepEqual(seen(), []);
});

test('who left for a reason of tomorrow is gone at once', () => {
  signaling.hears({ ...EXPIRED, reason: 'removed' });
  assert.deepEqual(seen(), []);
});

for (const state of ['disconnected', 'failed']) {
  test(`of whom nothing arrives when the place is given up, because the connection is ${state}, is gone at once`, () => {
    link.becomes(state);
    signaling.hears(EXPIRED);
    assert.deepEqual(seen(), []);
  });
}

test('who has closed their end is gone, though the browser still calls it connected', () => {
  link.hangsUp();
  signaling.hears(EXPIRED);
  assert.deepEqual(seen(), []);
});

test('when their media stop, too, they are gone soon after', () => {
  signaling.hears(EXPIRED);
  mock.timers.tick(LONG);
  link.becomes('disconnected');
  mock.timers.tick(9_999);
  assert.deepEqual(seen(), ['Bob without the server']);
  mock.timers.tick(1);
  assert.deepEqual(seen(), []);
  assert.equal(link.closed, true);
});

test('media that stop for a moment end nothing, and are watched afterwards', () => {
  signaling.hears(EXPIRED);
  link.becomes('disconnected');
  mock.timers.tick(5_000);
  link.becomes('connected');
  mock.timers.tick(LONG);
  assert.deepEqual(seen(), ['Bob without the server']);
  link.becomes('disconnected');
  mock.timers.tick(LONG);
  assert.deepEqual(seen(), []);
});

test('who hangs up while the server does not know them is gone at once', () => {
  signaling.hears(EXPIRED);
  link.hangsUp();
  assert.deepEqual(seen(), []);
});

for (const [how, comesBack] of [
  ['returned', () => signaling.hears({ type: 'returned', peer: bob })],
  ['on a roster', () => (signaling.drops(), joins([bob]))],
]) {
  test(`who is ${how} again is as before`, () => {
    signaling.hears(EXPIRED);
    mock.timers.tick(LONG);
    comesBack();
    assert.deepEqual(seen(), ['Bob at the server']);
    link.becomes('disconnected');
    mock.timers.tick(20_000);
    assert.deepEqual(seen(), ['Bob at the server'], 'from now on the server says who leaves');
    assert.deepEqual([link.closed, link.called], [false, true]);
  });
}

test('who comes back as somebody new has a new connection', () => {
  signaling.hears(EXPIRED);
  const before = link;
  signaling.hears({ type: 'welcome', peer: bob });
  assert.deepEqual(seen(), ['Bob at the server']);
  assert.deepEqual([before.closed, link === before], [true, false]);
});

test('no ICE restart is tried with somebody to whom nothing can be said', () => {
  signaling.hears(EXPIRED);
  link.becomes('disconnected');
  mock.timers.tick(9_000);
  assert.equal(link.restarted, 0);
});

test('when both have lost the server and one is back, the other one is kept beyond the time to come back', () => {
  signaling.drops();
  mock.timers.tick(120_000);
  joins([]);
  mock.timers.tick(59_999);
  assert.deepEqual(seen(), ['Bob at the server']);
  mock.timers.tick(LONG);
  assert.deepEqual(seen(), ['Bob without the server']);
  signaling.hears({ type: 'returned', peer: bob });
  assert.deepEqual(seen(), ['Bob at the server']);
});
