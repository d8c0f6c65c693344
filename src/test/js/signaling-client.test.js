import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { SignalingClient } from '../../main/webapp/js/signaling-client.js';
import { FakeWebSocket, record } from './fakes.js';

const url = new URL('ws://localhost/signal/standup');
const joined = { type: 'joined', self: 'p1', room: 'standup', peers: [], resume: 'token 1', resumed: false };
/** Longer than any delay of the reconnect policy, and not so long that an attempt is given up. */
const LONG = 9_000;

let client, serverIsThere, asked;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  FakeWebSocket.all = [];
  serverIsThere = false;
  asked = [];
  client = new SignalingClient(url, FakeWebSocket, async (address, { method, cache }) => {
    asked.push(`${method} ${address} ${cache}`);
    if (!serverIsThere) throw new TypeError('Failed to fetch');
    return { ok: serverIsThere === true };
  });
});

const socket = () => FakeWebSocket.latest;
const join = () => {
  client.join('Ada');
  return socket().open().hears(joined);
};

test('it joins as soon as the socket is open, with the protocol\'s name', () => {
  client.join('Ada');
  assert.equal(socket().protocol, 'noom.v1');
  assert.equal(socket().url, url);
  assert.deepEqual(socket().sent, []);
  socket().open();
  assert.deepEqual(socket().sent, [{ type: 'join', name: 'Ada' }]);
});

test('a socket that was opened ahead says nothing until the join', () => {
  client.connect();
  socket().open();
  assert.deepEqual(socket().sent, []);
  client.join('Ada');
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(socket().sent, [{ type: 'join', name: 'Ada' }]);
});

test('a socket that was opened ahead and is lost is not worth another one before the join', () => {
  const events = record(client, 'down', 'retry');
  client.connect();
  socket().open().drop();
  mock.timers.tick(LONG);
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(events, []);
  client.join('Ada');
  socket().open();
  assert.deepEqual(socket().sent, [{ type: 'join', name: 'Ada' }]);
});

test('nothing is sent before joined, and everything after', () => {
  client.join('Ada');
  socket().open();
  assert.equal(client.send({ type: 'offer', to: 'p2', sdp: '' }), false);
  assert.equal(client.standBy('sdp'), false);
  socket().hears(joined);
  assert.equal(client.send({ type: 'offer', to: 'p2', sdp: 'sdp' }), true);
  assert.equal(client.standBy('sdp'), true);
  assert.deepEqual(socket().sent.slice(1), [{ type: 'offer', to: 'p2', sdp: 'sdp' }, { type: 'standby', sdp: 'sdp' }]);
});

test('after a drop it takes its place again with the newest resume token', () => {
  const events = record(client, 'up', 'down');
  join();
  socket().drop();
  mock.timers.tick(0);
  assert.deepEqual(socket().open().sent, [{ type: 'join', name: 'Ada', resume: 'token 1' }]);
  socket().hears({ ...joined, resume: 'token 2', resumed: true }).drop();
  mock.timers.tick(0);
  assert.deepEqual(socket().open().sent, [{ type: 'join', name: 'Ada', resume: 'token 2' }]);
  assert.deepEqual(events.map(([type]) => type), ['up', 'down', 'up', 'down']);
});

test('it counts the attempts that fail in a row, waits longer for each, and starts over once joined', () => {
  const events = record(client, 'retry');
  join();
  for (let failures = 1; failures <= 20; failures++) {
    socket().drop();
    assert.deepEqual(events.at(-1), ['retry', failures]);
    mock.timers.tick(LONG);
    assert.equal(FakeWebSocket.all.length, failures + 1);
  }
  socket().open().hears(joined).drop();
  assert.deepEqual(events.at(-1), ['retry', 1]);
});

test('the second attempt is not made at once', () => {
  join();
  socket().drop();
  mock.timers.tick(0);
  socket().drop();
  mock.timers.tick(100);
  assert.equal(FakeWebSocket.all.length, 2);
  mock.timers.tick(400);
  assert.equal(FakeWebSocket.all.length, 3);
});

test('whoever knows that the network is back can hurry it', () => {
  join();
  for (let i = 0; i < 4; i++) {
    socket().drop();
    mock.timers.tick(LONG);
  }
  socket().drop();
  const before = FakeWebSocket.all.length;
  client.hurry();
  assert.equal(FakeWebSocket.all.length, before + 1);
  client.hurry();
  mock.timers.tick(LONG);
  assert.equal(FakeWebSocket.all.length, before + 1, 'one that is on its way is enough');
});

test('an expired place is given up for a new one, on the same socket', () => {
  const events = record(client, 'message');
  join();
  socket().drop();
  mock.timers.tick(0);
  socket().open().hears({ type: 'error', code: 'resume-expired', message: '' });
  assert.deepEqual(socket().sent, [{ type: 'join', name: 'Ada', resume: 'token 1' }, { type: 'join', name: 'Ada' }]);
  assert.deepEqual(events.map(([, { type }]) => type), ['joined'], 'nobody need know');
});

