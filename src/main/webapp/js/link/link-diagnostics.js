import { selectedPair, statsOf } from './stats.js';

/** @import { Candidates, Reading, Server } from '../diagnosis/diagnosis.js' */

/** 5 s: a server on one's own network answers in 50 ms; Chromium itself is still asking after 20 s. In ms. */
const SILENT = 5_000;

/** Ports of STUN and TURN without and with TLS, where a URL names none (RFC 7064, RFC 7065). @type {Record<string, number>} */
const PORTS = { stun: 3478, turn: 3478, stuns: 5349, turns: 5349 };

/**
 * What can be known of one RTCPeerConnection if it does not connect: errors that come as events and are gone, and
 * statistics that a browser forgets when it gives up.
 */
export class LinkDiagnostics {
  #pc;
  #clock;
  /** When the browser began to look for ways. @type {number | null} */ #gatheringSince = null;
  #generation = 0;
  /** By server. @type {Map<string, {answers: boolean, code: number | null, generation: number}>} */ #heard = new Map();
  /** @type {Map<string, any>} candidate pairs of the last reading; `any`: TypeScript does not know all their fields */
  #pairs = new Map();
  #checks = { sent: 0, answered: 0, received: 0 };
  #own = candidatesIn();
  #theirs = candidatesIn();

