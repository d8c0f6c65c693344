import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import test, { beforeEach, mock } from 'node:test';
import { Call } from '../../main/webapp/js/call/call.js';
import { FakeLink, FakeMedia, FakeSignaling, record } from './fakes.js';

const ICE = [{ urls: ['stun:turn.example:3478'] }];
const bob = { id: 'p5', name: 'Bob' };
const carl = { id: 'p7', name: 'Carl' };

let signaling, media, call, links, peers;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  signaling = new FakeSignaling();
  media = new FakeMedia();
  links = [];
  call = new Call(signaling, media, options => {
    const link = new FakeLink(options);
    link.number = links.push(link);
    return link;
  });
});

/** @param {{self?: string, peers?: object[], roomPeers?: number, address?: string}} [what] a full room, so that no call is made ahead */
function joins({ self = 'p6', peers = [], roomPeers = 0, address } = {}) {
  const limits = { messageBytes: 65536, roomPeers };
  signaling.hears({ type: 'joined', self, room: 'Standup', peers, resume: 't', resumed: false, iceServers: ICE, limits, address });
}

const linkTo = peer => call.peers.find(remote => remote.peer.id === peer.id)?.link;
const settle = () => new Promise(resolve => setImmediate(resolve));

test('joining shows everyone on the roster, and calls nobody', () => {
  joins({ peers: [bob, carl] });
  assert.deepEqual(call.peers.map(({ peer }) => peer), [bob, carl]);
  assert.equal(links.length, 0);
});

test('a room without anybody is announced at once, and one that we return to', () => {
  const events = record(call, 'joined');
  joins();
  assert.deepEqual(events, [['joined', 'Standup']]);
  joins({ peers: [bob] });
  assert.deepEqual(events, [['joined', 'Standup'], ['joined', 'Standup']]);
});

test('a room is announced once those are answered and connected who have called ahead, and only once', async () => {
  const events = record(call, 'joined');
  joins({ peers: [bob, carl] });
  for (const from of ['p5', 'p7']) signaling.hears({ type: 'offer', from, sdp: 'sdp' });
  linkTo(carl).receive = () => new Promise(resolve => setTimeout(resolve, 200));
  signaling.hears({ type: 'ice', from: 'p7', candidates: [] });
  mock.timers.tick(199);
  await settle();
  assert.deepEqual(events, []);
  mock.timers.tick(1);
  await settle();
  assert.deepEqual(events, []);
  for (const peer of [bob, carl]) linkTo(peer).becomes('connected');
  await settle();
  assert.deepEqual(events, [['joined', 'Standup']]);
  mock.timers.tick(5000);
  assert.equal(events.length, 1);
});

test('a room is announced even if those who are answered are not connected soon', async () => {
  const events = record(call, 'joined');
  joins({ peers: [bob] });
  signaling.hears({ type: 'offer', from: 'p5', sdp: 'sdp' });
  await settle();
  mock.timers.tick(299);
  await settle();
  assert.deepEqual(events, []);
  mock.timers.tick(1);
  await settle();
  assert.equal(events.length, 1);
});

test('a room where nobody has called ahead is announced soon', () => {
  const events = record(call, 'joined');
  joins({ peers: [bob] });
  mock.timers.tick(30);
  assert.equal(events.length, 1);
});

test('a room is announced even if an answer takes for ever', async () => {
  const events = record(call, 'joined');
  joins({ peers: [bob] });
  signaling.hears({ type: 'offer', from: 'p5', sdp: 'sdp' });
  linkTo(bob).receive = () => new Promise(() => {});
  signaling.hears({ type: 'ice', from: 'p5', candidates: [] });
  mock.timers.tick(999);
  await settle();
  assert.equal(events.length, 0);
  mock.timers.tick(1);
  assert.equal(events.length, 1);
});

test('a room that was left meanwhile is not announced', () => {
  const events = record(call, 'joined');
  joins({ peers: [bob] });
  call.leave();
  mock.timers.tick(1000);
  assert.deepEqual(events, []);
});

test('who is welcomed is called', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  assert.equal(linkTo(bob).called, true);
  assert.equal(linkTo(bob).iceServers, ICE);
});

test('who comes and goes again and again costs a page no more connections than it can make', async () => {
  joins({ roomPeers: 8 });
  await settle();
  for (let i = 0; i < 400; i++) {
    signaling.hears({ type: 'welcome', peer: { id: `x${i}`, name: 'Eve' } });
    signaling.hears({ type: 'left', peer: `x${i}` });
    await settle();
  }
  assert.ok(links.length < 60, `${links.length} connections were made`);
  assert.equal(links.filter(link => !link.closed).length, 1, 'all but the one that is made ahead are closed');
  signaling.hears({ type: 'welcome', peer: bob });
  mock.timers.tick(500);
  assert.equal(linkTo(bob).called, true);
});