test('bye with resume: it comes back when it was told to, to its place', () => {
  join().hears({ type: 'bye', reason: 'restart', action: 'resume', after: 500 });
  assert.equal(socket().readyState, 2);
  socket().drop();
  mock.timers.tick(499);
  assert.equal(FakeWebSocket.all.length, 1);
  mock.timers.tick(1);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.equal(socket().open().sent[0].resume, 'token 1');
});

test('bye with rejoin: it comes back as somebody new', () => {
  join().hears({ type: 'bye', reason: 'moved', action: 'rejoin', after: 0 });
  mock.timers.tick(0);
  assert.deepEqual(socket().open().sent, [{ type: 'join', name: 'Ada' }]);
});

test('bye with stop: it ends, says why, and does not come back', () => {
  const events = record(client, 'end', 'down', 'retry');
  join().hears({ type: 'bye', reason: 'replaced', action: 'stop', after: 0 }).drop();
  mock.timers.tick(LONG);
  client.hurry();
  client.connect();
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(events, [['end', 'replaced']]);
});

test('leaving says so and is final', () => {
  const events = record(client, 'end', 'down', 'retry');
  join();
  client.leave();
  client.leave();
  assert.deepEqual(socket().sent.slice(1), [{ type: 'leave' }]);
  assert.equal(socket().readyState, 2);
  socket().drop();
  mock.timers.tick(LONG);
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(events, [['end', 'left']]);
});

test('leaving while the server is away ends the attempts', () => {
  join();
  socket().drop();
  client.leave();
  mock.timers.tick(LONG);
  assert.equal(FakeWebSocket.all.length, 1);
});

test('the end of a socket that is not in use any more means nothing', () => {
  join();
  const old = socket();
  old.hears({ type: 'bye', reason: 'restart', action: 'resume', after: 0 });
  mock.timers.tick(0);
  const events = record(client, 'down', 'retry');
  old.drop();
  mock.timers.tick(LONG);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.deepEqual(events, []);
});

test('a socket that was given up says nothing any more, not even goodbye', () => {
  join();
  const old = socket();
  client.hurry();
  const events = record(client, 'end', 'message');
  old.readyState = FakeWebSocket.OPEN;
  old.hears({ type: 'bye', reason: 'replaced', action: 'stop', after: 0 });
  assert.deepEqual(events, []);
});

test('when the network is back, a socket of before is not trusted', () => {
  join();
  client.hurry();
  assert.equal(FakeWebSocket.all.length, 2);
  assert.deepEqual(socket().open().sent, [{ type: 'join', name: 'Ada', resume: 'token 1' }]);
});

test('an attempt that hangs is given up for another one', () => {
  client.join('Ada');
  mock.timers.tick(9_999);
  assert.equal(FakeWebSocket.all.length, 1);
  mock.timers.tick(1);
  mock.timers.tick(0);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.equal(FakeWebSocket.all[0].readyState, 2);
  socket().open().hears(joined);
  mock.timers.tick(60_000);
  assert.equal(FakeWebSocket.all.length, 2);
});

const settle = () => new Promise(resolve => setImmediate(resolve));

async function secondsPass(seconds) {
  for (let i = 0; i < 4 * seconds; i++) {
    mock.timers.tick(250);
    await settle();
  }
}

/** The server goes, and the attempts that are made fail. */
async function serverIsAwayFor(seconds) {
  socket().drop();
  for (let i = 0; i < 4 * seconds; i++) {
    mock.timers.tick(250);
    if (socket().readyState === 0) socket().drop();
    await settle();
  }
}

test('while the server is away it is asked for about once a second, and joined as soon as it answers', async () => {
  join();
  await serverIsAwayFor(30);
  assert.ok(asked.length > 18 && asked.length < 42, `${asked.length}`);
  assert.equal(asked[0], 'HEAD http://localhost/ no-store');
  const before = FakeWebSocket.all.length;
  serverIsThere = true;
  await secondsPass(1.5);
  assert.ok(FakeWebSocket.all.length > before);
  socket().open().hears(joined);
  const questions = asked.length;
  await secondsPass(10);
  assert.equal(asked.length, questions, 'no more questions');
});

test('a proxy that answers for a server that is away is no answer', async () => {
  join();
  serverIsThere = 'the proxy is';
  await serverIsAwayFor(10);
  assert.ok(asked.length > 5);
});

test('a server that is away for long is asked no more, and still tried', async () => {
  join();
  await serverIsAwayFor(120);
  const [questions, attempts] = [asked.length, FakeWebSocket.all.length];
  await serverIsAwayFor(30);
  assert.equal(asked.length, questions);
  assert.ok(FakeWebSocket.all.length > attempts + 2);
});

test('a hiccup raises no question', async () => {
  join();
  socket().drop();
  mock.timers.tick(0);
  socket().open().hears(joined);
  await secondsPass(10);
  assert.deepEqual(asked, []);
});

test('under a context path, it is the application that is asked for', async () => {
  const fetched = [];
  client = new SignalingClient(new URL('wss://noom.example/team/signal/standup'), FakeWebSocket, async address => {
    fetched.push(String(address));
    return { ok: false };
  });
  join();
  await serverIsAwayFor(5);
  assert.equal(fetched[0], 'https://noom.example/team/');
  client.leave();
});
