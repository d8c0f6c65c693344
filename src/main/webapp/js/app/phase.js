/**
 * Something that begins and ends, again and again, such as a call.
 *
 * @template T what there is while it lasts
 */
export class Phase {
  /** @type {T | null} */ #now = null;
  /** @type {((now: T) => (() => void) | void)[]} */ #starts = [];
  /** @type {(() => void)[]} */ #ends = [];

  /** @returns {T | null} null while there is none */
  get now() {
    return this.#now;
  }

  /**
   * Does this each time that it begins, and at once if it has begun.
   *
   * @param {(now: T) => (() => void) | void} start may return what is to be done at the end
   */
  during(start) {
    this.#starts.push(start);
    if (this.#now !== null) this.#run(start, this.#now);
  }

  /** @param {T} now */
  begin(now) {
    this.end();
    this.#now = now;
    for (const start of this.#starts) this.#run(start, now);
  }

  end() {
    this.#now = null;
    for (const end of this.#ends.splice(0)) end();
  }

  /**
   * @param {(now: T) => (() => void) | void} start
   * @param {T} now
   */
  #run(start, now) {
    const end = start(now);
    if (end) this.#ends.push(end);
  }
}
