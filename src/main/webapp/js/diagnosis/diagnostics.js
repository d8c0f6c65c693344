import { causeOfProblem } from './device-notices.js';
import { CauseReporter } from './cause-reporter.js';

/** @import { Cause, DeviceCause, LinkCause, ServerCause } from './diagnosis.js' */
/** @import { Problem } from '../media/local-media.js' */
/** @import { ServerStatus } from './server-status.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */
/** @import { Situation } from './report-file.js' */
/** @import { LinkMonitor } from './link-monitor.js' */

/** What has happened in a call of hours that a report can be read with. */
const HISTORY = 100;

/**
 * Where all troubles of one call come together, of devices, of the way to the server and of the links: to be told to the
 * server, and to be written into a report. It is loaded when the call has begun, so it asks for what has been before.
 *
 * Event: `trouble` {peerId, cause}, of a link; the cause is null when all is well again.
 */
export class Diagnostics extends EventTarget {
  #signaling;
  #server;
  #monitor;
  #reporter;
  #isOnline;
  #clock;
  /** @type {Set<DeviceCause>} */ #devices = new Set();
  /** Everybody who was in trouble, in that order: a person in a report has a number. @type {string[]} */ #people = [];
  /** @type {{at: number, cause: Cause | null, person: number | null}[]} */ #history = [];

  /**
   * @param {SignalingClient} signaling
   * @param {ServerStatus} server
   * @param {LinkMonitor} monitor
   * @param {() => boolean} isOnline what the browser thinks of its network
   * @param {() => number} [clock] ms
   */
  constructor(signaling, server, monitor, isOnline, clock = () => performance.now()) {
    super();
    this.#signaling = signaling;
    this.#server = server;
    this.#monitor = monitor;
    this.#isOnline = isOnline;
    this.#clock = clock;
    this.#reporter = new CauseReporter(signaling, clock);
    for (const { at, cause } of server.past) this.#note(cause, null, at);
    server.addEventListener('cause', () => this.#note(server.cause));
    monitor.addEventListener('trouble', event => this.#found(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {Problem[]} problems of this machine's devices */
  noteProblems(problems) {
    for (const cause of new Set(problems.map(causeOfProblem))) {
      this.#devices.add(cause);
      this.#note(cause);
    }
  }

  /**
   * What a report for an administrator is written from.
   *
   * @param {Cause} cause what it is about
   * @param {string} advice
   * @param {string} peerId whom it is about; '' for nobody
   * @returns {Situation}
   */
  situation(cause, advice, peerId) {
    return {
      cause,
      advice,
      at: new Date(),
      browser: navigator.userAgent,
      secure: globalThis.isSecureContext,
      joined: this.#signaling.isJoined,
      server: { cause: this.#server.cause, online: this.#isOnline(), ...this.#signaling.evidence },
      devices: [...this.#devices],
      links: this.#monitor.findings.map(each => ({
        person: this.#numberOf(each.peerId),
        cause: each.cause,
        evidence: each.evidence,
        concerned: each.peerId === peerId,
      })),
      history: this.#history,
    };
  }

  /** @param {{peerId: string, cause: LinkCause | ServerCause | null}} finding */
  #found({ peerId, cause }) {
    this.#note(cause, this.#numberOf(peerId));
    this.#signaling.slow = this.#monitor.findings.some(each => each.cause === 'slow-line');
    this.dispatchEvent(new CustomEvent('trouble', { detail: { peerId, cause } }));
  }

  /**
   * @param {Cause | null} cause
   * @param {number | null} [person]
   * @param {number} [at] ms
   */
  #note(cause, person = null, at = this.#clock()) {
    this.#history = [...this.#history, { at, cause, person }].slice(-HISTORY);
    if (cause) this.#reporter.tell(cause);
  }

  /** @param {string} peerId */
  #numberOf(peerId) {
    if (!this.#people.includes(peerId)) this.#people.push(peerId);
    return this.#people.indexOf(peerId) + 1;
  }
}
