import { DEFERENCE, nextStep } from './recovery-plan.js';

/** @import { PeerLink } from './peer-link.js' */

/**
 * Brings the connection to one peer back for as long as it is not connected, by the steps of recovery-plan.js. It goes on
 * when a link is replaced by another one. While signaling is away nothing can be said, so nothing is tried.
 */
export class LinkRecovery {
  #replace;
  #clock;
  /** @type {PeerLink | null} */ #link = null;
  #listening = new AbortController();
  #troubled = false;
  #attempts = 0;
  /** When the last step was taken. */ #actedAt = 0;
  #paused = false;
  #silent = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {() => void} replace makes a new link and calls by it
   * @param {() => number} [clock] ms
   */
  constructor(replace, clock = () => performance.now()) {
    this.#replace = replace;
    this.#clock = clock;
  }

  /** @param {PeerLink} link the one that leads to the peer from now on */
  follow(link) {
    this.stop();
    this.#link = link;
    this.#paused = false;
    this.#listening = new AbortController();
    for (const type of ['state', 'negotiation', 'hang-up']) {
      link.addEventListener(type, () => this.#plan(), { signal: this.#listening.signal });
    }
    this.#plan();
  }

  /** The link is closed; there may be another one. */
  stop() {
    clearTimeout(this.#timer);
    this.#listening.abort();
    this.#link = null;
    this.#silent = false;
  }

  /** Signaling is away. */
  pause() {
    this.#paused = true;
    clearTimeout(this.#timer);
  }

  /** Signaling is back; what was said last may be lost. */
  resume() {
    this.#paused = false;
    if (!this.#link?.polite) this.#mayHaveMissed(0);
    // A side that was cut off knows of it first: the peer may take the link for a living one still.
    else this.#mayHaveMissed(this.#isLost ? DEFERENCE : undefined);
  }

  /** The peer's signaling was away and is back; what was said last, by either side, may be lost. */
  peerReturned() {
    // It is said over our own signaling, which is back, too; after a restart of the server nothing else may tell so.
    this.#paused = false;
    // Its kept messages may be on their way to it: first the time that these need.
    this.#mayHaveMissed(!this.#link?.polite && this.#isLost ? 0 : undefined);
  }

  /** @param {boolean} silent whether nothing arrives any more */
  hear(silent) {
    this.#silent = silent;
    this.#plan();
  }

  /** Whether there was a connection and nothing is under way that could bring it back. */
  get #isLost() {
    const state = this.#link?.state;
    return this.#silent || state === 'disconnected' || state === 'failed' || this.#link?.isSpent === true;
  }

  /** @param {number} [sooner] in milliseconds */
  #mayHaveMissed(sooner) {
    this.#troubled = true;
    this.#attempts = 0;
    if (!this.#link?.awaitsAnswer || this.#link.isSpent) return this.#plan(sooner);
    // What is said again is an attempt, too. Its answer is no reason for a restart at once.
    this.#attempts = 1;
    this.#actedAt = this.#clock();
    this.#link.repeatOffer();
    this.#plan();
  }

  #next() {
    if (!this.#link) return null;
    const { state, isSpent, isRefused, hungUp, polite, awaitsAnswer } = this.#link;
    const [silent, troubled, attempts] = [this.#silent, this.#troubled, this.#attempts];
    return nextStep({ state, spent: isSpent, refused: isRefused, hungUp, silent, polite, awaitsAnswer, troubled, attempts });
  }

  /** @param {number} [sooner] in milliseconds */
  #plan(sooner) {
    clearTimeout(this.#timer);
    if (!this.#link) return;
    if (this.#link.state === 'connected' && !this.#silent && !this.#link.isSpent) {
      this.#troubled = true; // whatever comes after this is a loss
      this.#attempts = 0;
    }
    const next = this.#next();
    if (this.#paused || !next) return;
    this.#timer = setTimeout(() => this.#act(), sooner ?? this.#remaining(next.after));
  }

  /**
   * A connection goes through several states in vain, and they do not begin the time again. But a sign of the other side's
   * attempts does for the polite side, which only takes over.
   *
   * @param {number} delay in milliseconds
   */
  #remaining(delay) {
    const isOwnTurn = this.#attempts > 0 && (!this.#link?.polite || this.#link.isSpent);
    return isOwnTurn ? Math.max(0, this.#actedAt + delay - this.#clock()) : delay;
  }

  #act() {
    const next = this.#next();
    if (!next) return;
    this.#actedAt = this.#clock();
    if (next.step === 'repeat') {
      this.#link?.repeatOffer();
    } else {
      this.#attempts++;
      if (next.step === 'replace') this.#replace();
      else this.#link?.restartIce();
    }
    this.#plan();
  }
}
