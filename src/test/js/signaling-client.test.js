import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { beforeEach, mock } from 'node:test';
import { SignalingClient } from '../../main/webapp/js/signaling/signaling-client.js';
import { FakeWebSocket, record } from './fakes.js';

const url = new URL('ws://localhost/signal/standup');
const joined = { type: 'joined', self: 'p1', room: 'standup', peers: [], resume: 'token 1', resumed: false };
/** Longer than any delay of the reconnect policy, and not so long that an attempt is given up. */
const LONG = 9_000;

let client, serverIsThere, asked;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  FakeWebSocket.all = [];
  serverIsThere = false;
  asked = [];
  client = new SignalingClient(url, FakeWebSocket, async (address, { method, cache }) => {
    asked.push(`${method} ${address} ${cache}`);
    if (!serverIsThere) throw new TypeError('Failed to fetch');
    return { ok: serverIsThere === true };
  }, () => Date.now());
});

const socket = () => FakeWebSocket.latest;
/** What was said on a socket; a visit is checked where it matters. */
const said = ({ sent } = socket()) => sent.map(({ visit, crosses, ...message }) => message);
const join = () => {
  client.join('Ada');
  return socket().open().hears(joined);
};

test('it joins as soon as the socket is open, with the protocol\'s name', () => {
  client.join('Ada');
  assert.equal(socket().protocol, 'noom.v1');
  assert.equal(socket().url, url);
  assert.deepEqual(said(), []);
  socket().open();
  assert.deepEqual(said(), [{ type: 'join', name: 'Ada' }]);
});

test('an offer that is too long for a newcomer stays behind', async () => {
  client.offer = 'x'.repeat(8_000);
  join();
  assert.deepEqual(said(), [{ type: 'join', name: 'Ada' }]);
});

test('an offer that was made ahead is said once, by a newcomer', async () => {
  client.offer = 'made ahead';
  join();
  assert.deepEqual(said(), [{ type: 'join', name: 'Ada', offer: 'made ahead' }]);
  client.offer = 'another one';
  socket().drop();
  await secondsPass(1);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada', resume: 'token 1' }]);
});

test('a socket that was opened ahead says nothing until the join', () => {
  client.connect();
  socket().open();
  assert.deepEqual(said(), []);
  client.join('Ada');
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(said(), [{ type: 'join', name: 'Ada' }]);
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
  assert.deepEqual(said(), [{ type: 'join', name: 'Ada' }]);
});

test('nothing is sent before joined, and everything after', () => {
  client.join('Ada');
  socket().open();
  assert.equal(client.send({ type: 'offer', to: 'p2', sdp: '' }), false);
  assert.equal(client.standBy('sdp'), false);
  socket().hears(joined);
  assert.equal(client.send({ type: 'offer', to: 'p2', sdp: 'sdp' }), true);
  assert.equal(client.standBy('sdp'), true);
  assert.deepEqual(said().slice(1), [{ type: 'offer', to: 'p2', sdp: 'sdp' }, { type: 'standby', sdp: 'sdp' }]);
});

test('after a drop it takes its place again with the newest resume token', () => {
  const events = record(client, 'up', 'down');
  join();
  socket().drop();
  mock.timers.tick(0);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada', resume: 'token 1' }]);
  socket().hears({ ...joined, resume: 'token 2', resumed: true }).drop();
  mock.timers.tick(0);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada', resume: 'token 2' }]);
  assert.deepEqual(events.map(([type]) => type), ['up', 'down', 'up', 'down']);
});

