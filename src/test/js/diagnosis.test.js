import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { causeOfProblem } from '../../main/webapp/js/diagnosis/device-notices.js';
import { CAUSES, diagnoseLink, isTroubled } from '../../main/webapp/js/diagnosis/diagnosis.js';
import { diagnoseServer } from '../../main/webapp/js/diagnosis/server-status.js';

const MINUTE = 60_000;

const stun = (state, code = null) => ({ kind: 'stun', transport: 'udp', state, code });
const turn = (state, code = null, transport = 'udp') => ({ kind: 'turn', transport, state, code });
const ways = (known, { mdns = 0, reflexive = 0, relayed = 0 } = {}) => ({ known, mdns, reflexive, relayed });
const nothing = { sent: 0, answered: 0, received: 0 };
const unanswered = { sent: 40, answered: 0, received: 0 };

/** Two who talk by way of the server and find no path: each knows addresses of the other, and nothing comes back. */
function link(change = {}) {
  return {
    connection: 'connecting',
    ice: 'checking',
    dtls: 'new',
    described: true,
    own: ways(2),
    theirs: ways(2),
    servers: [],
    checks: unanswered,
    overUdp: false,
    arrived: { audio: 0, video: 0, frames: 0 },
    packets: { audio: { received: 0, lost: 0, sent: null }, video: { received: 0, lost: 0, sent: null } },
    roundTrip: null,
    addresses: { own: [], theirs: [] },
    ...change,
  };
}

function evidence({ link: of = {}, ...change } = {}) {
  return {
    link: of && link(of),
    troubledFor: MINUTE,
    wasConnected: false,
    heard: true,
    udpElsewhere: false,
    direct: true,
    quality: quality(),
    paused: false,
    said: null,
    expected: { sound: true, picture: true },
    arriving: { sound: false, picture: false, frames: false },
    server: null,
    ...change,
  };
}

/** @param {number} audio share lost @param {number} video */
function quality(audio = 0, video = 0, queued = false) {
  return { loss: { audio, video }, queued };
}

const connected = { connection: 'connected', ice: 'connected', dtls: 'connected' };
const arriving = (sound, picture, frames) => ({ sound, picture, frames });

