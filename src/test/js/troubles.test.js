import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { Troubles } from '../../main/webapp/js/troubles.js';
import { record } from './fakes.js';

let now, call, signaling, server, told, troubles;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  now = 0;
  signaling = new EventTarget();
  server = { cause: null };
  call = Object.assign(new EventTarget(), { seats: [] });
  troubles = new Troubles(call, signaling, server, () => now);
  told = record(troubles, 'trouble');
});

/** A link that says of itself what the test wants, and gets more packets with every look while it flows. */
class FakeLink {
  looks = 0;
  flowing = { audio: 0, video: 0, frames: 0 };
  arrived = { audio: 0, video: 0, frames: 0 };

  constructor(reading) {
    this.reading = {
      connection: 'connecting', ice: 'checking', dtls: 'new', described: true,
      own: { known: 2, mdns: 0, relayed: 0 }, theirs: { known: 2, mdns: 0, relayed: 0 },
      servers: [], checks: { sent: 9, answered: 0, received: 0 }, overUdp: false, ...reading,
    };
  }

  get state() {
    return this.reading.connection;
  }

  async examine() {
    this.looks++;
    const { arrived, flowing } = this;
    this.arrived = {
      audio: arrived.audio + flowing.audio,
      video: arrived.video + flowing.video,
      frames: arrived.frames + flowing.frames,
    };
    return { ...this.reading, arrived: this.arrived };
  }

  becomes(reading, flowing) {
    Object.assign(this.reading, reading);
    if (flowing) this.flowing = flowing;
  }
}

const connected = { connection: 'connected', ice: 'connected', dtls: 'connected', overUdp: true };
const everything = { audio: 50, video: 30, frames: 15 };
const onlySound = { audio: 50, video: 0, frames: 0 };
const nothing = { audio: 0, video: 0, frames: 0 };

function sits(id, link, change = {}) {
  const seat = {
    peer: { id }, link, connection: 'connecting', introduced: true, watched: true,
    presence: { microphone: true, camera: true, watching: true }, ...change,
  };
  call.seats.push(seat);
  call.dispatchEvent(new CustomEvent('seat', { detail: seat }));
  return seat;
}

function goes(seat) {
  call.seats = call.seats.filter(each => each !== seat);
  call.dispatchEvent(new CustomEvent('gone', { detail: seat.peer.id }));
}

const says = from => signaling.dispatchEvent(new CustomEvent('message', { detail: { type: 'answer', from, sdp: '' } }));