test('it counts the attempts that fail in a row, waits longer for each, and starts over once joined', () => {
  const events = record(client, 'retry');
  join();
  for (let failures = 1; failures <= 20; failures++) {
    socket().drop();
    assert.deepEqual(events.at(-1), ['retry', failures]);
    for (let ms = 0; ms < 20_000 && FakeWebSocket.all.length === failures; ms += 250) mock.timers.tick(250);
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

test('those who know that the network is back can hurry it', () => {
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

test('a newcomer who hears nothing is known by the same secret in the next attempt', () => {
  client.join('Ada');
  socket().open().drop();
  mock.timers.tick(0);
  socket().open();
  const [first, second] = FakeWebSocket.all.map(({ sent }) => sent[0].visit);
  assert.match(first, /^[0-9a-f]{32}$/);
  assert.equal(second, first);
});

test('a page that comes as somebody new has another secret, and one that has a token needs none', () => {
  join();
  const { visit } = socket().sent[0];
  socket().drop();
  mock.timers.tick(0);
  socket().open().hears(error('resume-expired'));
  const [withToken, without] = socket().sent;
  assert.equal(withToken.visit, undefined);
  assert.match(without.visit, /^[0-9a-f]{32}$/);
  assert.notEqual(without.visit, visit);
});

test('another page has another secret', () => {
  for (const each of [client, new SignalingClient(url, FakeWebSocket)]) {
    each.join('Ada');
    socket().open();
  }
  const [one, other] = FakeWebSocket.all.map(({ sent }) => sent[0].visit);
  assert.notEqual(one, other);
});

test('another name is said at once, or with the return', () => {
  join();
  assert.equal(client.rename('Ada L.'), true);
  assert.deepEqual(said().at(-1), { type: 'rename', name: 'Ada L.' });
  socket().drop();
  assert.equal(client.rename('Lovelace'), false);
  mock.timers.tick(LONG);
  socket().open();
  assert.deepEqual(said(), [{ type: 'join', name: 'Lovelace', resume: 'token 1' }]);
});

// ---- what the server says to a join: each code, to a newcomer and to somebody who was in

const error = code => ({ type: 'error', code, message: `${code}.` });
const CODES = [
  'bad-message', 'unknown-type', 'too-large', 'too-fast', 'bad-room', 'bad-name', 'bad-text', 'not-joined', 'already-joined',
  'no-such-peer', 'room-full', 'resume-expired', 'not-allowed', 'draining', 'a code of tomorrow',
];

test('these are all the codes of the protocol', async () => {
  const page = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  const codes = [...page.slice(page.indexOf('## Errors')).matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  assert.deepEqual(CODES.slice(0, -1).toSorted(), [...new Set(codes)].toSorted());
});

/** To a newcomer: what ends by itself. */
const NO_PLACE = ['room-full', 'draining', 'too-fast'];

for (const code of CODES.filter(each => !NO_PLACE.includes(each))) {
  test(`${code}, to a newcomer: refused, and nothing more is tried`, () => {
    const events = record(client, 'refused', 'waiting', 'retry', 'message', 'end');
    client.join('Ada');
    socket().open().hears(error(code));
    mock.timers.tick(LONG);
    socket().drop();
    mock.timers.tick(10 * LONG);
    client.hurry();
    assert.equal(FakeWebSocket.all.length, 1);
    assert.deepEqual(events, [['refused', error(code)]]);
  });
}

for (const code of CODES.filter(each => !['resume-expired', 'not-allowed'].includes(each))) {
  test(`${code}, to somebody who was in: asks again with the same token, ever more patiently, and asks no probe`, async () => {
    join();
    const events = record(client, 'refused', 'waiting', 'retry', 'message', 'end', 'up');
    socket().drop();
    mock.timers.tick(0);
    for (let refusals = 1; refusals <= 10; refusals++) {
      assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada', resume: 'token 1' }]);
      socket().hears(error(code));
      assert.equal(FakeWebSocket.all.length, refusals + 1);
      if (refusals > 4) mock.timers.tick(5_000);
      assert.equal(FakeWebSocket.all.length, refusals + 1, 'patience');
      mock.timers.tick(7_000);
      await settle();
    }
    socket().open().hears({ ...joined, resume: 'token 2', resumed: true });
    const types = events.map(([type]) => type);
    assert.deepEqual(types, ['retry', ...Array(10).fill('waiting'), 'message', 'up']);
    assert.deepEqual(events[1], ['waiting', error(code)]);
    assert.deepEqual(asked, []);
  });
}

for (const code of ['resume-expired', 'not-allowed']) {
  test(`${code}, to somebody who was in: the place is given up for a new one, on the same socket`, () => {
    join();
    const events = record(client, 'refused', 'waiting', 'message');
    socket().drop();
    mock.timers.tick(0);
    socket().open().hears(error(code));
    assert.deepEqual(said(), [{ type: 'join', name: 'Ada', resume: 'token 1' }, { type: 'join', name: 'Ada' }]);
    assert.deepEqual(events, [], 'nobody need know');
    socket().hears({ ...joined, self: 'p2' });
    assert.deepEqual(events.map(([type]) => type), ['message']);
  });

  test(`${code}, and then no new place either: asks again, without a token`, () => {
    join();
    const events = record(client, 'refused', 'waiting');
    socket().drop();
    mock.timers.tick(0);
    socket().open().hears(error(code)).hears(error('room-full'));
    assert.deepEqual(events, [['waiting', error('room-full')]]);
    mock.timers.tick(LONG);
    assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada' }]);
  });
}

for (const code of NO_PLACE) {
  test(`${code}, to a newcomer: asks again by another socket for as long as it takes, and is let in`, async () => {
    const events = record(client, 'refused', 'waiting', 'queued', 'retry', 'up');
    client.join('Ada');
    for (let minutes = 0; minutes < 10; minutes += 0.1) {
      if (socket().readyState === 0) socket().open().hears(error(code));
      await secondsPass(6);
    }
    const refusals = events.length;
    assert.deepEqual(events, Array(refusals).fill(['queued', error(code)]));
    while (socket().readyState !== 0) await secondsPass(1);
    const [visit] = new Set(FakeWebSocket.all.flatMap(({ sent }) => sent.map(message => message.visit)));
    assert.deepEqual(socket().open().sent, [{ type: 'join', name: 'Ada', visit, crosses: true }], 'the same visit all the time');
    socket().hears(joined);
    assert.deepEqual(events.at(-1), ['up', undefined]);
    assert.deepEqual(asked, [], 'the server is there');
  });
}

test('a newcomer without a place hammers nobody, and one who waits for a full server asks less often', async () => {
  const counts = {};
  for (const code of ['room-full', 'draining']) {
    client = new SignalingClient(url, FakeWebSocket);
    client.join('Ada');
    const before = FakeWebSocket.all.length;
    for (let seconds = 0; seconds < 300; seconds++) {
      if (socket().readyState === 0) socket().open().hears(error(code));
      await secondsPass(1);
    }
    counts[code] = FakeWebSocket.all.length - before;
    client.leave();
  }
  assert.ok(counts['room-full'] <= 80 && counts['room-full'] >= 45, `${counts['room-full']} in 5 minutes`);
  assert.ok(counts.draining <= 20 && counts.draining >= 8, `${counts.draining} in 5 minutes`);
});

test('who does not wait for a place any more asks no more', () => {
  client.join('Ada');
  socket().open().hears(error('room-full'));
  client.leave();
  mock.timers.tick(10 * LONG);
  assert.equal(FakeWebSocket.all.length, 1);
});

test('it says when it asks to be let in', () => {
  const events = record(client, 'asking', 'up');
  client.join('Ada');
  assert.deepEqual(events, []);
  socket().open();
  assert.deepEqual(events.map(([type]) => type), ['asking']);
  socket().hears(joined);
  assert.deepEqual(events.map(([type]) => type), ['asking', 'up']);
});

test('a person who was refused may try another name', () => {
  client.join('A\u0000da');
  socket().open().hears(error('bad-name'));
  client.join('Ada');
  assert.deepEqual(said().at(-1), { type: 'join', name: 'Ada' });
  assert.equal(FakeWebSocket.all.length, 1);
});

test('a room that is refused before anybody joins is refused to those who do', () => {
  const events = record(client, 'refused', 'waiting', 'retry');
  client.connect();
  socket().open().hears(error('bad-room')).drop();
  assert.deepEqual(events, []);
  client.join('Ada');
  socket().open().hears(error('bad-room'));
  assert.deepEqual(events, [['refused', error('bad-room')]]);
});

test('an error in the room is a message like any other', () => {
  join();
  const events = record(client, 'message', 'refused', 'waiting');
  socket().hears({ ...error('no-such-peer'), peer: 'p2' });
  mock.timers.tick(LONG);
  assert.deepEqual(events, [['message', { ...error('no-such-peer'), peer: 'p2' }]]);
  assert.equal(FakeWebSocket.all.length, 1);
});

test('a person who waits for a place can leave', () => {
  join();
  socket().drop();
  mock.timers.tick(0);
  socket().open().hears(error('room-full'));
  client.leave();
  mock.timers.tick(LONG);
  assert.equal(FakeWebSocket.all.length, 2);
});

test('bye with resume: it comes back when it was told to, to its place', () => {
  join().hears({ type: 'bye', reason: 'restart', action: 'resume', after: 500 });
  assert.equal(socket().readyState, 2);
  socket().drop();
  mock.timers.tick(499);
  assert.equal(FakeWebSocket.all.length, 1);
  mock.timers.tick(1);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.equal(said(socket().open())[0].resume, 'token 1');
});

test('bye with resume, and the server is not back yet: it is waited for as ever', async () => {
  const events = record(client, 'down', 'retry', 'up', 'end');
  join().hears({ type: 'bye', reason: 'restart', action: 'resume', after: 500 });
  socket().drop();
  await secondsPass(0.5);
  assert.equal(FakeWebSocket.all.length, 2);
  await serverIsAwayFor(10);
  assert.ok(asked.length > 4, `${asked.length}`);
  assert.ok(FakeWebSocket.all.length > 4);
  serverIsThere = true;
  await secondsPass(1.5);
  assert.equal(said(socket().open())[0].resume, 'token 1');
  assert.deepEqual(events.slice(0, 4), [['up', undefined], ['down', undefined], ['retry', 1], ['retry', 2]]);
});

test('bye with rejoin: it comes back as somebody new when it was told to', () => {
  const events = record(client, 'down', 'end', 'refused', 'waiting');
  join().hears({ type: 'bye', reason: 'moved', action: 'rejoin', after: 700 });
  assert.equal(socket().readyState, 2);
  mock.timers.tick(699);
  assert.equal(FakeWebSocket.all.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada' }]);
  assert.notEqual(socket().sent[0].visit, FakeWebSocket.all[0].sent[0].visit);
  socket().hears({ ...joined, self: 'p2', resume: 'token of p2' }).drop();
  mock.timers.tick(0);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada', resume: 'token of p2' }]);
  assert.deepEqual(events.map(([type]) => type), ['down', 'down']);
});

test('bye with rejoin, and then the room is full: it asks again, without hanging up', () => {
  const events = record(client, 'refused', 'waiting');
  join().hears({ type: 'bye', reason: 'moved', action: 'rejoin', after: 0 });
  mock.timers.tick(0);
  socket().open().hears(error('room-full'));
  mock.timers.tick(LONG);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada' }]);
  assert.deepEqual(events, [['waiting', error('room-full')]]);
});

test('bye with an action of tomorrow: it comes back to its place', () => {
  join().hears({ type: 'bye', reason: 'moved', action: 'migrate', after: 0 });
  mock.timers.tick(0);
  assert.equal(said(socket().open())[0].resume, 'token 1');
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
  assert.deepEqual(said().slice(1), [{ type: 'leave' }]);
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
  mock.timers.tick(2_499);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.deepEqual(events, []);
});

test('a socket that was given up says nothing any more, not even goodbye', () => {
  join();
  const old = socket();
  client.hurry();
  socket().open();
  const events = record(client, 'end', 'message');
  old.readyState = FakeWebSocket.OPEN;
  old.hears({ type: 'bye', reason: 'replaced', action: 'stop', after: 0 });
  assert.deepEqual(events, []);
});

test('when the network is back, a socket of before is not trusted', () => {
  join();
  client.hurry();
  assert.equal(FakeWebSocket.all.length, 2);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada', resume: 'token 1' }]);
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

test('of somebody who was in, an attempt that hangs is soon given up: TCP would ask ever more seldom', () => {
  join();
  socket().drop();
  mock.timers.tick(0);
  const begun = [];
  for (let ms = 0; ms < 30_000; ms += 250) {
    mock.timers.tick(250);
    if (FakeWebSocket.all.length - 2 > begun.length) begun.push(ms + 250);
  }
  const pauses = begun.map((at, i) => at - (begun[i - 1] ?? 0));
  for (const pause of pauses.filter((_, i) => i % 4 !== 3)) assert.ok(pause >= 3250 && pause <= 4000, `${pauses}`);
  // A server may be slow, and not away.
  assert.ok(pauses[3] >= 10_000 && pauses[3] <= 11_500, `${pauses}`);
});

test('who was in and doubts the socket asks for the server at once, too', async t => {
  t.mock.method(Math, 'random', () => 0.5);
  join();
  client.hurry();
  await secondsPass(1.5);
  assert.equal(FakeWebSocket.all.length, 2);
  serverIsThere = true;
  await secondsPass(1);
  assert.equal(asked.length, 1);
  assert.equal(FakeWebSocket.all.length, 3, 'the network has come back while the last attempt was waiting');
  await secondsPass(1);
  assert.equal(FakeWebSocket.all.length, 3, 'one at a time');
});

test('a socket that is new when the server answers is kept, and given up soon if it does not open', async t => {
  t.mock.method(Math, 'random', () => 0.5);
  join();
  socket().drop();
  mock.timers.tick(0);
  socket().drop();
  serverIsThere = true;
  await secondsPass(1);
  assert.deepEqual([asked.length, FakeWebSocket.all.length], [1, 3]);
  await secondsPass(1);
  assert.equal(FakeWebSocket.all.length, 3, 'it may open yet');
  await secondsPass(0.25);
  assert.equal(FakeWebSocket.all.length, 4, 'the next one is made at once');
  assert.equal(FakeWebSocket.all[2].readyState, 2);
  await secondsPass(2.25);
  assert.equal(FakeWebSocket.all.length, 4, 'and has more time');
  await secondsPass(0.5);
  assert.equal(FakeWebSocket.all.length, 5);
});

test('a server that takes the socket and says nothing to the join is given up, and another attempt made', () => {
  const events = record(client, 'retry', 'down');
  client.join('Ada');
  socket().open();
  mock.timers.tick(9_999);
  assert.deepEqual(events, []);
  mock.timers.tick(1);
  assert.deepEqual(events, [['retry', 1]]);
  assert.equal(FakeWebSocket.all[0].readyState, 2);
  mock.timers.tick(0);
  assert.equal(FakeWebSocket.all.length, 2);
  assert.deepEqual(said(socket().open()), [{ type: 'join', name: 'Ada' }]);
});

test('so is a server that is silent when somebody comes back, or asks for another place', () => {
  join();
  socket().drop();
  mock.timers.tick(0);
  socket().open();
  mock.timers.tick(9_000);
  socket().hears(error('resume-expired'));
  mock.timers.tick(9_999);
  assert.equal(FakeWebSocket.all.length, 2);
  mock.timers.tick(1);
  mock.timers.tick(LONG);
  assert.equal(FakeWebSocket.all.length, 3);
});

test('a socket that was opened ahead may be silent for as long as its user is busy', () => {
  client.connect();
  socket().open();
  mock.timers.tick(600_000);
  assert.equal(socket().readyState, FakeWebSocket.OPEN);
  client.join('Ada');
  mock.timers.tick(9_999);
  socket().hears(joined);
  mock.timers.tick(600_000);
  assert.equal(FakeWebSocket.all.length, 1);
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

test('a server that refuses is there, and is not asked for', async () => {
  client.join('Ada');
  await serverIsAwayFor(10);
  await secondsPass(9);
  socket().open().hears(error('room-full'));
  const questions = asked.length;
  assert.ok(questions > 5);
  await secondsPass(10);
  assert.equal(asked.length, questions);
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

// ---- what it knows of a way to the server that does not work

const nothingIsWrong = { unopened: 0, stuck: 0, unanswered: 0 };

test('a server that is away is no blocked WebSocket', async () => {
  join();
  await serverIsAwayFor(10);
  assert.deepEqual(client.evidence, nothingIsWrong);
});

test('a server that answers by http and opens no WebSocket is counted, until it lets us in', async () => {
  client.join('Ada');
  serverIsThere = true;
  await serverIsAwayFor(5);
  assert.ok(client.evidence.unopened >= 2, JSON.stringify(client.evidence));
  await secondsPass(1.5);
  socket().open().hears(joined);
  assert.deepEqual(client.evidence, nothingIsWrong);
});

test('one that answered and is away since is not counted any more', async () => {
  client.join('Ada');
  serverIsThere = true;
  await serverIsAwayFor(5);
  serverIsThere = false;
  await serverIsAwayFor(10);
  assert.deepEqual(client.evidence, nothingIsWrong);
});

test('it tells a socket that does not open from one that opens and is silent', () => {
  client.join('Ada');
  mock.timers.tick(10_000);
  assert.deepEqual(client.evidence, { ...nothingIsWrong, stuck: 1 });
  mock.timers.tick(0);
  socket().open();
  mock.timers.tick(10_000);
  assert.deepEqual(client.evidence, { ...nothingIsWrong, stuck: 1, unanswered: 1 });
  mock.timers.tick(400);
  socket().open().hears(joined);
  assert.deepEqual(client.evidence, nothingIsWrong);
});

test('a cause is told to a server that has let us in, and to no other', () => {
  assert.equal(client.report('camera-denied'), false);
  assert.equal(client.isJoined, false);
  join();
  assert.equal(client.isJoined, true);
  assert.equal(client.report('camera-denied'), true);
  assert.deepEqual(said().at(-1), { type: 'trouble', cause: 'camera-denied' });
  socket().drop();
  assert.equal(client.isJoined, false);
});

// ---- a browser that makes no socket

/** As Firefox does for a page that its policy forbids to connect, or an extension that is in the way. */
function withoutSockets(times) {
  let left = times;
  return new SignalingClient(url, class extends FakeWebSocket {
    constructor(...parts) {
      if (left-- > 0) throw new DOMException('The operation is insecure.', 'SecurityError');
      super(...parts);
    }
  }, async () => ({ ok: true }));
}

test('a socket that cannot be made is an attempt that has failed, and is followed by others', () => {
  client = withoutSockets(2);
  const events = record(client, 'retry');
  client.join('Ada');
  assert.deepEqual(events, [['retry', 1]]);
  for (let i = 0; i < 2; i++) mock.timers.tick(LONG);
  socket().open();
  assert.deepEqual(said(), [{ type: 'join', name: 'Ada' }]);
});

test('one that cannot be made ahead of the join is made for the join', () => {
  client = withoutSockets(1);
  client.connect();
  client.join('Ada');
  socket().open();
  assert.deepEqual(said(), [{ type: 'join', name: 'Ada' }]);
});

test('where no second socket can be made, the first one is kept as long as it speaks', () => {
  let isPossible = true;
  client = new SignalingClient(url, class extends FakeWebSocket {
    constructor(...parts) {
      if (!isPossible) throw new DOMException('The operation is insecure.', 'SecurityError');
      super(...parts);
    }
  }, async () => ({ ok: true }));
  const events = record(client, 'down');
  join();
  isPossible = false;
  client.hurry();
  socket().hears({ type: 'pong' });
  mock.timers.tick(2_000);
  assert.deepEqual(events, []);
});