  /**
   * @param {RTCPeerConnection} pc
   * @param {() => number} [clock] ms
   */
  constructor(pc, clock = () => performance.now()) {
    this.#pc = pc;
    this.#clock = clock;
    pc.addEventListener('icegatheringstatechange', () => this.#gathering());
    pc.addEventListener('icecandidate', ({ candidate }) => this.#found(candidate));
    pc.addEventListener('icecandidateerror', ({ url, errorCode }) => this.#failed(url, errorCode));
  }

  /** @returns {Promise<Reading>} rejected if the browser does not say */
  async read() {
    const byId = await statsOf(this.#pc);
    const stats = [...byId.values()];
    const transport = stats.find(({ type }) => type === 'transport');
    const pair = selectedPair(byId);
    const local = byId.get(pair?.localCandidateId);
    this.#count(stats.filter(({ type }) => type === 'candidate-pair'));
    this.#own = latest(candidatesIn(this.#pc.localDescription?.sdp), this.#own);
    this.#theirs = latest(candidatesIn(this.#pc.remoteDescription?.sdp), this.#theirs);
    return {
      connection: this.#pc.connectionState,
      ice: transport?.iceState ?? this.#pc.iceConnectionState ?? null,
      dtls: transport?.dtlsState ?? this.#dtlsTransport?.state ?? null,
      described: this.#pc.remoteDescription !== null,
      own: this.#own,
      theirs: this.#theirs,
      servers: this.#servers(),
      checks: this.#checks,
      overUdp: this.#pc.connectionState === 'connected' && (local?.relayProtocol ?? local?.protocol) === 'udp',
      arrived: arrivedIn(stats),
      packets: { audio: packetsIn(stats, 'audio'), video: packetsIn(stats, 'video') },
      roundTrip: roundTripIn(stats, pair),
      addresses: { own: hostsIn(this.#pc.localDescription?.sdp), theirs: hostsIn(this.#pc.remoteDescription?.sdp) },
    };
  }

  /** For a browser without a `transport` entry. */
  get #dtlsTransport() {
    return this.#pc.getSenders?.().find(({ transport }) => transport)?.transport;
  }

  #gathering() {
    const { iceGatheringState } = this.#pc;
    if (iceGatheringState === 'gathering') this.#generation++;
    // A restart of one that has not ended is the same search still.
    if (iceGatheringState === 'gathering') this.#gatheringSince ??= this.#clock();
    if (iceGatheringState === 'complete') this.#gatheringSince = null;
  }

  /** @param {RTCIceCandidate & {url?: string | null} | null} candidate */
  #found(candidate) {
    if (!candidate || (candidate.type !== 'srflx' && candidate.type !== 'relay')) return;
    const kind = candidate.type === 'relay' ? 'turn' : 'stun';
    // A browser that does not say which server it was has asked all of them.
    const urls = candidate.url ? [candidate.url] : this.#urls().filter(url => url.startsWith(kind));
    for (const url of urls) this.#heard.set(keyOf(url), { answers: true, code: null, generation: this.#generation });
  }

  /**
   * Of several networks of one machine, one that leads to the server is enough.
   *
   * @param {string} url
   * @param {number} code
   */
  #failed(url, code) {
    const key = keyOf(url);
    const before = this.#heard.get(key);
    if (before?.generation === this.#generation && (before.answers || isRefusal(before.code))) return;
    this.#heard.set(key, { answers: false, code, generation: this.#generation });
  }

  #urls() {
    return (this.#pc.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls);
  }

  /** @returns {Server[]} */
  #servers() {
    return this.#urls().map(url => {
      const kind = url.startsWith('turn') ? 'turn' : 'stun';
      const { answers = false, code = null } = this.#heard.get(keyOf(url)) ?? {};
      return { kind, transport: transportOf(url), state: this.#stateOf(kind, answers, code), code };
    });
  }

  /**
   * @param {'stun' | 'turn'} kind
   * @param {boolean} answers
   * @param {number | null} code
   * @returns {Server['state']}
   */
  #stateOf(kind, answers, code) {
    if (answers) return 'answers';
    if (isRefusal(code)) return 'refuses';
    if (this.#gatheringSince === null) {
      if (this.#pc.iceGatheringState !== 'complete') return 'asked';
      // What a STUN server answers is no candidate where there is no NAT: it is known already.
      return kind === 'stun' && code === null ? 'answers' : 'silent';
    }
    return this.#clock() - this.#gatheringSince >= SILENT ? 'silent' : 'asked';
  }

  /** @param {any[]} pairs */
  #count(pairs) {
    const counted = pairs.map(withCounts);
    /** @type {(field: string) => number} */
    const more = field => counted.reduce((sum, each) => sum + (each[field] ?? 0) - (this.#pairs.get(each.id)?.[field] ?? 0), 0);
    const [sent, answered, received] = ['requestsSent', 'responsesReceived', 'requestsReceived'].map(more);
    this.#pairs = new Map(counted.map(each => [each.id, each]));
    // A browser that has given up has forgotten what it tried.
    if (sent > 0 || received > 0) this.#checks = { sent, answered, received };
  }
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

/** @param {number | null} code of icecandidateerror: below 700 it is the server's own word (RFC 8489, section 14.8) */
function isRefusal(code) {
  return code !== null && code >= 300 && code < 700;
}

/** @param {string} url as configured or as a browser writes it */
function keyOf(url) {
  const [, scheme = '', host = '', port] = url.match(/^(\w+):(\[[^\]]*\]|[^:?]*)(?::(\d+))?/) ?? [];
  return `${scheme}:${host.toLowerCase()}:${port ?? PORTS[scheme]} ${transportOf(url)}`;
}

/** @param {string} url @returns {'udp' | 'tcp'} */
function transportOf(url) {
  return url.startsWith('turns') || url.startsWith('stuns') || url.includes('transport=tcp') ? 'tcp' : 'udp';
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
 * @param {Candidates} before
 */
function latest(now, before) {
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
function roundTripIn(stats, pair) {
  const told = stats.filter(({ type }) => type === 'remote-inbound-rtp').map(({ roundTripTime }) => roundTripTime);
  const known = [...told, pair?.currentRoundTripTime].filter(seconds => seconds !== undefined);
  return known.length > 0 ? 1000 * Math.max(...known) : null;
}

/** @param {string} [sdp] @returns {string[]} the addresses of an end's own networks, without names */
function hostsIn(sdp = '') {
  const hosts = [...sdp.matchAll(/^a=candidate:\S+ \d+ udp \d+ (\S+) \d+ typ host/gim)].map(([, address]) => address);
  return [...new Set(hosts)].filter(address => !address.endsWith('.local'));
}
