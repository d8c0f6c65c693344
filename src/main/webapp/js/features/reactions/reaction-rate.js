/** As many as one can press for fun in this time, in ms; any client can be at the other end. */
const BURST = 6;
const WINDOW = 3000;

/** How many reactions of one person are shown: what is more is left out. */
export class ReactionRate {
  /** When the last ones came, by peer id. @type {Map<string, number[]>} */ #shown = new Map();
  #clock;

  /** @param {() => number} [clock] ms */
  constructor(clock = () => performance.now()) {
    this.#clock = clock;
  }

  /** @param {string} peerId @returns {boolean} whether one more is shown */
  allows(peerId) {
    const now = this.#clock();
    const lately = (this.#shown.get(peerId) ?? []).filter(at => now - at < WINDOW);
    const isAllowed = lately.length < BURST;
    this.#shown.set(peerId, isAllowed ? [...lately, now] : lately);
    return isAllowed;
  }

  /** @param {string} peerId who is gone */
  forget(peerId) {
    this.#shown.delete(peerId);
  }
}