/** What is wrong, what the page sees of it, and what it must say. */
const LINKS = [
  ['nobody has called', { link: null, heard: false }, 'peer-silent'],
  ['nobody has called, a moment ago', { link: null, heard: false, troubledFor: 4000 }, null],
  ['our call is not answered', { heard: false, link: { described: false, theirs: ways(0), checks: nothing } }, 'peer-silent'],
  ['the page at the other end was killed', { wasConnected: true, heard: false, link: { connection: 'disconnected' } }, 'peer-gone'],
  ['… a moment ago', { wasConnected: true, heard: false, troubledFor: 9000, link: { connection: 'disconnected' } }, null],
  ['the path was cut, and the other end says so', { wasConnected: true, link: { connection: 'failed' } }, 'udp-blocked'],

  ['UDP is blocked, no server configured', {}, 'udp-blocked'],
  ['UDP is blocked, the STUN server is as silent as the peer', { link: { servers: [stun('silent')] } }, 'udp-blocked'],
  ['UDP is blocked, and so is TURN by UDP', { link: { servers: [stun('silent'), turn('silent', 701)] } }, 'udp-blocked'],
  ['UDP is blocked, STUN answers', { link: { servers: [stun('answers')] } }, 'udp-blocked'],
  ['UDP is blocked, and the TURN server that is there for it is away', { link: { servers: [stun('silent'), turn('silent', 701, 'tcp')] } }, 'turn-unreachable'],
  ['STUN is silent, and without it nobody could reach a peer behind NAT', { direct: false, link: { servers: [stun('silent')] } }, 'stun-unreachable'],
  ['… by its own word', { direct: false, link: { servers: [stun('silent', 701)] } }, 'stun-unreachable'],
  ['behind NAT, STUN answers, and nothing comes through', { direct: false, link: { servers: [stun('answers')], own: ways(3, { reflexive: 1 }) } }, 'udp-blocked'],
  ['behind NAT, the browser says nothing of STUN and has no address from it', { direct: false, link: { servers: [stun('answers')] } }, 'stun-unreachable'],
  ['behind NAT, TURN by UDP is as silent as STUN', { direct: false, link: { servers: [stun('silent'), turn('silent', 701)] } }, 'turn-unreachable'],
  ['another link has UDP, this one and STUN have not', { udpElsewhere: true, link: { servers: [stun('silent')] } }, 'stun-unreachable'],
  ['packets come from there, none get back', { link: { checks: { sent: 40, answered: 0, received: 12 } } }, 'no-path'],
  ['some are answered, none in the end', { link: { checks: { sent: 40, answered: 2, received: 0 } } }, 'no-path'],

  ['STUN silent, only names known', { link: { servers: [stun('silent')], theirs: ways(2, { mdns: 2 }), checks: nothing } }, 'stun-unreachable'],
  ['STUN unreachable by its own word', { link: { servers: [stun('silent', 701)], theirs: ways(1, { mdns: 1 }), checks: nothing } }, 'stun-unreachable'],
  ['of two STUN servers one answers', { link: { servers: [stun('silent'), stun('answers')], theirs: ways(1, { mdns: 1 }), checks: nothing } }, 'only-mdns'],
  ['a server still has time to answer', { link: { servers: [stun('asked')] } }, null],

  ['TURN: wrong secret', { link: { servers: [turn('refuses', 401)] } }, 'turn-refused'],
  ['TURN: wrong secret, though STUN is silent too', { link: { servers: [stun('silent'), turn('refuses', 401)] } }, 'turn-refused'],
  ['TURN: wrong secret, while STUN is still asked', { link: { servers: [stun('asked'), turn('refuses', 441)] } }, 'turn-refused'],
  ['TURN: quota', { link: { servers: [turn('refuses', 486)] } }, 'turn-full'],
  ['TURN: no capacity', { link: { servers: [turn('refuses', 508)] } }, 'turn-full'],
  ['TURN: away', { link: { servers: [turn('silent', 701)] } }, 'turn-unreachable'],
  ['TURN: away, STUN answers', { link: { servers: [stun('answers'), turn('silent')] } }, 'turn-unreachable'],
  ['TURN: refused by UDP, relayed by TCP', { link: { servers: [turn('refuses', 401), turn('answers', null, 'tcp')], own: ways(3, { relayed: 1 }) } }, 'relay-failed'],
  ['TURN: relays, and nothing comes through', { link: { servers: [turn('answers')], own: ways(3, { relayed: 1 }) } }, 'relay-failed'],
  ['TURN: relays for us, the other has no address', { link: { servers: [turn('answers')], own: ways(3, { relayed: 1 }), theirs: ways(0), checks: nothing } }, 'no-remote-candidates'],

  ['only .local names', { link: { theirs: ways(2, { mdns: 2 }), own: ways(2, { mdns: 2 }), checks: nothing } }, 'only-mdns'],
  ['theirs are names, ours are addresses', { link: { theirs: ways(2, { mdns: 2 }), checks: nothing } }, 'only-mdns'],
  ['names that are known, but nothing comes through', { link: { theirs: ways(2, { mdns: 2 }) } }, 'udp-blocked'],
  ['no candidate of the other side', { link: { theirs: ways(0), checks: nothing } }, 'no-remote-candidates'],
  ['… is not explained by STUN', { link: { theirs: ways(0), checks: nothing, servers: [stun('silent')] } }, 'no-remote-candidates'],
  ['no candidate of ours', { link: { own: ways(0), checks: nothing } }, 'no-own-candidates'],
  ['none of either side', { link: { own: ways(0), theirs: ways(0), checks: nothing } }, 'no-own-candidates'],
  ['none of ours, TURN would help and is away', { link: { own: ways(0), checks: nothing, servers: [turn('silent', 701, 'tcp')] } }, 'turn-unreachable'],

  ['the handshake is refused', { link: { connection: 'failed', ice: 'connected', dtls: 'failed' } }, 'dtls-failed'],
  ['there is no path, and the browser calls DTLS failed, too', { link: { connection: 'failed', ice: 'failed', dtls: 'failed' } }, 'udp-blocked'],
  ['… while it looks for one', { link: { ice: 'checking', dtls: 'failed' } }, 'udp-blocked'],
  ['… and does not tell how ICE does', { link: { ice: null, dtls: 'failed' } }, 'udp-blocked'],
  ['… and STUN is silent behind NAT', { direct: false, link: { ice: 'failed', dtls: 'failed', servers: [stun('silent')] } }, 'stun-unreachable'],
  ['the path was cut after a handshake', { wasConnected: true, link: { connection: 'failed', ice: 'disconnected', dtls: 'failed' } }, 'udp-blocked'],
  ['the handshake never ends', { link: { ice: 'connected', dtls: 'connecting' } }, 'dtls-failed'],
  ['the handshake is under way', { troubledFor: 3000, link: { ice: 'connected', dtls: 'connecting' } }, null],

  ['connected, and nothing arrives', { link: connected }, 'no-media'],
  ['… for a moment', { link: connected, troubledFor: 4000 }, null],
  ['nothing arrives any more: it may be a cut', { link: { ...connected, arrived: { audio: 900, video: 900, frames: 90 } }, troubledFor: 7000 }, null],
  ['… and is none', { link: { ...connected, arrived: { audio: 900, video: 900, frames: 90 } }, troubledFor: 8000 }, 'no-media'],
  ['only the picture is expected, nothing arrives', { link: connected, expected: { sound: false, picture: true } }, 'no-media'],
  ['sound arrives, no picture', { link: connected, arriving: arriving(true, false, false) }, 'no-picture'],
  ['silence of a muted microphone arrives, no picture', { link: connected, expected: { sound: false, picture: true }, arriving: arriving(true, false, false) }, 'no-picture'],
  ['packets of a picture arrive and cannot be decoded', { link: connected, arriving: arriving(true, true, false) }, 'not-decoded'],
  ['the picture arrives, no sound', { link: connected, arriving: arriving(false, true, true) }, 'no-sound'],
  ['connected, the server is away, nothing arrives', { link: connected, server: 'server-away' }, 'no-media'],

  ['all arrives, with holes', { link: connected, arriving: arriving(true, true, true), quality: quality(0.3, 0.3) }, 'packet-loss'],
  ['holes in the sound alone', { link: connected, arriving: arriving(true, true, true), quality: quality(0.2, 0) }, 'packet-loss'],
  ['no picture arrives of what is sent, sound does', { link: connected, arriving: arriving(true, false, false), quality: quality(0, 1) }, 'packet-loss'],
  ['… on a machine so busy that packets seem to wait', { link: connected, arriving: arriving(true, false, false), quality: quality(0, 0.98, true) }, 'packet-loss'],
  ['… and the peer has given up sending it', { link: connected, expected: { sound: true, picture: false }, arriving: arriving(true, false, false), paused: true, said: 'packet-loss' }, 'packet-loss'],
  ['packets wait and are lost, and no frame is complete', { link: connected, arriving: arriving(true, true, false), quality: quality(0.4, 0.6, true) }, 'slow-line'],
  ['packets wait, and no picture arrives', { link: connected, arriving: arriving(true, false, false), quality: quality(0, 0, true) }, 'slow-line'],
  ['packets wait, and nothing arrives for some seconds', { link: connected, quality: quality(0, 0, true) }, 'slow-line'],
  ['… and then the browser takes the path for cut', { wasConnected: true, heard: false, said: 'slow-line', troubledFor: 29_000, link: { connection: 'disconnected' } }, 'slow-line'],
  ['… and it is', { wasConnected: true, heard: false, said: 'slow-line', link: { connection: 'failed' } }, 'peer-gone'],
  ['holes, and the peer has given up sending its picture', { link: connected, arriving: arriving(true, false, false), paused: true, quality: quality(0.3, 0) }, 'packet-loss'],
  ['the peer keeps its picture back', { link: connected, expected: { sound: true, picture: false }, arriving: arriving(true, false, false), paused: true }, 'slow-line'],
  ['… and sound is lost as well: there is no room for it either', { link: connected, arriving: arriving(true, false, false), paused: true, quality: quality(0.4, 0, true) }, 'slow-line'],

  ['lost, and the server is away', { wasConnected: true, heard: false, server: 'server-away', link: { connection: 'failed' } }, 'server-away'],
  ['lost, and the computer has no network', { wasConnected: true, heard: false, server: 'offline', link: { connection: 'failed' } }, 'offline'],
  ['not called, and WebSockets are blocked', { link: null, heard: false, server: 'signaling-blocked' }, 'signaling-blocked'],
];

