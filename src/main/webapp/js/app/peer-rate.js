/** How many of one person's doings are shown: what is more is left out, because any client can be at the other end. */
export class PeerRate {
  /** When the last ones came, by peer id. @type {Map<string, number[]>} */ #shown = new Map();
  #most;
  #time;
  #clock;

  /**
   * @param {number} most that are shown
   * @param {number} time within so many ms
   * @param {() => number} [clock] ms
   */
  constructor(most, time, clock = () => performance.now()) {
    this.#most = most;
    this.#time = time;
    this.#clock = clock;
  }

  /** @param {string} peerId @returns {boolean} whether one more is shown */
  allows(peerId) {
    const now = this.#clock();
    const lately = (this.#shown.get(peerId) ?? []).filter(at => now - at < this.#time);
    const isAllowed = lately.length < this.#most;
    this.#shown.set(peerId, isAllowed ? [...lately, now] : lately);
    return isAllowed;
  }

  /** @param {string} peerId who is gone */
  forget(peerId) {
    this.#shown.delete(peerId);
  }
}
