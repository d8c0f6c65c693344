import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { LinkDiagnostics } from '../../main/webapp/js/link/link-diagnostics.js';

const STUN = 'stun:stun.example:3478';
const TURN = 'turn:turn.example:3478?transport=udp';

/** As much of an RTCPeerConnection as can be asked when nothing works. */
class FakePeerConnection extends EventTarget {
  connectionState = 'connecting';
  iceGatheringState = 'new';
  localDescription = null;
  remoteDescription = null;
  stats = [];
  iceServers = [];

  getConfiguration() {
    return { iceServers: this.iceServers };
  }

  async getStats() {
    return new Map(this.stats.map(each => [each.id, each]));
  }

  gathers(state) {
    this.iceGatheringState = state;
    this.dispatchEvent(new Event('icegatheringstatechange'));
  }

  finds(candidate) {
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  }

  fails(url, errorCode) {
    this.dispatchEvent(Object.assign(new Event('icecandidateerror'), { url, errorCode }));
  }
}

let pc, now, diagnostics;

beforeEach(() => {
  now = 0;
  pc = new FakePeerConnection();
  pc.iceServers = [{ urls: STUN }, { urls: [TURN, 'turns:turn.example'], username: 'u', credential: 'c' }];
  diagnostics = new LinkDiagnostics(pc, () => now);
});

const states = async () => (await diagnostics.read()).servers.map(({ state }) => state);

test('what is configured is known by kind and transport, without its address', async () => {
  const { servers } = await diagnostics.read();
  assert.deepEqual(servers, [
    { kind: 'stun', transport: 'udp', state: 'asked', code: null },
    { kind: 'turn', transport: 'udp', state: 'asked', code: null },
    { kind: 'turn', transport: 'tcp', state: 'asked', code: null },
  ]);
});

test('a server that says nothing for 5 s is silent, whether the browser has noticed or not', async () => {
  pc.gathers('gathering');
  now = 4999;
  assert.deepEqual(await states(), ['asked', 'asked', 'asked']);
  now = 5000;
  assert.deepEqual(await states(), ['silent', 'silent', 'silent']);
});

test('a restart in the middle gives a silent server no more time', async () => {
  pc.gathers('gathering');
  now = 3000;
  pc.gathers('gathering');
  now = 5000;
  assert.deepEqual(await states(), ['silent', 'silent', 'silent']);
});

test('a candidate is an answer, and an error of another network of this machine does not matter then', async () => {
  pc.gathers('gathering');
  pc.fails(STUN, 701);
  pc.finds({ type: 'srflx', url: 'stun:STUN.example' });
  pc.finds({ type: 'relay', url: TURN });
  pc.fails(TURN, 701);
  now = 9000;
  assert.deepEqual(await states(), ['answers', 'answers', 'silent']);
});

test('a candidate without a url, of a browser that tells none, speaks for all servers of its kind', async () => {
  pc.gathers('gathering');
  pc.finds({ type: 'relay' });
  now = 9000;
  assert.deepEqual(await states(), ['silent', 'answers', 'answers']);
});

test('a refusal is one, whatever other networks of this machine say', async () => {
  pc.gathers('gathering');
  pc.fails(TURN, 401);
  pc.fails(TURN, 701);
  pc.fails('turns:turn.example:5349?transport=tcp', 486);
  const { servers } = await diagnostics.read();
  assert.deepEqual(servers.slice(1), [
    { kind: 'turn', transport: 'udp', state: 'refuses', code: 401 },
    { kind: 'turn', transport: 'tcp', state: 'refuses', code: 486 },
  ]);
});

test('when all was found: STUN may have answered what was known, TURN has not answered', async () => {
  pc.gathers('gathering');
  pc.gathers('complete');
  assert.deepEqual(await states(), ['answers', 'silent', 'silent']);
});

test('when all was found, a STUN server that the browser gave up on is silent', async () => {
  pc.gathers('gathering');
  pc.fails(STUN, 701);
  pc.gathers('complete');
  assert.equal((await states())[0], 'silent');
});

test('a new search makes good what the last one found, in either direction', async () => {
  pc.gathers('gathering');
  pc.fails(TURN, 401);
  pc.gathers('complete');
  pc.gathers('gathering');
  pc.finds({ type: 'relay', url: TURN });
  assert.equal((await states())[1], 'answers');
  pc.gathers('complete');
  pc.gathers('gathering');
  pc.fails(TURN, 701);
  now = 20_000;
  assert.equal((await states())[1], 'silent');
});

test('candidates are counted once, by what leads where', async () => {
  const host = 'a=candidate:1 1 udp 2122260223 10.0.0.7 50000 typ host generation 0\r\n';
  const mdns = 'a=candidate:2 1 UDP 2122260223 3f2c1a0e-aaaa-4bbb-8ccc-0123456789ab.local 50001 typ host\r\n';
  const relay = 'a=candidate:3 1 udp 41885439 192.0.2.1 50002 typ relay raddr 0.0.0.0 rport 0\r\n';
  const tcp = 'a=candidate:4 1 tcp 1518280447 10.0.0.7 9 typ host tcptype active\r\n';
  pc.localDescription = { sdp: `m=audio\r\n${host}${tcp}m=video\r\n${host}${relay}` };
  pc.remoteDescription = { sdp: `m=audio\r\n${mdns}` };
  const { own, theirs, described } = await diagnostics.read();
  assert.deepEqual(own, { known: 2, mdns: 0, reflexive: 0, relayed: 1 });
  assert.deepEqual(theirs, { known: 1, mdns: 1, reflexive: 0, relayed: 0 });
  assert.equal(described, true);
});

