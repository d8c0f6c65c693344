import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { LinkMonitor } from '../../main/webapp/js/diagnosis/link-monitor.js';
import { record } from './fakes.js';

let now, call, signaling, server, told, monitor;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  now = 0;
  signaling = new EventTarget();
  server = { cause: null };
  call = Object.assign(new EventTarget(), { peers: [], seenAs: null });
  monitor = new LinkMonitor(call, signaling, server, () => now);
  told = record(monitor, 'trouble');
});

/** A link that says of itself what the test wants, and gets more packets with every look while it flows. */
class FakeLink {
  looks = 0;
  flowing = { audio: 0, video: 0, frames: 0 };
  arrived = { audio: 0, video: 0, frames: 0 };

  constructor(reading) {
    this.reading = {
      connection: 'connecting', ice: 'checking', dtls: 'new', described: true,
      own: { known: 2, mdns: 0, reflexive: 0, relayed: 0 }, theirs: { known: 2, mdns: 0, relayed: 0 },
      servers: [], checks: { sent: 9, answered: 0, received: 0 }, overUdp: false,
      roundTrip: 20, addresses: { own: [], theirs: [] }, ...reading,
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
    return { ...this.reading, arrived: this.arrived, packets: this.packets };
  }

  /** As the peer tells: it sends 50 and 30 packets, and what does not arrive is lost. */
  get packets() {
    const of = (received, sent) => ({ received, lost: 0, sent });
    return { audio: of(this.arrived.audio, null), video: of(this.arrived.video, this.sendsPicture ? 30 * this.looks : null) };
  }

  sendsPicture = false;

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
  const remote = {
    peer: { id }, link, connection: 'connecting', introduced: true, watched: true,
    presence: { microphone: true, camera: true, watching: true }, ...change,
  };
  call.peers.push(remote);
  call.dispatchEvent(new CustomEvent('peer', { detail: remote }));
  return remote;
}

function goes(remote) {
  call.peers = call.peers.filter(each => each !== remote);
  call.dispatchEvent(new CustomEvent('gone', { detail: remote.peer.id }));
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

test('a new link that has nothing yet is no other trouble', async () => {
  const dtls = { ice: 'connected', dtls: 'failed' };
  const remote = sits('bob', new FakeLink(dtls));
  await pass(8);
  assert.deepEqual(causes(), ['bob dtls-failed']);
  const none = { known: 0, mdns: 0, relayed: 0 };
  for (let time = 0; time < 3; time++) {
    const next = new FakeLink({ theirs: none, checks: { sent: 0, answered: 0, received: 0 } });
    remote.link = next;
    says('bob');
    await pass(3);
    next.becomes(dtls);
    await pass(10);
  }
  assert.deepEqual(causes(), []);
  remote.link = new FakeLink({ theirs: none, checks: { sent: 0, answered: 0, received: 0 } });
  await pass(8);
  assert.deepEqual(causes(), ['bob no-remote-candidates'], 'but if it goes on, it is');
  const carl = sits('carl', new FakeLink());
  await pass(5);
  carl.link = new FakeLink({ theirs: none, checks: { sent: 0, answered: 0, received: 0 } });
  await pass(4);
  assert.deepEqual(causes(), [], 'nor is it the first thing to be said');
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
  assert.deepEqual(monitor.findings.map(({ peerId, cause }) => [peerId, cause]), [['bob', 'udp-blocked'], ['carl', null]]);
});

test('two causes in turn are not told in turn', async () => {
  const link = new FakeLink();
  sits('bob', link);
  for (let i = 0; i < 20; i++) {
    link.becomes({ theirs: { known: i % 2, mdns: 0, reflexive: 0, relayed: 0 } });
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
  const peers = [sits('bob', bob, { connection: 'connected' }), sits('carl', carl, { connection: 'connected' })];
  await pass(4);
  for (const link of [bob, carl]) link.becomes({ connection: 'disconnected', ice: 'disconnected' }, nothing);
  for (const remote of peers) remote.connection = 'reconnecting';
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
  const remote = sits('bob', link);
  await pass(5);
  link.becomes(connected);
  remote.connection = 'connected';
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

test('pictures that are sent and do not arrive are lost, and stay so when the peer gives up: one cause', async () => {
  const link = Object.assign(new FakeLink(), { sendsPicture: true });
  link.becomes(connected, everything);
  const remote = sits('bob', link, { connection: 'connected' });
  await pass(20);
  link.becomes({}, onlySound);
  await pass(15);
  assert.deepEqual(causes(), ['bob packet-loss']);
  link.sendsPicture = false;
  remote.presence = { ...remote.presence, camera: false, paused: true };
  await pass(60);
  remote.presence = { ...remote.presence, camera: true, paused: false };
  await pass(4);
  assert.deepEqual(causes(), []);
  link.becomes({}, everything);
  await pass(20);
  assert.deepEqual(causes(), ['bob null']);
});

test('a picture that is kept back is a slow line, and taken back when it comes again', async () => {
  const link = new FakeLink();
  link.becomes(connected, everything);
  const remote = sits('bob', link, { connection: 'connected' });
  await pass(10);
  link.becomes({ roundTrip: 900 }, onlySound);
  await pass(8);
  remote.presence = { ...remote.presence, camera: false, paused: true };
  link.becomes({ roundTrip: 20 });
  await pass(30);
  assert.deepEqual(causes(), ['bob slow-line']);
  remote.presence = { ...remote.presence, camera: true, paused: false };
  link.becomes({}, everything);
  await pass(3);
  assert.deepEqual(causes(), ['bob null']);
});

test('a picture that is kept back from somebody who does not look is nobody\'s trouble', async () => {
  const link = new FakeLink();
  link.becomes(connected, onlySound);
  sits('bob', link, { connection: 'connected', watched: false, presence: { microphone: true, camera: false, watching: true, paused: true } });
  await pass(30);
  assert.deepEqual(causes(), []);
});

test('a link of which the browser tells nothing has no cause, and the others are looked at all the same', async () => {
  const warnings = mock.method(console, 'warn', () => {});
  const mute = new FakeLink(connected);
  mute.examine = async () => Promise.reject(new Error('no stats'));
  sits('mute', mute, { connection: 'connected' });
  sits('bob', new FakeLink());
  await pass(60);
  warnings.mock.restore();
  assert.deepEqual(causes(), ['bob udp-blocked']);
  assert.equal(warnings.mock.callCount(), 1);
});

test('behind NAT, a silent STUN server explains a silent peer', async () => {
  call.seenAs = '198.51.100.1';
  const servers = [{ kind: 'stun', transport: 'udp', state: 'silent', code: null }];
  sits('far', new FakeLink({ servers, addresses: { own: ['192.168.1.2'], theirs: ['192.168.7.2'] } }));
  sits('near', new FakeLink({ servers, addresses: { own: ['192.168.1.2'], theirs: ['192.168.1.3'] } }));
  await pass(10);
  assert.deepEqual(causes(), ['far stun-unreachable', 'near udp-blocked']);
});

test('another link has its own count of packets', async () => {
  const link = new FakeLink();
  link.becomes(connected, everything);
  const remote = sits('bob', link, { connection: 'connected' });
  await pass(30);
  remote.link = new FakeLink();
  remote.link.becomes(connected, everything);
  await pass(30);
  assert.deepEqual(causes(), []);
});

test('without a server that is the reason, and a peer that is connected has none', async () => {
  server.cause = 'server-away';
  sits('bob', new FakeLink());
  const carl = new FakeLink();
  carl.becomes(connected, everything);
  sits('carl', carl, { connection: 'connected' });
  await pass(10);
  assert.deepEqual(causes(), ['bob server-away']);
});

test('a computer that has slept begins again', async () => {
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
  const remote = sits('bob', link);
  await pass(3);
  goes(remote);
  const { looks } = link;
  await pass(20);
  assert.equal(link.looks, looks);
  assert.deepEqual(causes(), []);
  assert.deepEqual(monitor.findings, []);
});

test('a peer that comes while the last one is being examined is looked at, too', async () => {
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

test('a peer that was there before it is looked at, too', async () => {
  call = Object.assign(new EventTarget(), { peers: [], seenAs: null });
  sits('bob', new FakeLink());
  told = record(new LinkMonitor(call, signaling, server, () => now), 'trouble');
  await pass(10);
  assert.deepEqual(causes(), ['bob udp-blocked']);
});
