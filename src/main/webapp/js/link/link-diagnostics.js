import { statsOf } from './stats.js';

/** @import { Reading, Server } from '../diagnosis/diagnosis.js' */

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
  /** @type {import('./link-reading.js').Read | null} */ #last = null;

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
    // Not needed to connect, so it is loaded later.
    const { readLink } = await import('./link-reading.js');
    this.#last = readLink(this.#pc, await statsOf(this.#pc), this.#last);
    return { ...this.#last.reading, servers: this.#servers() };
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
