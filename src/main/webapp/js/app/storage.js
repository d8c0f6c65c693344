/**
 * What the browser keeps for us; the only user of localStorage and sessionStorage.
 *
 * Storage is optional. A browser may block it with cookies, a policy may switch it off, a disk may be full: then reading gives
 * null, writing does nothing, and only the remembering is gone.
 */

/** Nothing of ours is longer, in UTF-16 units. A longer value was not written by this page. */
const MAX_LENGTH = 1000;

export class Memory {
  #open;

  /** @param {() => Storage | null | undefined} open may throw: in a browser, naming the storage already can */
  constructor(open) {
    this.#open = open;
  }

  /**
   * @param {string} key
   * @returns {string | null}
   */
  read(key) {
    try {
      const value = this.#open()?.getItem(key) ?? null;
      return value === null || value.length > MAX_LENGTH ? null : value;
    } catch {
      return null; // Blocked: as if nothing had been kept.
    }
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  write(key, value) {
    try {
      this.#open()?.setItem(key, value);
    } catch (error) {
      console.info(`The browser does not keep ${key}`, error);
    }
  }

  /** @param {string} key */
  forget(key) {
    try {
      this.#open()?.removeItem(key);
    } catch (error) {
      console.info(`The browser does not forget ${key}`, error);
    }
  }
}

/** For later visits, and for all tabs. */
export const browserMemory = new Memory(() => localStorage);

/** For this tab: it outlives a reload, and ends with the tab. */
export const tabMemory = new Memory(() => sessionStorage);