for (const [what, change, cause] of LINKS) {
  test(`${what}: ${cause ?? 'too early to say'}`, () => {
    assert.equal(diagnoseLink(evidence(change)), cause);
  });
}

const there = { online: true, door: null, unopened: 0, stuck: 0, unanswered: 0 };
for (const [what, change, cause] of [
  ['nothing answers', {}, 'server-away'],
  ['http answers, once no WebSocket', { unopened: 1 }, 'server-away'],
  ['http answers, again no WebSocket', { unopened: 2 }, 'signaling-blocked'],
  ['WebSockets open, and nothing comes', { unanswered: 1 }, 'signaling-silent'],
  ['the server refuses pages of this address', { door: 'stranger', unopened: 5 }, 'origin-refused'],
  ['the server has too many of this address', { door: 'crowd', unopened: 5 }, 'address-crowded'],
  ['a proxy wants a sign-in', { door: 'sign-in', unopened: 5, online: false }, 'sign-in-needed'],
  ['a proxy refuses by itself', { door: 'blocked' }, 'signaling-blocked'],
  ['it would let us in, and no WebSocket opens', { door: 'open', unopened: 2 }, 'signaling-blocked'],
  ['a WebSocket is neither opened nor refused', { stuck: 1 }, 'server-away'],
  ['… though it would be welcome', { stuck: 1, door: 'open' }, 'signaling-blocked'],
  ['the browser has no network', { online: false, unopened: 5 }, 'offline'],
]) {
  test(`${what}: ${cause}`, () => assert.equal(diagnoseServer({ ...there, ...change }), cause));
}

