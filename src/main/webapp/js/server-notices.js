/** @import { SignalingClient } from './signaling-client.js' */

/** A socket that is back within this time is not worth a word. In milliseconds. */
const HICCUP = 1000;

/** Why somebody who was in is not let in again just now. Each has another notice for a newcomer. @type {Record<string, string>} */
const WAITING = {
  'room-full': 'notice.room-full-again',
};

/** @type {Record<string, string>} */
const GOOD_NEWS = {
  'notice.server-away': 'notice.reconnected',
};

/**
 * What to say of the server in a call: without alarm, because nobody's picture has stopped for its sake, and once, however
 * many attempts it takes.
 *
 * Events: `trouble` and `over` (detail of each: a key of i18n); `over` only after `trouble`.
 */
export class ServerNotices extends EventTarget {
  /** @type {string | null} the trouble that was told */ #told = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {SignalingClient} signaling */
  constructor(signaling) {
    super();
    signaling.addEventListener('down', () => {
      this.#timer = setTimeout(() => this.#tell('notice.server-away'), HICCUP);
    });
    signaling.addEventListener('retry', event => {
      // One failure is a hiccup.
      if (/** @type {CustomEvent} */ (event).detail > 1) this.#tell('notice.server-away');
    });
    signaling.addEventListener('waiting', event => {
      this.#tell(WAITING[/** @type {CustomEvent} */ (event).detail.code] ?? 'notice.not-let-in-again');
    });
    signaling.addEventListener('up', () => this.#takeBack());
    signaling.addEventListener('end', () => clearTimeout(this.#timer));
  }

  /** @param {string} key */
  #tell(key) {
    clearTimeout(this.#timer);
    if (key === this.#told) return;
    this.#told = key;
    this.dispatchEvent(new CustomEvent('trouble', { detail: key }));
  }

  #takeBack() {
    clearTimeout(this.#timer);
    const told = this.#told;
    this.#told = null;
    if (told) this.dispatchEvent(new CustomEvent('over', { detail: GOOD_NEWS[told] ?? 'notice.let-in-again' }));
  }
}
