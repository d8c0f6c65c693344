/** @import { Cause } from './diagnosis.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */

/** What the server counts, docs/protocol.md. In ms. */
const MINUTE = 60_000;

/**
 * Tells the server which causes were found here: each at most once a minute, and what cannot be said now as soon as the
 * server is back.
 */
export class CauseReporter {
  #signaling;
  #clock;
  /** @type {Map<Cause, number>} */ #saidAt = new Map();
  /** @type {Set<Cause>} */ #unsaid = new Set();

  /**
   * @param {SignalingClient} signaling
   * @param {() => number} [clock] ms
   */
  constructor(signaling, clock = () => performance.now()) {
    this.#signaling = signaling;
    this.#clock = clock;
    signaling.addEventListener('up', () => [...this.#unsaid].forEach(cause => this.tell(cause)));
  }

  /** @param {Cause} cause */
  tell(cause) {
    const now = this.#clock();
    if (now - (this.#saidAt.get(cause) ?? -Infinity) < MINUTE) return;
    if (this.#signaling.report(cause)) {
      this.#saidAt.set(cause, now);
      this.#unsaid.delete(cause);
    } else {
      this.#unsaid.add(cause);
    }
  }
}