for (const [device, reason, cause] of [
  ['camera', 'denied', 'camera-denied'],
  ['camera', 'busy', 'camera-busy'],
  ['camera', 'absent', 'camera-absent'],
  ['camera', 'failed', 'camera-failed'],
  ['camera', 'silent', 'camera-silent'],
  ['camera', 'lost', 'camera-lost'],
  ['camera', 'interrupted', 'camera-interrupted'],
  ['microphone', 'denied', 'microphone-denied'],
  ['microphone', 'busy', 'microphone-busy'],
  ['microphone', 'absent', 'microphone-absent'],
  ['microphone', 'failed', 'microphone-failed'],
  ['microphone', 'silent', 'microphone-silent'],
  ['microphone', 'lost', 'microphone-lost'],
  ['microphone', 'interrupted', 'microphone-interrupted'],
  ['microphone', 'insecure', 'insecure-context'],
  ['camera', 'unsupported', 'unsupported-browser'],
]) {
  test(`${device} ${reason}: ${cause}`, () => assert.equal(causeOfProblem({ device, reason }), cause));
}

test('there is no trouble if what the peer says it sends is there', () => {
  const well = {
    link: link(connected), expected: { sound: true, picture: true }, arriving: arriving(true, true, true), quality: quality(), paused: false,
  };
  assert.equal(isTroubled(well), false);
  assert.equal(isTroubled({ ...well, arriving: arriving(true, true, false) }), true);
  assert.equal(isTroubled({ ...well, arriving: arriving(false, true, true) }), true);
  assert.equal(isTroubled({ ...well, quality: quality(0.14, 0.14, true) }), false, 'a queue alone is nobody\'s trouble');
  assert.equal(isTroubled({ ...well, quality: quality(0.3, 0.3) }), true);
  assert.equal(isTroubled({ ...well, paused: true }), true);
  const silentAndDark = { sound: false, picture: false };
  assert.equal(isTroubled({ ...well, expected: silentAndDark, arriving: arriving(false, false, false) }), false);
  for (const connection of ['new', 'connecting', 'disconnected', 'failed']) {
    assert.equal(isTroubled({ ...well, link: link({ connection }) }), true, connection);
  }
  assert.equal(isTroubled({ ...well, link: null }), true);
});

test('every cause can be found, and the server knows the same', async () => {
  const found = new Set(LINKS.map(([, change]) => diagnoseLink(evidence(change))));
  for (const problem of ['camera', 'microphone'].flatMap(device =>
    ['denied', 'busy', 'absent', 'failed', 'silent', 'lost', 'interrupted', 'insecure', 'unsupported'].map(reason => ({ device, reason })))) {
    found.add(causeOfProblem(problem));
  }
  for (const change of [{}, { door: 'stranger' }, { door: 'crowd' }, { door: 'sign-in' }, { unopened: 2 }, { unanswered: 1 }, { online: false }]) found.add(diagnoseServer({ ...there, ...change }));
  found.delete(null);
  assert.deepEqual([...found].sort(), [...CAUSES].sort());

  const java = await readFile(new URL('../../main/java/dev/noom/protocol/Cause.java', import.meta.url), 'utf8');
  const known = [...java.matchAll(/^ {2}([A-Z_]+)\(/gm)].map(([, name]) => name.toLowerCase().replaceAll('_', '-'));
  assert.deepEqual(known.sort(), [...CAUSES].sort());
});
