/** So many are called at once: more people than most rooms hold. */
const AT_ONCE = 16;

/** After that, one in so many milliseconds: a browser needs time to clear away the connections that it has closed. */
const PACE = 500;

/**
 * Whom this page is to call, in the order they came. Each call is a connection, of which a browser makes some hundreds and no
 * more, so that people who come and go quickly could use them up. Who has gone before their turn is not called.
 */
export class Newcomers {
  #call;
  /** @type {Set<string>} */ #waiting = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #used = 0;

  /** @param {(id: string) => void} call */
  constructor(call) {
    this.#call = call;
  }

  /** @returns {boolean} whether so many have come that some of them wait for their turn */
  get isCrowd() {
    return this.#used >= AT_ONCE;
  }

  /** @param {string} id */
  add(id) {
    if (this.isCrowd) this.#waiting.add(id);
    else this.#begin(id);
  }

  /** One more connection was made, to somebody who need not be called. */
  count() {
    this.#used++;
    this.#timer ??= setTimeout(() => this.#next(), PACE);
  }

  /** @param {string} id */
  remove(id) {
    this.#waiting.delete(id);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  /** @param {string} id */
  #begin(id) {
    this.count();
    this.#call(id);
  }

  /** There is room for one more. */
  #next() {
    this.#timer = undefined;
    this.#used--;
    const [id] = this.#waiting;
    if (id !== undefined) {
      this.#waiting.delete(id);
      this.#begin(id);
    } else if (this.#used > 0) {
      this.#timer = setTimeout(() => this.#next(), PACE);
    }
  }
}