async function pass(seconds) {
  for (let second = 0; second < seconds; second++) {
    now += 1000;
    mock.timers.tick(1000);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

const causes = () => told.splice(0).map(([, { peerId, cause }]) => `${peerId} ${cause}`);

test('what is over in time is not told', async () => {
  const link = new FakeLink();
  sits('bob', link);
  await pass(5);
  link.becomes(connected, everything);
  await pass(20);
  assert.deepEqual(causes(), []);
});

test('what lasts is told within eight seconds, once, and taken back within two', async () => {
  const link = new FakeLink();
  sits('bob', link);
  await pass(8);
  assert.deepEqual(causes(), ['bob udp-blocked']);
  await pass(30);
  assert.deepEqual(causes(), []);
  link.becomes(connected, everything);
  await pass(2);
  assert.deepEqual(causes(), ['bob null']);
});

test('it is told of whom it concerns, and of nobody else', async () => {
  sits('bob', new FakeLink());
  const carl = new FakeLink();
  carl.becomes(connected, everything);
  sits('carl', carl, { connection: 'connected' });
  await pass(10);
  assert.deepEqual(causes(), ['bob udp-blocked']);
  assert.deepEqual(troubles.findings.map(({ peerId, cause }) => [peerId, cause]), [['bob', 'udp-blocked'], ['carl', null]]);
});

test('two causes in turn are not told in turn', async () => {
  const link = new FakeLink();
  sits('bob', link);
  for (let i = 0; i < 20; i++) {
    link.becomes({ theirs: { known: i % 2, mdns: 0, relayed: 0 } });
    await pass(1);
  }
  assert.deepEqual(causes(), []);
});

test('a better reason takes the place of the first', async () => {
  const link = new FakeLink();
  sits('bob', link);
  await pass(8);
  link.becomes({ servers: [{ kind: 'turn', transport: 'udp', state: 'refuses', code: 401 }] });
  await pass(3);
  assert.deepEqual(causes(), ['bob udp-blocked', 'bob turn-refused']);
});

test('a peer who goes on talking to us has not gone, and one who says nothing has', async () => {
  const [bob, carl] = [new FakeLink(), new FakeLink()];
  for (const link of [bob, carl]) link.becomes(connected, everything);
  const seats = [sits('bob', bob, { connection: 'connected' }), sits('carl', carl, { connection: 'connected' })];
  await pass(4);
  for (const link of [bob, carl]) link.becomes({ connection: 'disconnected', ice: 'disconnected' }, nothing);
  for (const seat of seats) seat.connection = 'reconnecting';
  await pass(5);
  says('carl');
  await pass(3);
  assert.deepEqual(causes(), ['carl udp-blocked']);
  await pass(6);
  assert.deepEqual(causes(), ['bob peer-gone']);
});

test('all that stands still is told of after the browser would have lost the connection, a picture alone before', async () => {
  const [bob, carl] = [new FakeLink(), new FakeLink()];
  bob.becomes(connected, everything);
  carl.becomes(connected, everything);
  sits('bob', bob, { connection: 'connected' });
  sits('carl', carl, { connection: 'connected' });
  await pass(5);
  bob.becomes({}, onlySound);
  carl.becomes({}, nothing);
  await pass(7);
  assert.deepEqual(causes(), ['bob no-picture']);
  await pass(4);
  assert.deepEqual(causes(), ['carl no-media']);
});

test('a connection that has taken its time has as much for its first picture', async () => {
  const link = new FakeLink();
  const seat = sits('bob', link);
  await pass(5);
  link.becomes(connected);
  seat.connection = 'connected';
  await pass(5);
  link.becomes({}, everything);
  await pass(10);
  assert.deepEqual(causes(), []);
});

test('nobody is missed whose camera is off, whom nobody looks at, or who has said nothing of it', async () => {
  const quiet = { microphone: false, camera: false, watching: true };
  const cases = { off: { presence: quiet }, unwatched: { watched: false }, unknown: { introduced: false } };
  for (const [id, change] of Object.entries(cases)) {
    const link = new FakeLink();
    link.becomes(connected, id === 'unknown' ? nothing : onlySound);
    sits(id, link, { connection: 'connected', ...change });
  }
  await pass(30);
  assert.deepEqual(causes(), []);
});

test('another link has its own count of packets', async () => {
  const link = new FakeLink();
  link.becomes(connected, everything);
  const seat = sits('bob', link, { connection: 'connected' });
  await pass(30);
  seat.link = new FakeLink();
  seat.link.becomes(connected, everything);
  await pass(30);
  assert.deepEqual(causes(), []);
});

test('without a server that is the reason, and whoever is connected has none', async () => {
  server.cause = 'server-away';
  sits('bob', new FakeLink());
  const carl = new FakeLink();
  carl.becomes(connected, everything);
  sits('carl', carl, { connection: 'connected' });
  await pass(10);
  assert.deepEqual(causes(), ['bob server-away']);
});

test('a computer that has slept begins anew', async () => {
  const link = new FakeLink();
  link.becomes(connected, everything);
  sits('bob', link, { connection: 'connected' });
  await pass(4);
  now += 3_600_000;
  link.becomes({ connection: 'disconnected', ice: 'disconnected' }, nothing);
  await pass(5);
  assert.deepEqual(causes(), []);
});

test('who has gone is not looked at any more', async () => {
  const link = new FakeLink();
  const seat = sits('bob', link);
  await pass(3);
  goes(seat);
  const { looks } = link;
  await pass(20);
  assert.equal(link.looks, looks);
  assert.deepEqual(causes(), []);
  assert.deepEqual(troubles.findings, []);
});

test('whoever comes while the last one is being examined is looked at, too', async () => {
  const bob = sits('bob', new FakeLink());
  await pass(1);
  mock.timers.tick(1000);
  goes(bob);
  sits('carl', new FakeLink());
  await pass(10);
  assert.deepEqual(causes(), ['carl udp-blocked']);
});

test('where all is well, half as many questions are asked', async () => {
  const link = new FakeLink();
  link.becomes(connected, everything);
  sits('bob', link, { connection: 'connected' });
  await pass(21);
  assert.equal(link.looks, 11);
});
