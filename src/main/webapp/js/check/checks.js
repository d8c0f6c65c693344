/**
 * The check before the call: one step after the other, each with a finding that a person can read and a code that an
 * administrator can look up (docs/operations.md). Knows no DOM; what a step needs of the world it is given.
 *
 * @import { Answer } from './server-check.js'
 * @import { Reached } from './ice-check.js'
 * @import { Trial } from './loopback-call.js'
 * @import { Problem } from '../media/local-media.js'
 * @import { Missing } from '../app/requirements.js'
 *
 * @typedef {'secure' | 'microphone' | 'camera' | 'server' | 'stun' | 'turn-udp' | 'turn-tcp' | 'turn-tls' | 'call'} StepId
 * @typedef {'ok' | 'unset' | 'warning' | 'problem'} Outcome `unset`: nothing to check, and nothing missing
 * @typedef {{outcome: Outcome, code: string}} Judgement
 * @typedef {Judgement & {step: StepId, ms: number}} Finding
 *
 * @typedef {object} World
 * @property {boolean} isSecureContext
 * @property {Missing | null} missing what this browser lacks for any call
 * @property {() => Promise<Problem[]>} openDevices
 * @property {() => Promise<Answer>} askServer
 * @property {(server: RTCIceServer) => Promise<Reached>} reach
 * @property {(servers: RTCIceServer[]) => Promise<Trial>} call
 * @property {() => number} now in ms
 */

/** In this order: what fails first explains what fails after it. @type {readonly StepId[]} */
export const STEPS = ['secure', 'microphone', 'camera', 'server', 'stun', 'turn-udp', 'turn-tcp', 'turn-tls', 'call'];

/** @type {Judgement} */
const OK = { outcome: 'ok', code: 'ok' };
/** @type {Judgement} */
const UNSET = { outcome: 'unset', code: 'unset' };

/** Events: `begin` (detail: a StepId), `finding` (detail: a Finding). */
export class Checks extends EventTarget {
  #world;
  /** @type {Problem[]} */ #problems = [];
  /** @type {RTCIceServer[] | null} null: the server has not said */ #servers = null;

  /** @param {World} world */
  constructor(world) {
    super();
    this.#world = world;
  }

  /** @returns {Promise<Finding[]>} */
  async run() {
    const findings = [];
    for (const step of STEPS) {
      this.dispatchEvent(new CustomEvent('begin', { detail: step }));
      const start = this.#world.now();
      const judgement = await this.#judgeOrFail(step);
      const finding = { step, ...judgement, ms: Math.round(this.#world.now() - start) };
      findings.push(finding);
      this.dispatchEvent(new CustomEvent('finding', { detail: finding }));
    }
    return findings;
  }

  /**
   * A step that fails unexpectedly says so, and the next ones are done all the same.
   *
   * @param {StepId} step
   * @returns {Promise<Judgement>}
   */
  async #judgeOrFail(step) {
    try {
      return await this.#judge(step);
    } catch (error) {
      console.error(`The step "${step}" has failed`, error);
      return { outcome: 'warning', code: 'step-failed' };
    }
  }

  /**
   * @param {StepId} step
   * @returns {Promise<Judgement>}
   */
  async #judge(step) {
    switch (step) {
      case 'secure':
        return this.#secure();
      case 'microphone':
        // One question to the person opens both.
        this.#problems = await this.#world.openDevices();
        return this.#device(step);
      case 'camera':
        return this.#device(step);
      case 'server':
        return this.#server();
      case 'call':
        return this.#call();
      default:
        return this.#ice(step);
    }
  }

  /** @returns {Judgement} */
  #secure() {
    if (this.#world.missing) return problem(this.#world.missing);
    return this.#world.isSecureContext ? OK : problem('insecure-context');
  }

  /**
   * @param {'microphone' | 'camera'} device
   * @returns {Judgement}
   */
  #device(device) {
    const missing = this.#problems.find(each => each.device === device);
    // A person who has none can watch and listen; a person who was refused one meant to have it.
    return missing ? { outcome: 'warning', code: `${device}-${missing.reason}` } : OK;
  }

  /** @returns {Promise<Judgement>} */
  async #server() {
    if (this.#world.missing === 'websocket-off') return problem('websocket-off');
    const { code, iceServers } = await this.#world.askServer();
    this.#servers = iceServers;
    return code === 'ok' ? OK : problem(code);
  }

  /**
   * @param {StepId} step
   * @returns {Promise<Judgement>}
   */
  async #ice(step) {
    if (!this.#servers || this.#world.missing === 'webrtc-off') return { outcome: 'warning', code: 'not-known' };
    const servers = serversOf(step, this.#servers);
    if (servers.length === 0) return UNSET;
    const reached = await Promise.all(servers.map(server => this.#world.reach(server)));
    if (reached.includes('reached')) return OK;
    if (reached.includes('refused')) return problem('turn-refused');
    if (reached.includes('unsure')) return { outcome: 'warning', code: 'not-known' };
    return problem(step === 'stun' ? 'stun-unreachable' : 'turn-unreachable');
  }

  /** @returns {Promise<Judgement>} */
  async #call() {
    if (this.#world.missing === 'webrtc-off') return problem('webrtc-off');
    const { connected, flows } = await this.#world.call(this.#servers ?? []);
    if (!connected) return problem('no-connection');
    return flows ? OK : problem('no-media');
  }
}

/**
 * @param {StepId} step
 * @param {RTCIceServer[]} servers
 * @returns {RTCIceServer[]} one a URL, with its credentials
 */
export function serversOf(step, servers) {
  return servers.flatMap(({ urls, ...credentials }) =>
    [urls].flat().filter(url => stepOf(url) === step).map(url => ({ ...credentials, urls: [url] })),
  );
}

/**
 * @param {string} url of RFC 7064 or RFC 7065
 * @returns {StepId}
 */
function stepOf(url) {
  if (/^stuns?:/i.test(url)) return 'stun';
  if (/^turns:/i.test(url)) return 'turn-tls';
  return /[?&]transport=tcp\b/i.test(url) ? 'turn-tcp' : 'turn-udp';
}

/**
 * @param {string} code
 * @returns {Judgement}
 */
function problem(code) {
  return { outcome: 'problem', code };
}
