import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { Call } from '../../main/webapp/js/call/call.js';
import { FakeLink, FakeMedia, FakeSignaling, record } from './fakes.js';

/** The socket goes and comes back, with the same place. */

const bob = { id: 'p5', name: 'Bob' };
const carl = { id: 'p7', name: 'Carl' };
const RESUME_SECONDS = 60;

let signaling, call, links;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  signaling = new FakeSignaling();
  links = [];
  call = new Call(signaling, new FakeMedia(), options => {
    const link = new FakeLink(options);
    link.number = links.push(link);
    return link;
  });
});

function joins(peers = [], { self = 'p6', roomPeers = 0 } = {}) {
  const limits = { messageBytes: 65536, roomPeers, resumeSeconds: RESUME_SECONDS };
  signaling.hears({ type: 'joined', self, room: 'standup', peers, resume: 't', resumed: false, iceServers: [], limits });
}

/** @returns {FakeLink[]} */
function inACallWith(...peers) {
  joins();
  for (const peer of peers) signaling.hears({ type: 'welcome', peer });
  return links.slice(-peers.length).map(link => link.becomes('connected'));
}

const linkTo = peer => call.peers.find(remote => remote.peer.id === peer.id)?.link;
const names = () => call.peers.map(({ peer }) => peer.name);
const settle = () => new Promise(resolve => setImmediate(resolve));

test('who is connected is not touched, not called and not even mentioned', () => {
  const [toBob, toCarl] = inACallWith(bob, carl);
  const events = record(call, 'peer', 'gone');
  signaling.drops();
  joins([bob, carl]);
  mock.timers.tick(120_000);
  assert.deepEqual([linkTo(bob), linkTo(carl)], [toBob, toCarl]);
  for (const link of links) assert.deepEqual([link.closed, link.repeated, link.restarted], [false, 0, 0]);
  assert.deepEqual(events, []);
});

test('who is missing may be on the way back to a restarted server, and is kept for that time', () => {
  const [toBob] = inACallWith(bob);
  signaling.drops();
  joins([]);
  toBob.becomes('disconnected');
  mock.timers.tick(RESUME_SECONDS * 1000 - 1);
  assert.equal(linkTo(bob), toBob);
  mock.timers.tick(1);
  assert.deepEqual(names(), []);
  assert.equal(toBob.closed, true);
});

for (const [how, comesBack] of [
  ['returned', () => signaling.hears({ type: 'returned', peer: bob })],
  ['on a later roster', () => (signaling.drops(), joins([bob]))],
]) {
  test(`who is missing and then ${how} keeps the link`, () => {
    const [toBob] = inACallWith(bob);
    signaling.drops();
    joins([]);
    comesBack();
    mock.timers.tick(2 * RESUME_SECONDS * 1000);
    assert.equal(linkTo(bob), toBob);
    assert.equal(toBob.closed, false);
  });
}

test('who is missing and left is gone at once', () => {
  inACallWith(bob);
  signaling.drops();
  joins([]);
  signaling.hears({ type: 'left', peer: bob.id });
  assert.deepEqual(names(), []);
});

test('while the server is away again, nobody can come back, and nobody is given up', () => {
  const [toBob] = inACallWith(bob);
  signaling.drops();
  joins([]);
  signaling.drops();
  mock.timers.tick(10 * RESUME_SECONDS * 1000);
  joins([]);
  mock.timers.tick(RESUME_SECONDS * 1000 - 1);
  assert.equal(linkTo(bob), toBob);
});

test('who is missing and has hung up has left', () => {
  const [toBob] = inACallWith(bob);
  toBob.hangsUp();
  assert.deepEqual(names(), ['Bob'], 'with the server at hand, it is the one to say so');
  signaling.drops();
  joins([]);
  assert.deepEqual(names(), []);
});

test('who hangs up while the server is away has left', () => {
  const [toBob] = inACallWith(bob);
  signaling.drops();
  toBob.hangsUp();
  assert.deepEqual(names(), []);
  assert.equal(toBob.closed, true);
});

test('who hangs up before coming back to a restarted server has left', () => {
  const [toBob] = inACallWith(bob);
  signaling.drops();
  joins([]);
  assert.deepEqual(names(), ['Bob']);
  toBob.hangsUp();
  assert.deepEqual(names(), []);
  assert.equal(toBob.closed, true);
});

