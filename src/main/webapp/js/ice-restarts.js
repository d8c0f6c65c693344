/** @import { PeerLink } from './peer-link.js' */

/** 3 s: what heals by itself has mostly done so, and a restart has had time for its answer and its first checks. */
const INTERVAL = 3000;

/** 10 s: a first connection may take so long over a relay, and the side that restarts has had three goes. */
const PATIENCE = 10_000;

/** 1 s: whoever has been told that we are back, and knows that the link is lost, acts at once, and its offer is here by then. */
const DEFERENCE = 1000;

/** After half a minute the network is away for longer; whoever comes back to the server is tried at once anyway. */
const EAGER_ATTEMPTS = 10;

/**
 * How long to wait before this side does something for a connection. Of two sides the impolite one restarts; the polite one
 * takes over if nothing has come of that.
 *
 * @param {object} now
 * @param {RTCPeerConnectionState} now.state
 * @param {boolean} now.silent whether nothing arrives any more: what the browser calls connected is not
 * @param {boolean} now.polite
 * @param {boolean} now.awaitsAnswer whether an offer of this side is under way
 * @param {boolean} now.troubled whether it was connected before, or a message may have been lost
 * @param {number} now.attempts made since it was last connected
 * @returns {number | null} milliseconds; null: there is nothing to do
 */
export function restartDelay({ state, silent, polite, awaitsAnswer, troubled, attempts }) {
  if ((state === 'connected' && !silent) || state === 'closed') return null;
  if (awaitsAnswer || attempts >= EAGER_ATTEMPTS) return PATIENCE;
  // Where both hear nothing, the other side has begun by then; it may be only this one.
  if (polite) return silent && attempts === 0 ? INTERVAL : PATIENCE;
  // What heals by itself does so within the time that a silence takes to be one.
  if ((state === 'failed' || silent) && attempts === 0) return 0;
  return troubled || attempts > 0 || state === 'failed' ? INTERVAL : PATIENCE;
}

/**
 * Restarts ICE for one link (WebRTC 1.0, 4.4.2) for as long as it is not connected, and repeats an offer that may have been
 * lost. While signaling is away nothing can be said, so nothing is tried.
 */
export class IceRestarts {
  #link;
  #troubled = false;
  #attempts = 0;
  #paused = false;
  #silent = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {PeerLink} link */
  constructor(link) {
    this.#link = link;
    link.addEventListener('state', () => this.#plan());
    link.addEventListener('negotiation', () => this.#plan());
    this.#plan();
  }

  /** Signaling is away. */
  pause() {
    this.#paused = true;
    clearTimeout(this.#timer);
  }

  /** Signaling is back; what was said last may be lost. */
  resume() {
    this.#paused = false;
    if (!this.#link.polite) this.#mayHaveMissed(0);
    // Whoever was cut off knows of it first: the peer may take the link for a living one still.
    else this.#mayHaveMissed(this.#isLost ? DEFERENCE : undefined);
  }

  /** The peer's signaling was away and is back; what was said last, by either side, may be lost. */
  peerReturned() {
    // It is said over our own signaling, which is back, too; after a restart of the server nothing else may tell so.
    this.#paused = false;
    // Its kept messages may be on their way to it: first the time that these need.
    this.#mayHaveMissed(!this.#link.polite && this.#isLost ? 0 : undefined);
  }

  /** @param {boolean} silent whether nothing arrives any more */
  hear(silent) {
    this.#silent = silent;
    this.#plan();
  }

  /** The link is closed. */
  stop() {
    this.pause();
  }

  /** Whether there was a connection and nothing is under way that could bring it back. */
  get #isLost() {
    const { state } = this.#link;
    return this.#silent || state === 'disconnected' || state === 'failed';
  }

  /** @param {number} [sooner] in milliseconds */
  #mayHaveMissed(sooner) {
    this.#troubled = true;
    this.#attempts = 0;
    if (this.#link.awaitsAnswer) this.#act();
    else this.#plan(sooner);
  }

  /** @param {number} [sooner] in milliseconds */
  #plan(sooner) {
    clearTimeout(this.#timer);
    const { state, polite, awaitsAnswer } = this.#link;
    const silent = this.#silent;
    if (state === 'connected' && !silent) {
      this.#troubled = true; // whatever comes after this is a loss
      this.#attempts = 0;
    }
    if (this.#paused) return;
    const [troubled, attempts] = [this.#troubled, this.#attempts];
    const delay = restartDelay({ state, silent, polite, awaitsAnswer, troubled, attempts });
    if (delay !== null) this.#timer = setTimeout(() => this.#act(), sooner ?? delay);
  }

  #act() {
    if (this.#link.awaitsAnswer) {
      this.#link.repeatOffer();
    } else {
      this.#attempts++;
      this.#link.restartIce();
    }
    this.#plan();
  }
}
