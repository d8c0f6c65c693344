/** 10 s: media that stop for so long do not come back by themselves, and there is no server to help. In ms. */
const GRACE = 10_000;

/**
 * Who has no place at the server, as far as it has told us. They may still be on the way back: after a restart the server
 * learns who was in a room only from those who return. When the time for that is over, they stay only while their sound or
 * picture arrives: a call that works needs no server.
 */
export class PendingReturns {
  #arrives;
  #onKept;
  #onGone;
  /** By peer id; the timer is that of the time to come back, or of the grace. @type {Map<string, PendingReturn>} */ #all = new Map();

  /**
   * @typedef {{kept: boolean, timer: ReturnType<typeof setTimeout> | undefined}} PendingReturn `kept`: only for their media
   *
   * @param {object} calls each with a peer's id
   * @param {(id: string) => boolean} calls.arrives whether something of this person arrives now
   * @param {(id: string) => void} calls.onKept the time to come back is over, and they are kept for their media
   * @param {(id: string) => void} calls.onGone they are not kept any longer
   */
  constructor({ arrives, onKept, onGone }) {
    this.#arrives = arrives;
    this.#onKept = onKept;
    this.#onGone = onGone;
  }

  /**
   * @param {string} id who is missing; nothing changes for one who has been missing already
   * @param {number} seconds that are left to come back
   */
  begin(id, seconds) {
    if (this.#all.has(id)) return;
    const timer = setTimeout(() => this.expire(id), seconds * 1000);
    this.#all.set(id, { kept: false, timer });
  }

  /** @param {string} id who has not come back in time */
  expire(id) {
    this.end(id);
    if (!this.#arrives(id)) return this.#onGone(id);
    this.#all.set(id, { kept: true, timer: undefined });
    this.#onKept(id);
  }

  /** @param {string} id of whom nothing arrives any more */
  lost(id) {
    const pending = this.#all.get(id);
    if (!pending?.kept) return;
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => this.#arrives(id) || this.#onGone(id), GRACE);
  }

  /** @param {string} id */
  has(id) {
    return this.#all.has(id);
  }

  /** @param {string} id who is back, or will not be */
  end(id) {
    clearTimeout(this.#all.get(id)?.timer);
    this.#all.delete(id);
  }

  /** Nobody can come back now: the time of all begins again when they can. */
  clear() {
    for (const id of [...this.#all.keys()]) this.end(id);
  }
}
