import { selectedPair } from './stats.js';

/**
 * @import { Candidates, Reading } from '../diagnosis/diagnosis.js'
 *
 * @typedef {object} Read one reading, and what the next one needs of it
 * @property {Omit<Reading, 'servers'>} reading
 * @property {Map<string, any>} pairs candidate pairs by id; `any`: TypeScript does not know all their fields
 */

/**
 * How an RTCPeerConnection is, by its statistics and descriptions.
 *
 * @param {RTCPeerConnection} pc
 * @param {Map<string, any>} byId its statistics
 * @param {Read | null} last the reading before: a browser that gives up forgets what it has tried
 * @returns {Read}
 */
export function readLink(pc, byId, last) {
  const stats = [...byId.values()];
  const transport = stats.find(({ type }) => type === 'transport');
  const pair = selectedPair(byId);
  const local = byId.get(pair?.localCandidateId);
  const pairs = new Map(stats.filter(({ type }) => type === 'candidate-pair').map(each => [each.id, withCounts(each)]));
  // For a browser without a `transport` entry.
  const dtlsTransport = pc.getSenders?.().find(each => each.transport)?.transport;
  const reading = {
    connection: pc.connectionState,
    ice: transport?.iceState ?? pc.iceConnectionState ?? null,
    dtls: transport?.dtlsState ?? dtlsTransport?.state ?? null,
    described: pc.remoteDescription !== null,
    own: latest(candidatesIn(pc.localDescription?.sdp), last?.reading.own),
    theirs: latest(candidatesIn(pc.remoteDescription?.sdp), last?.reading.theirs),
    checks: checksSince(pairs, last),
    overUdp: pc.connectionState === 'connected' && (local?.relayProtocol ?? local?.protocol) === 'udp',
    arrived: arrivedIn(stats),
    packets: { audio: packetsIn(stats, 'audio'), video: packetsIn(stats, 'video') },
    roundTrip: roundTripIn(stats, pair),
    addresses: { own: hostsIn(pc.localDescription?.sdp), theirs: hostsIn(pc.remoteDescription?.sdp) },
  };
  return { reading, pairs };
}

/**
 * @param {Map<string, any>} pairs
 * @param {Read | null} last
 */
function checksSince(pairs, last) {
  /** @type {(field: string) => number} */
  const more = field => [...pairs].reduce((total, [id, each]) => total + (each[field] ?? 0) - (last?.pairs.get(id)?.[field] ?? 0), 0);
  const [sent, answered, received] = ['requestsSent', 'responsesReceived', 'requestsReceived'].map(more);
  // A browser that has given up has forgotten what it tried.
  if (sent > 0 || received > 0) return { sent, answered, received };
  return last?.reading.checks ?? { sent: 0, answered: 0, received: 0 };
}

/**
 * Firefox does not count the checks of a candidate pair, but it tells how far they have come.
 *
 * @param {any} pair
 */
function withCounts(pair) {
  if (pair.requestsSent !== undefined) return pair;
  const isTried = pair.state !== 'frozen' && pair.state !== 'waiting';
  const isAnswered = pair.state === 'succeeded';
  return { ...pair, requestsSent: Number(isTried), responsesReceived: Number(isAnswered), requestsReceived: 0 };
}

/**
 * @param {string} [sdp]
 * @returns {Candidates}
 */
function candidatesIn(sdp = '') {
  // In a bundle each may stand in several sections. Of TCP, browsers only have candidates that cannot be called.
  const lines = new Set(sdp.match(/^a=candidate:\S+ \d+ udp \d+ .*$/gim));
  const all = [...lines].map(line => line.split(' '));
  return {
    known: all.length,
    mdns: all.filter(([, , , , address]) => address.endsWith('.local')).length,
    reflexive: all.filter(fields => fields[7] === 'srflx').length,
    relayed: all.filter(fields => fields[7] === 'relay').length,
  };
}

/**
 * A restart begins without any: a browser that has offered some before is only slow now, and hides nothing.
 *
 * @param {Candidates} now
 * @param {Candidates} [before]
 */
function latest(now, before = now) {
  return now.known > 0 ? now : before;
}

/** @param {any[]} stats */
function arrivedIn(stats) {
  const video = stats.filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
  const packets = sum(stats, 'inbound-rtp', 'video', 'packetsReceived');
  return {
    audio: sum(stats, 'inbound-rtp', 'audio', 'packetsReceived'),
    video: packets,
    // A browser that does not count frames is not one that cannot decode them.
    frames: video.every(({ framesDecoded }) => framesDecoded === undefined) ? packets : sum(stats, 'inbound-rtp', 'video', 'framesDecoded'),
  };
}

/**
 * @param {any[]} stats
 * @param {string} kind
 */
function packetsIn(stats, kind) {
  const tells = stats.some(each => each.type === 'remote-outbound-rtp' && each.kind === kind && each.packetsSent !== undefined);
  return {
    received: sum(stats, 'inbound-rtp', kind, 'packetsReceived'),
    lost: sum(stats, 'inbound-rtp', kind, 'packetsLost'),
    sent: tells ? sum(stats, 'remote-outbound-rtp', kind, 'packetsSent') : null,
  };
}

/**
 * @param {any[]} stats
 * @param {string} type
 * @param {string} kind
 * @param {string} field
 * @returns {number}
 */
function sum(stats, type, kind, field) {
  return stats.filter(each => each.type === type && each.kind === kind).reduce((total, each) => total + (each[field] ?? 0), 0);
}

/**
 * Of all that tell it the longest: each measures by packets of its own, now and then.
 *
 * @param {any[]} stats
 * @param {any} pair
 * @returns {number | null} ms
 */
export function roundTripIn(stats, pair) {
  const told = stats.filter(({ type }) => type === 'remote-inbound-rtp').map(({ roundTripTime }) => roundTripTime);
  const known = [...told, pair?.currentRoundTripTime].filter(seconds => seconds !== undefined);
  return known.length > 0 ? 1000 * Math.max(...known) : null;
}

/** @param {string} [sdp] @returns {string[]} the addresses of an end's own networks, without names */
function hostsIn(sdp = '') {
  const hosts = [...sdp.matchAll(/^a=candidate:\S+ \d+ udp \d+ (\S+) \d+ typ host/gim)].map(([, address]) => address);
  return [...new Set(hosts)].filter(address => !address.endsWith('.local'));
}