test('who was waited for and is missing has nothing to be kept for', () => {
  joins([bob]);
  signaling.drops();
  joins([]);
  assert.deepEqual(names(), []);
});

test('who came while we were away waits to be called, for the word to do so has not reached us', () => {
  inACallWith(bob);
  signaling.drops();
  joins([bob, carl]);
  assert.equal(linkTo(carl).called, true);
});

test('who was to call us, and may have done so in vain, is called', () => {
  joins([bob]);
  signaling.drops();
  joins([bob]);
  assert.equal(linkTo(bob).called, true);
});

test('an offer without an answer is said again when we are back, and when the peer is', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  linkTo(bob).negotiates('have-local-offer');
  signaling.drops();
  joins([bob]);
  assert.equal(linkTo(bob).repeated, 1);
  signaling.hears({ type: 'returned', peer: bob });
  assert.equal(linkTo(bob).repeated, 2);
});

test('who returns to a call that works is left alone', () => {
  const [toBob] = inACallWith(bob);
  const events = record(call, 'peer', 'gone');
  signaling.hears({ type: 'returned', peer: bob });
  mock.timers.tick(120_000);
  assert.deepEqual([links.length, toBob.repeated, toBob.restarted, events.length], [1, 0, 0, 0]);
});

test('who returns and is not known has a remote, and calls', () => {
  joins();
  signaling.hears({ type: 'returned', peer: bob });
  assert.deepEqual(names(), ['Bob']);
  assert.equal(linkTo(bob), null);
});

test('a link that is not connected restarts when we are back, and not while we are away', () => {
  const [toBob] = inACallWith(bob);
  signaling.drops();
  toBob.becomes('disconnected').becomes('failed');
  mock.timers.tick(60_000);
  assert.equal(toBob.restarted, 0);
  joins([bob]);
  mock.timers.tick(0);
  assert.equal(toBob.restarted, 1);
});

test('a picture that stops is said to be reconnecting until it is back, whatever the attempts go through', () => {
  const [toBob] = inACallWith(bob);
  const [remote] = call.peers;
  assert.equal(remote.connection, 'connected');
  for (const state of ['disconnected', 'failed', 'connecting']) {
    toBob.becomes(state);
    assert.equal(remote.connection, 'reconnecting', state);
  }
  toBob.becomes('connected');
  assert.equal(remote.connection, 'connected');
});

test('who was never connected is connecting, and once it failed that is said until it works', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  const [remote] = call.peers;
  assert.equal(remote.connection, 'connecting');
  for (const state of ['connecting', 'failed', 'connecting']) linkTo(bob).becomes(state);
  assert.equal(remote.connection, 'failed');
  linkTo(bob).becomes('connected');
  assert.equal(remote.connection, 'connected');
});

test('the call that was made ahead goes with the socket, and there is another one when it is back', async () => {
  joins([], { roomPeers: 8 });
  await settle();
  signaling.drops();
  joins([], { roomPeers: 8 });
  await settle();
  assert.equal(links[0].closed, true);
  assert.deepEqual(signaling.standbys, ['offer ahead 1', 'offer ahead 2']);
  assert.equal(links.filter(({ closed }) => !closed).length, 1);
});

test('while the server is away no call is made ahead', async () => {
  joins([], { roomPeers: 8 });
  await settle();
  signaling.hears({ type: 'welcome', peer: bob, offered: true });
  signaling.drops();
  linkTo(bob).becomes('connected');
  mock.timers.tick(2000);
  await settle();
  assert.equal(links.length, 1);
});

test('who reaches nobody any more does not trust the socket either', () => {
  const [toBob, toCarl] = inACallWith(bob, carl);
  toBob.becomes('disconnected');
  assert.equal(signaling.hurried, 0, 'it is only Bob');
  toCarl.becomes('disconnected');
  assert.equal(signaling.hurried, 1);
  for (const link of [toBob, toCarl]) link.becomes('failed').becomes('connecting');
  assert.equal(signaling.hurried, 1, 'once for each loss');
  toBob.becomes('connected').becomes('disconnected');
  assert.equal(signaling.hurried, 2);
});
