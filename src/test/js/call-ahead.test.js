import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { Call } from '../../main/webapp/js/call/call.js';
import { FakeLink, FakeMedia, FakeSignaling } from './fakes.js';

/** The call that is made ahead, to the next newcomer. */

const bob = { id: 'p5', name: 'Bob' };
const carl = { id: 'p7', name: 'Carl' };

let signaling, media, call, links;

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

function joins(peers = [], roomPeers = 8, self = 'p6') {
  const limits = { messageBytes: 65536, roomPeers };
  signaling.hears({ type: 'joined', self, room: 'standup', peers, resume: 't', resumed: false, iceServers: [], limits });
}

const settle = () => new Promise(resolve => setImmediate(resolve));

test('alone in a room, an offer waits at the server', async () => {
  joins();
  await settle();
  assert.deepEqual(signaling.standbys, ['offer ahead 1']);
  assert.equal(call.peers.length, 0, 'nobody is shown');
});

test('a newcomer who is handed the offer gets that link, which does not call again, and another offer is made soon after it is connected', async () => {
  joins();
  await settle();
  signaling.hears({ type: 'welcome', peer: bob, offered: true });
  await settle();
  assert.equal(call.peers[0].link, links[0]);
  assert.equal(links[0].called, false);
  assert.equal(links.length, 1, 'the one who has come is connected first');
  links[0].becomes('connected');
  mock.timers.tick(1999);
  await settle();
  assert.equal(links.length, 1, 'the first pictures have the processor to themselves');
  mock.timers.tick(1);
  await settle();
  assert.deepEqual(signaling.standbys, ['offer ahead 1', 'offer ahead 2']);
});

test('while somebody is still connecting, however long that takes, no offer is made ahead', async () => {
  joins([bob]);
  signaling.hears({ type: 'offer', from: 'p5', sdp: 'sdp' });
  await settle();
  links[0].becomes('connecting');
  mock.timers.tick(10_000);
  await settle();
  assert.equal(links.length, 1);
  links[0].becomes('connected');
  mock.timers.tick(2000);
  await settle();
  assert.deepEqual(signaling.standbys, ['offer ahead 2']);
});

test('candidates that are found after the offer went out are kept for the newcomer who gets it', async () => {
  joins();
  links[0].send({ type: 'ice', candidates: ['in the offer'] });
  await settle();
  links[0].send({ type: 'ice', candidates: ['late'] });
  assert.deepEqual(signaling.sent, []);
  signaling.hears({ type: 'welcome', peer: bob, offered: true });
  links[0].send({ type: 'ice', candidates: ['later'] });
  assert.deepEqual(signaling.sent, [
    { type: 'ice', to: 'p5', candidates: ['late'] },
    { type: 'ice', to: 'p5', candidates: ['later'] },
  ]);
});

test('who was not handed it is called as ever, and the offer goes on waiting', async () => {
  joins();
  await settle();
  signaling.hears({ type: 'welcome', peer: bob });
  assert.equal(links[1].called, true);
  assert.equal(links[0].closed, false);
  signaling.hears({ type: 'welcome', peer: carl, offered: true });
  assert.equal(call.peers[1].link, links[0]);
});

test('in a full room no offer is made, and one is when somebody leaves', async () => {
  joins([bob], 2);
  await settle();
  assert.deepEqual(signaling.standbys, []);
  signaling.hears({ type: 'left', peer: 'p5' });
  await settle();
  assert.equal(signaling.standbys.length, 1);
});

test('the offer made ahead has the tracks of now', async () => {
  joins();
  await settle();
  media.change({ tracks: { audio: null, video: null } });
  assert.deepEqual(links[0].given.at(-1), { audio: null, video: null });
});

test('leaving closes it', async () => {
  joins();
  await settle();
  call.leave();
  assert.equal(links[0].closed, true);
  assert.equal(links.length, 1);
});

test('a page that has become somebody new drops it: nobody can answer it', async () => {
  joins();
  await settle();
  joins([], 8, 'p9');
  await settle();
  assert.equal(links[0].closed, true);
  assert.deepEqual(signaling.standbys, ['offer ahead 1', 'offer ahead 2']);
});

test('a newcomer with an offer takes a crossed offer as the answer', async () => {
  await call.prepare([]);
  assert.equal(signaling.offer, 'offer ahead 1');
  joins([bob, carl]);
  signaling.hears({ type: 'crossed', from: 'p5', sdp: 'theirs' });
  await settle();
  assert.equal(call.peers[0].link, links[0]);
  assert.deepEqual(links[0].received, [{ type: 'crossed', from: 'p5', sdp: 'theirs' }]);
  signaling.hears({ type: 'offer', from: 'p7', sdp: 'plain' });
  await settle();
  assert.equal(links.length, 2, 'the others are answered as ever');
});

test('a peer whose prepared offer is handed out takes the crossed offer of the newcomer as the answer', async () => {
  joins();
  await settle();
  signaling.hears({ type: 'welcome', peer: bob, offered: true });
  signaling.hears({ type: 'crossed', from: 'p5', sdp: 'theirs' });
  await settle();
  assert.deepEqual(links[0].received, [{ type: 'crossed', from: 'p5', sdp: 'theirs' }]);
});

test('an offer that was sent with join and not crossed is replaced by another one', async () => {
  await call.prepare([]);
  joins([bob]);
  signaling.hears({ type: 'offer', from: 'p5', sdp: 'sdp' });
  await settle();
  call.peers[0].link.becomes('connected');
  mock.timers.tick(2000);
  await settle();
  assert.equal(links[0].closed, true);
  assert.deepEqual(signaling.standbys, ['offer ahead 3']);
});

test('an offer that was sent with join into an empty room is replaced at once', async () => {
  await call.prepare([]);
  joins();
  await settle();
  assert.equal(links[0].closed, true);
  assert.deepEqual(signaling.standbys, ['offer ahead 2']);
});

test('what is made ahead is made once, and again when it was closed meanwhile', async () => {
  await Promise.all([call.prepare([]), call.prepare([])]);
  assert.equal(links.length, 1);
  call.unprepare();
  assert.equal(links[0].closed, true);
  assert.equal(signaling.offer, undefined);
  await call.prepare([]);
  assert.equal(signaling.offer, 'offer ahead 2');
});

test('an offer that is ready only when the room is entered is not said at a later time', async () => {
  const late = call.prepare([]);
  joins();
  await late;
  assert.equal(links[0].closed, true);
  assert.equal(signaling.offer, undefined);
});
