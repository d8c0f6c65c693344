/**
 * Of several tabs of one browser in one room, one has the sound; else they would play each other aloud. It is the tab that was
 * entered last, or that a person has chosen since.
 *
 * The sound is a Web Lock. The newest tab steals it, and the other one queues for it: so it comes back when the newest tab goes,
 * even by a crash. Where there are no Web Locks (an old browser, a page without TLS), nothing happens.
 *
 * Events: `took` (from another tab, by entering), `lost` (another tab has it), `returned` (the other tab has gone).
 */
export class SoundLock extends EventTarget {
  #locks;
  #name = '';
  /** Until the room is left. */ #visit = new AbortController();
  /** Waits for the lock, while another tab has it. @type {AbortController | null} */ #queue = null;

  /** @param {LockManager | undefined} [locks] */
  constructor(locks = globalThis.navigator?.locks) {
    super();
    this.#locks = locks;
  }

  /** @returns {boolean} whether another tab has the sound */
  get isElsewhere() {
    return this.#queue !== null;
  }

  /** @param {string} name of the room, the same in each tab and in no other room */
  enter(name) {
    this.leave();
    this.#name = name;
    this.#visit = new AbortController();
    this.#hold({ ifAvailable: true }, this.#visit.signal);
  }

  /** A person wants the sound here. */
  take() {
    if (!this.isElsewhere) return;
    this.#stopQueueing();
    this.#hold({ steal: true }, this.#visit.signal);
  }

  leave() {
    this.#visit.abort();
    this.#stopQueueing();
  }

  /**
   * Has the lock until the room is left, or until another tab steals it.
   *
   * @param {LockOptions} options
   * @param {AbortSignal} left
   */
  async #hold(options, left) {
    let held = false;
    try {
      await this.#locks?.request(this.#name, options, lock => {
        held = lock !== null;
        if (!held || left.aborted) return;
        if (options.signal) this.#returned();
        return new Promise(resolve => left.addEventListener('abort', resolve));
      });
      if (left.aborted || held || !this.#locks) return;
      this.#hold({ steal: true }, left);
      this.dispatchEvent(new Event('took'));
    } catch (error) {
      // Left, or taken here by a person, who does not queue any more.
      if (left.aborted || options.signal?.aborted) return;
      if (held) this.#lost(left);
      else console.warn('The tabs of this room cannot agree on one that has the sound', error);
    }
  }

  /** @param {AbortSignal} left */
  #lost(left) {
    this.#queue = new AbortController();
    this.#hold({ signal: this.#queue.signal }, left);
    this.dispatchEvent(new Event('lost'));
  }

  #returned() {
    this.#queue = null;
    this.dispatchEvent(new Event('returned'));
  }

  #stopQueueing() {
    this.#queue?.abort();
    this.#queue = null;
  }
}
