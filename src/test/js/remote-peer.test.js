import assert from 'node:assert/strict';
import test, { before, mock } from 'node:test';
import { Seat } from '../../main/webapp/js/call/remote-peer.js';
import { FakeLink, record } from './fakes.js';

const offer = { type: 'offer', from: 'p5', sdp: 'v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\n' };
const answer = { ...offer, type: 'answer' };
const ice = { type: 'ice', from: 'p5', candidates: [] };

before(() => mock.timers.enable({ apis: ['setTimeout'] }));

function seatWith(link) {
  const seat = new Seat({ id: 'p5', name: 'Bob' });
  seat.connect(Object.assign(new FakeLink({}), link));
  return seat;
}

test('without a link only an offer begins something', () => {
  const seat = new Seat({ id: 'p5', name: 'Bob' });
  assert.deepEqual([offer, answer, ice].map(message => seat.judge(message)), ['take', 'drop', 'drop']);
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
  test(`${what}: ${judgement}`, () => assert.equal(seatWith(link).judge(message), judgement));
}

test('what a connection says that was replaced is dropped', () => {
  const seat = seatWith({ ...ofAnother, peerSession: '7' });
  seat.disconnect();
  seat.connect(new FakeLink({}));
  assert.deepEqual([offer, answer].map(message => seat.judge(message)), ['drop', 'drop']);
});

const settle = () => new Promise(resolve => setImmediate(resolve));

/** So long, with so many packets in each half of a second. */
async function passes(seat, ms, packets) {
  for (let passed = 0; passed < ms; passed += 500) {
    seat.link.packets += packets;
    mock.timers.tick(500);
    await settle();
  }
}

test('who falls silent is lost, once, and not within reach; and is again with the first packet', async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  const clock = mock.method(performance, 'now', () => 0);
  const seat = seatWith({});
  const events = record(seat, 'lost');
  seat.link.becomes('connected');
  seat.link.dispatchEvent(new CustomEvent('presence', { detail: { microphone: true, camera: false, watching: true } }));
  await passes(seat, 5000, 25);
  assert.ok(seat.isWithinReach);
  await passes(seat, 1000, 0);
  clock.mock.mockImplementation(() => 2000);
  await passes(seat, 500, 0);
  assert.ok(!seat.isWithinReach);
  assert.equal(seat.connection, 'connected', 'a view waits for what the browser says');
  assert.equal(events.length, 1);
  seat.link.becomes('disconnected');
  assert.equal(events.length, 1, 'that was known');
  seat.link.becomes('connected');
  await passes(seat, 500, 25);
  assert.ok(seat.isWithinReach);
  seat.close();
  clock.mock.restore();
});