test('who has offered candidates before a restart is not taken for one who offers none', async () => {
  const sdp = 'a=candidate:1 1 udp 2122260223 10.0.0.7 50000 typ host\r\n';
  pc.localDescription = { sdp };
  pc.remoteDescription = { sdp };
  await diagnostics.read();
  pc.localDescription = { sdp: 'm=audio\r\n' };
  pc.remoteDescription = { sdp: 'm=audio\r\n' };
  const { own, theirs } = await diagnostics.read();
  assert.equal(own.known, 1);
  assert.equal(theirs.known, 1);
});

test('checks are counted since the last reading, and kept when the browser gives up', async () => {
  const pair = (requestsSent, responsesReceived) => [
    { id: 'P1', type: 'candidate-pair', requestsSent, responsesReceived, requestsReceived: 0 },
  ];
  pc.stats = pair(10, 8);
  await diagnostics.read();
  pc.stats = pair(14, 8);
  assert.deepEqual((await diagnostics.read()).checks, { sent: 4, answered: 0, received: 0 });
  pc.stats = [];
  assert.deepEqual((await diagnostics.read()).checks, { sent: 4, answered: 0, received: 0 });
  pc.stats = pair(3, 1);
  assert.deepEqual((await diagnostics.read()).checks, { sent: 3, answered: 1, received: 0 });
});

test('it says what arrives, and whether the way is UDP', async () => {
  pc.connectionState = 'connected';
  pc.stats = [
    { id: 'T', type: 'transport', iceState: 'connected', dtlsState: 'connected', selectedCandidatePairId: 'P' },
    { id: 'P', type: 'candidate-pair', localCandidateId: 'L' },
    { id: 'L', type: 'local-candidate', protocol: 'udp', relayProtocol: 'tls' },
    { id: 'A', type: 'inbound-rtp', kind: 'audio', packetsReceived: 50 },
    { id: 'V', type: 'inbound-rtp', kind: 'video', packetsReceived: 90, framesDecoded: 12 },
  ];
  const reading = await diagnostics.read();
  assert.deepEqual(reading.arrived, { audio: 50, video: 90, frames: 12 });
  assert.equal(reading.overUdp, false);
  assert.equal(reading.dtls, 'connected');
  delete pc.stats[2].relayProtocol;
  assert.equal((await diagnostics.read()).overUdp, true);
});

test('what has come and what has not, by kind, and how long the way takes', async () => {
  pc.stats = [
    { id: 'I1', type: 'inbound-rtp', kind: 'audio', packetsReceived: 90, packetsLost: 10 },
    { id: 'I2', type: 'inbound-rtp', kind: 'video', packetsReceived: 50, packetsLost: 2, framesDecoded: 20 },
    { id: 'R1', type: 'remote-outbound-rtp', kind: 'video', packetsSent: 60 },
    { id: 'R2', type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.25 },
    { id: 'P', type: 'candidate-pair', selected: true, currentRoundTripTime: 0.1 },
  ];
  const { packets, roundTrip } = await diagnostics.read();
  assert.deepEqual(packets, { audio: { received: 90, lost: 10, sent: null }, video: { received: 50, lost: 2, sent: 60 } });
  assert.equal(roundTrip, 250);
});

test('a browser that counts no frames is not taken for one that decodes none', async () => {
  pc.stats = [{ id: 'I', type: 'inbound-rtp', kind: 'video', packetsReceived: 50 }];
  assert.deepEqual((await diagnostics.read()).arrived, { audio: 0, video: 50, frames: 50 });
});

test('without a transport entry the connection itself says how ICE and DTLS do', async () => {
  pc.iceConnectionState = 'checking';
  pc.getSenders = () => [{ transport: null }, { transport: { state: 'new' } }];
  const { ice, dtls } = await diagnostics.read();
  assert.deepEqual([ice, dtls], ['checking', 'new']);
});

test('addresses of an end are those of its own networks, once each, and no names', async () => {
  pc.localDescription = { sdp: [
    'a=candidate:1 1 udp 2122260223 192.168.1.2 5000 typ host generation 0',
    'a=candidate:1 1 udp 2122260223 192.168.1.2 5001 typ host generation 0',
    'a=candidate:2 1 udp 2122260222 3f2c1a0e-5a5a-4bbb-8ccc-0123456789ab.local 5002 typ host',
    'a=candidate:3 1 udp 1686052607 203.0.113.7 5003 typ srflx raddr 192.168.1.2 rport 5000',
    'a=candidate:4 1 tcp 1518280447 10.0.0.9 9 typ host tcptype active',
    'a=candidate:5 1 UDP 2122260223 fd00::7 5004 typ host',
    '',
  ].join('\r\n') };
  const { addresses, own } = await diagnostics.read();
  assert.deepEqual(addresses, { own: ['192.168.1.2', 'fd00::7'], theirs: [] });
  assert.equal(own.reflexive, 1);
});

test('a browser that does not tell is heard of', async () => {
  pc.getStats = async () => Promise.reject(new Error('no'));
  await assert.rejects(diagnostics.read(), /no/);
});
