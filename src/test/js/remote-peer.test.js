import assert from 'node:assert/strict';
import test, { before, mock } from 'node:test';
import { RemotePeer } from '../../main/webapp/js/call/remote-peer.js';
import { FakeLink, record } from './fakes.js';

const offer = { type: 'offer', from: 'p5', sdp: 'v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\n' };
const answer = { ...offer, type: 'answer' };
const ice = { type: 'ice', from: 'p5', candidates: [] };

before(() => mock.timers.enable({ apis: ['setTimeout'] }));

function remoteWith(link) {
  const remote = new RemotePeer({ id: 'p5', name: 'Bob' });
  remote.connect(Object.assign(new FakeLink({}), link));
  return remote;
}

test('without a link only an offer begins something', () => {
  const remote = new RemotePeer({ id: 'p5', name: 'Bob' });
  assert.deepEqual([offer, answer, ice].map(message => remote.judge(message)), ['take', 'drop', 'drop']);
});

const ofAnother = { isOfAnother: () => true };

for (const [what, link, message, judgement] of [
  ['an offer to a link that waits for one', {}, offer, 'take'],
  ['an offer while this side calls, too', { awaitsAnswer: true }, offer, 'take'],
  ['an answer to a call', { awaitsAnswer: true }, answer, 'take'],
  ['candidates', {}, ice, 'take'],
  ['an offer to go on with a connection whose end here is dead', { isSpent: true }, offer, 'call'],
  ['an answer to an offer that was given up', { isStale: () => true }, answer, 'drop'],
  ['an offer of a connection that is new', ofAnother, offer, 'replace'],
  ['an answer of a connection that is new', ofAnother, answer, 'call'],
  ['such an offer that crosses ours, on the polite side', { ...ofAnother, awaitsAnswer: true, polite: true }, offer, 'replace'],
  ['such an offer that crosses ours, on the impolite side', { ...ofAnother, awaitsAnswer: true, polite: false }, offer, 'call'],
]) {
  test(`${what}: ${judgement}`, () => assert.equal(remoteWith(link).judge(message), judgement));
}

test('what a connection says that was replaced is dropped', () => {
  const remote = remoteWith({ ...ofAnother, peerSession: '7' });
  remote.disconnect();
  remote.connect(new FakeLink({}));
  assert.deepEqual([offer, answer].map(message => remote.judge(message)), ['drop', 'drop']);
});

const settle = () => new Promise(resolve => setImmediate(resolve));

/** So long, with so many packets in each half of a second. */
async function passes(remote, ms, packets) {
  for (let passed = 0; passed < ms; passed += 500) {
    remote.link.packets += packets;
    mock.timers.tick(500);
    await settle();
  }
}

test('who falls silent is lost, once, and not within reach; and is again with the first packet', async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  const clock = mock.method(performance, 'now', () => 0);
  const remote = remoteWith({});
  const events = record(remote, 'lost');
  remote.link.becomes('connected');
  remote.link.dispatchEvent(new CustomEvent('presence', { detail: { microphone: true, camera: false, watching: true } }));
  await passes(remote, 5000, 25);
  assert.ok(remote.isWithinReach);
  await passes(remote, 1000, 0);
  clock.mock.mockImplementation(() => 2000);
  await passes(remote, 500, 0);
  assert.ok(!remote.isWithinReach);
  assert.equal(remote.connection, 'connected', 'a view waits for what the browser says');
  assert.equal(events.length, 1);
  remote.link.becomes('disconnected');
  assert.equal(events.length, 1, 'that was known');
  remote.link.becomes('connected');
  await passes(remote, 500, 25);
  assert.ok(remote.isWithinReach);
  remote.close();
  clock.mock.restore();
});
