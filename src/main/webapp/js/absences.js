/**
 * Who is missing from the roster and may still be on the way back: after a restart the server learns who was in a room
 * only from those who return. Each has the same time for it.
 */
export class Absences {
  #onExpiry;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} by peer id */ #timers = new Map();

  /** @param {(id: string) => void} onExpiry called with the id of who has not come back */
  constructor(onExpiry) {
    this.#onExpiry = onExpiry;
  }

  /**
   * @param {string} id who is missing; nothing changes for one who has been missing already
   * @param {number} seconds
   */
  begin(id, seconds) {
    if (this.#timers.has(id)) return;
    const expire = () => {
      this.#timers.delete(id);
      this.#onExpiry(id);
    };
    this.#timers.set(id, setTimeout(expire, seconds * 1000));
  }

  /** @param {string} id */
  has(id) {
    return this.#timers.has(id);
  }

  /** @param {string} id who is back, or will not be */
  end(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Nobody can come back now: the time of all begins anew when they can. */
  clear() {
    for (const id of [...this.#timers.keys()]) this.end(id);
  }
}
