import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { SignalingClient } from '../../main/webapp/js/signaling/signaling-client.js';
import { FakeWebSocket, record } from './fakes.js';

/** What a SignalingClient does when its socket is open and leads nowhere. */

const url = new URL('ws://localhost/signal/standup');
const joined = { type: 'joined', self: 'p1', room: 'standup', peers: [], resume: 'token 1', resumed: false };
const pong = { type: 'pong' };

let client, now, first, events;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  FakeWebSocket.all = [];
  now = 0;
  Math.random = () => 1; // asks after 9.5 s
  client = new SignalingClient(url, FakeWebSocket, async () => { throw new TypeError('Failed to fetch'); }, () => now);
  client.join('Ada');
  first = FakeWebSocket.latest.open().hears(joined);
  events = record(client, 'down', 'up', 'retry');
});

const types = socket => socket.sent.map(({ type }) => type);
const happened = () => events.map(([type]) => type);

function pass(seconds) {
  for (let i = 0; i < seconds * 10; i++) {
    now += 100;
    mock.timers.tick(100);
  }
}

test('a silent socket is asked, and one that answers is kept', () => {
  for (let i = 0; i < 10; i++) {
    pass(9.6);
    first.hears(pong);
  }
  assert.equal(types(first).filter(type => type === 'ping').length, 10);
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(events, []);
});

test('an old server that does not know the question has answered it', () => {
  pass(9.6);
  first.hears({ type: 'error', code: 'unknown-type', message: 'There is no such type of message.' });
  pass(7);
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(events, []);
});

test('whatever others say is a sign of life, and nothing is asked', () => {
  for (let i = 0; i < 10; i++) {
    pass(7);
    first.hears({ type: 'left', peer: 'p9' });
  }
  assert.deepEqual(types(first), ['join']);
});

test('a dead socket is replaced within 15 s, with the token', () => {
  pass(14);
  assert.equal(FakeWebSocket.all.length, 2);
  const second = FakeWebSocket.latest.open();
  assert.deepEqual(second.sent, [{ type: 'join', name: 'Ada', resume: 'token 1', crosses: true }]);
  assert.equal(first.readyState, 2);
  second.hears({ ...joined, resumed: true });
  assert.deepEqual(happened(), ['down', 'up']);
});

test('one that is only slow is kept, and the spare one is closed', () => {
  pass(14);
  const spare = FakeWebSocket.latest;
  first.hears(pong);
  assert.equal(spare.readyState, 2);
  pass(7);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.deepEqual(events, []);
});

test('where the second one does not open either, the first is given up, and soon the second', () => {
  pass(15.5);
  assert.deepEqual(happened(), ['down']);
  assert.equal(FakeWebSocket.all.length, 2);
  pass(3);
  assert.deepEqual(happened(), ['down', 'retry']);
  pass(1.3);
  assert.equal(FakeWebSocket.all.length, 3);
});

test('where the second one is refused at once, the server is gone', () => {
  pass(14);
  FakeWebSocket.latest.drop();
  assert.deepEqual(happened(), ['down', 'retry']);
});

test('the socket that has replaced a dead one is asked, too', () => {
  pass(14);
  const second = FakeWebSocket.latest.open().hears({ ...joined, resumed: true });
  pass(9.6);
  assert.deepEqual(types(second), ['join', 'ping']);
  pass(5);
  assert.equal(FakeWebSocket.all.length, 3);
});

test('when the network has changed, the socket is asked at once and another one opened beside it', () => {
  client.hurry();
  client.hurry();
  assert.deepEqual(types(first), ['join', 'ping']);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.deepEqual(events, []);
  first.hears(pong);
  assert.equal(FakeWebSocket.latest.readyState, 2);
  assert.deepEqual(events, []);
});

test('a page that leaves while a second one is being opened closes both', () => {
  pass(14);
  client.leave();
  pass(60);
  assert.deepEqual(FakeWebSocket.all.map(({ readyState }) => readyState), [2, 2]);
});

test('a socket that closes while a second one is being opened makes no third', () => {
  pass(14);
  first.drop();
  pass(0.1);
  assert.equal(FakeWebSocket.all.filter(({ readyState }) => readyState < 2).length, 1);
});
