import { delayBeforeProbe } from './reconnect-policy.js';

/** 3 s: a request into a dead network can take minutes to fail, and the next one may get through at once. In ms. */
const TIMEOUT = 3000;

/**
 * Asks, in the first minute of an outage, whether the server is back: that costs both sides less than a WebSocket that
 * comes to nothing, so it can be done more often.
 */
export class ServerProbe {
  #url;
  #fetch;
  #onBack;
  #asked = 0;
  #running = false;
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

  /** Begins to ask, or goes on; nothing if it is asking already or has asked for long enough. */
  start() {
    if (this.#running) return;
    this.#running = true;
    this.#next();
  }

  /** The outage is over. */
  stop() {
    this.#running = false;
    this.#asked = 0;
    clearTimeout(this.#timer);
  }

  #next() {
    const delay = delayBeforeProbe(this.#asked++);
    if (delay !== null) this.#timer = setTimeout(() => this.#ask(), delay);
  }

  async #ask() {
    const answered = await this.#isThere();
    if (!this.#running) return;
    if (answered) {
      this.#running = false;
      this.#onBack();
    } else {
      this.#next();
    }
  }

  async #isThere() {
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const { ok } = await this.#fetch(this.#url, { method: 'HEAD', cache: 'no-store', signal });
      return ok;
    } catch {
      return false; // Whatever the reason: it is not there, and that is what was asked.
    }
  }
}
