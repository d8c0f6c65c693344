import { delayBeforeProbe } from './reconnect-policy.js';

/** 2 s: a request into a dead network can take minutes to fail, and the next one may get through at once. In ms. */
const TIMEOUT = 2000;

/**
 * Asks, in the first minute of an outage, whether the server is back: that costs both sides less than a WebSocket that
 * comes to nothing, so it can be done more often.
 */
export class ServerProbe {
  #url;
  #fetch;
  #onBack;
  #asked = 0;
  /** Null while nobody is asking. @type {AbortController | null} */ #asking = null;
  #isTired = false;
  /** What the last question came to. */ #answers = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {URL} url of something cheap that only the application can answer
   * @param {() => void} onBack called once a start
   * @param {(url: URL, init: RequestInit) => Promise<{ok: boolean}>} fetch
   */
  constructor(url, onBack, fetch) {
    this.#url = url;
    this.#onBack = onBack;
    this.#fetch = fetch;
  }

  /** @returns {boolean} whether the server was there when it was last asked in this outage */
  get answers() {
    return this.#answers;
  }

  /** @returns {boolean} whether there will be another question, unless there is an answer */
  get isAsking() {
    return this.#asking !== null && !this.#isTired;
  }

  /** Begins to ask, or goes on; nothing if it is asking already or has asked for long enough. */
  start() {
    if (this.#asking) return;
    this.#asking = new AbortController();
    this.#next(this.#asking.signal);
  }

  /** The outage is over; what was asked in it is not waited for. */
  stop() {
    this.#asking?.abort();
    this.#asking = null;
    this.#asked = 0;
    this.#isTired = false;
    this.#answers = false;
    clearTimeout(this.#timer);
  }

  /** @param {AbortSignal} stopped */
  #next(stopped) {
    const delay = delayBeforeProbe(this.#asked++);
    this.#isTired = delay === null;
    if (delay !== null) this.#timer = setTimeout(() => this.#ask(stopped), delay);
  }

  /** @param {AbortSignal} stopped */
  async #ask(stopped) {
    const answers = await this.#isThere(stopped);
    if (stopped.aborted) return;
    this.#answers = answers;
    if (answers) {
      this.#asking = null;
      this.#onBack();
    } else {
      this.#next(stopped);
    }
  }

  /** @param {AbortSignal} stopped */
  async #isThere(stopped) {
    try {
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT)]);
      const { ok } = await this.#fetch(this.#url, { method: 'HEAD', cache: 'no-store', signal });
      return ok;
    } catch {
      return false; // Whatever the reason: it is not there, and that is what was asked.
    }
  }
}