test('who was there for a moment is named, and who stayed is not', () => {
  joins({ roomPeers: 0 });
  const events = record(call, 'looked-in');
  signaling.hears({ type: 'welcome', peer: bob });
  signaling.hears({ type: 'left', peer: bob.id });
  assert.deepEqual(events, [['looked-in', 'Bob']]);
  signaling.hears({ type: 'welcome', peer: carl });
  call.peers[0].since -= 3000;
  signaling.hears({ type: 'left', peer: carl.id });
  assert.equal(events.length, 1);
});

test('new ICE servers are for the connections there are, for the one made ahead, and for those to come', async () => {
  const renewed = [{ urls: ['turn:a.test'], username: 'u', credential: 'c' }];
  joins({ roomPeers: 8 });
  await settle();
  const [ahead] = links;
  signaling.hears({ type: 'welcome', peer: bob });
  assert.notEqual(linkTo(bob), ahead);
  signaling.hears({ type: 'ice-servers', iceServers: renewed });
  signaling.hears({ type: 'welcome', peer: carl });
  assert.deepEqual([linkTo(bob), ahead, linkTo(carl)].map(link => link.iceServers), [renewed, renewed, renewed]);
});

test('a page that comes back gets new ICE servers for the connections it has', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  const link = linkTo(bob);
  link.iceServers = 'old';
  joins({ peers: [bob] });
  assert.equal(linkTo(bob), link);
  assert.equal(link.iceServers, ICE);
});

test('who calls us is answered by a link that does not call', async () => {
  joins({ peers: [bob] });
  signaling.hears({ type: 'offer', from: 'p5', sdp: 'sdp' });
  await settle();
  assert.equal(linkTo(bob).called, false);
  assert.deepEqual(linkTo(bob).received, [{ type: 'offer', from: 'p5', sdp: 'sdp' }]);
});

test('of two, exactly one is polite', () => {
  joins({ self: 'p6' });
  signaling.hears({ type: 'welcome', peer: bob });
  signaling.hears({ type: 'welcome', peer: carl });
  assert.equal(linkTo(bob).polite, false);
  assert.equal(linkTo(carl).polite, true);
});

test('what a link says goes to its peer, with the receiver before the rest', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  linkTo(bob).send({ type: 'offer', sdp: 'sdp' });
  assert.equal(JSON.stringify(signaling.sent), '[{"type":"offer","to":"p5","sdp":"sdp"}]');
});

test('a later roster is the truth: who is missing goes, who is new comes, who stays keeps the link', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  signaling.hears({ type: 'welcome', peer: carl });
  const [toBob, toCarl] = [linkTo(bob), linkTo(carl)];
  const events = record(call, 'gone');
  const dora = { id: 'p8', name: 'Dora' };
  joins({ peers: [carl, dora] });
  assert.deepEqual(call.peers.map(({ peer }) => peer.id), ['p7', 'p8']);
  assert.deepEqual(events, [['gone', 'p5']]);
  assert.equal(toBob.closed, true);
  assert.equal(toCarl.closed, false);
  assert.equal(linkTo(carl), toCarl);
});

test('a page that comes back as somebody new drops all links of before', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  const former = linkTo(bob);
  joins({ self: 'p9', peers: [bob] });
  assert.equal(former.closed, true);
  assert.deepEqual(call.peers.map(({ peer, link }) => [peer.id, link]), [['p5', null]]);
});

test('a welcome of one who is here replaces the link: the old one leads nowhere', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  const former = linkTo(bob);
  signaling.hears({ type: 'welcome', peer: bob });
  assert.equal(former.closed, true);
  assert.notEqual(linkTo(bob), former);
  assert.equal(linkTo(bob).called, true);
  assert.equal(call.peers.length, 1);
});

test('an answer or a candidate without a link belongs to one that is gone', async () => {
  joins({ peers: [bob] });
  signaling.hears({ type: 'answer', from: 'p5', sdp: 'sdp' });
  signaling.hears({ type: 'ice', from: 'p5', candidates: [] });
  signaling.hears({ type: 'offer', from: 'a stranger', sdp: 'sdp' });
  await settle();
  assert.equal(links.length, 0);
  assert.equal(call.peers.length, 1);
});

test('another name is shown, and the link is the same; our own is not somebody else', () => {
  joins({ peers: [bob] });
  signaling.hears({ type: 'offer', from: 'p5', sdp: 'sdp' });
  const events = record(call, 'peer');
  signaling.hears({ type: 'renamed', peer: { id: 'p5', name: 'Robert' } });
  signaling.hears({ type: 'renamed', peer: { id: 'p6', name: 'Ada L.' } });
  assert.deepEqual(call.peers.map(({ peer }) => peer.name), ['Robert']);
  assert.equal(events.length, 1);
  assert.equal(links.length, 1);
  // Said while our connection was lost.
  signaling.hears({ type: 'returned', peer: { id: 'p5', name: 'Bob again' } });
  assert.deepEqual(call.peers.map(({ peer }) => peer.name), ['Bob again']);
});

test('who has left is gone and the link is closed', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  const link = linkTo(bob);
  const events = record(call, 'gone');
  signaling.hears({ type: 'left', peer: 'p5' });
  signaling.hears({ type: 'left', peer: 'p5' });
  assert.equal(link.closed, true);
  assert.deepEqual(call.peers, []);
  assert.deepEqual(events, [['gone', 'p5']]);
});

test('leaving closes every link and says so to the server', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  signaling.hears({ type: 'welcome', peer: carl });
  call.leave();
  assert.equal(signaling.left, true);
  assert.deepEqual(links.map(({ closed }) => closed), [true, true]);
  assert.deepEqual(call.peers, []);
});

test('a call that is over is not kept by the devices, which outlive it', () => {
  assert.equal(getEventListeners(media, 'change').length, 1);
  call.leave();
  assert.equal(getEventListeners(media, 'change').length, 0);
});

test('every link is given the tracks and told what is on, and again when it changes', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  signaling.hears({ type: 'welcome', peer: carl });
  media.change({ tracks: { audio: 'a voice', video: null }, microphone: 'off', camera: 'off' });
  for (const link of links) {
    assert.deepEqual(link.given, [{ audio: 'a voice', video: 'a face' }, { audio: 'a voice', video: null }]);
    assert.deepEqual(link.told, [{ microphone: true, camera: true }, { microphone: false, camera: false }]);
  }
});

test('what a link brings is shown at its remote', () => {
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  peers = record(call, 'peer');
  linkTo(bob).dispatchEvent(new CustomEvent('stream', { detail: 'a stream' }));
  linkTo(bob).dispatchEvent(new CustomEvent('presence', { detail: { microphone: false, camera: true } }));
  linkTo(bob).becomes('connected');
  assert.equal(peers.length, 3);
  const [{ peer, stream, presence, link }] = call.peers;
  assert.deepEqual([peer, stream, presence, link.state], [bob, 'a stream', { microphone: false, camera: true }, 'connected']);
});

test('a refusal of the server is passed on', () => {
  const events = record(call, 'refused');
  const error = { type: 'error', code: 'room-full', message: 'It holds 8.' };
  signaling.hears(error);
  assert.deepEqual(events, [['refused', error]]);
});

test('a link learns whether its peer is seen here, also one that comes later', () => {
  joins({ peers: [bob] });
  call.watch('p5', false);
  signaling.hears({ type: 'offer', from: 'p5', sdp: 'sdp' });
  assert.equal(linkTo(bob).watching, false);
  call.watch('p5', true);
  assert.equal(linkTo(bob).watching, true);
  call.watch('a stranger', true);
});

test('how the server sees this page is known for as long as it is so', () => {
  joins();
  assert.equal(call.seenAs, null);
  joins({ address: '198.51.100.1' });
  assert.equal(call.seenAs, '198.51.100.1');
});

// ---- a browser that makes no connection just now

/** As Chromium does when a page has too many. @param {number} times */
function refusesConnections(times) {
  signaling = new FakeSignaling(); // the one of before has another call
  let left = times;
  call = new Call(signaling, media, options => {
    if (left-- > 0) throw new DOMException('Cannot create so many PeerConnections', 'UnknownError');
    const link = new FakeLink(options);
    link.number = links.push(link);
    return link;
  });
}

test('who cannot be called just now is called a second later', t => {
  t.mock.method(console, 'error', () => {});
  refusesConnections(2);
  joins();
  signaling.hears({ type: 'welcome', peer: bob });
  assert.equal(links.length, 0);
  for (let i = 0; i < 2; i++) mock.timers.tick(1000);
  assert.equal(linkTo(bob).called, true);
});

test('nor is anybody called who has left by then, or after we have', t => {
  t.mock.method(console, 'error', () => {});
  refusesConnections(2);
  joins();
  for (const peer of [bob, carl]) signaling.hears({ type: 'welcome', peer });
  signaling.hears({ type: 'left', peer: bob.id, reason: 'left' });
  call.leave();
  mock.timers.tick(1000);
  assert.equal(links.length, 0);
});

test('a call that cannot be made ahead is no reason not to connect', async t => {
  const errors = t.mock.method(console, 'error', () => {});
  refusesConnections(1);
  joins({ roomPeers: 4 });
  await settle();
  assert.equal(errors.mock.callCount(), 1);
  signaling.hears({ type: 'welcome', peer: bob });
  assert.equal(linkTo(bob).called, true);
});
