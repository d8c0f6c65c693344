import { later } from './later.js';

/** So many fail in a row while a network changes or a server is restarted: 7 seconds. */
const ATTEMPTS = 4;

/**
 * A part of the page that is needed after a press. It is asked for at the first sign that somebody is there, so that it has
 * come when they press. If it has not, it is asked for until it comes.
 *
 * @template T
 */
export class Ahead {
  #load;
  #loadAgain;
  #pause;
  /** @type {Promise<T> | null} */ #loading = null;
  /** What has come. @type {T | null} */ now = null;

  /**
   * @param {() => Promise<T>} load
   * @param {(isMissing: () => boolean) => Promise<void>} loadAgain the whole page, if the server has another one by now and this is
   *   still missing; rejected where nobody answers
   * @param {(ms: number) => Promise<void>} [pause]
   */
  constructor(load, loadAgain, pause) {
    this.#load = load;
    this.#loadAgain = loadAgain;
    this.#pause = pause;
  }

  /** A failure says nothing yet: nobody has pressed. */
  begin() {
    this.#ask().catch(() => {});
  }

  /** @returns {Promise<T>} rejected if it does not come now */
  soon() {
    return this.#ask();
  }

  /**
   * @param {() => boolean} isWanted until then it is asked for
   * @param {() => void} failed after each attempt that did not help
   */
  async ready(isWanted, failed) {
    let attempts = 0;
    // Somebody may have cancelled, and be in a call by another press.
    const isMissing = () => isWanted() && this.now === null;
    const attempt = async () => {
      try {
        return await this.#ask();
      } catch (error) {
        failed();
        attempts += 1;
        if (attempts >= ATTEMPTS && isMissing()) await this.#loadAgain(isMissing);
        throw error;
      }
    };
    await later(attempt, isWanted, { isUrgent: true, pause: this.#pause });
  }

  #ask() {
    this.#loading ??= this.#attempt();
    return this.#loading;
  }

  async #attempt() {
    try {
      return (this.now = await this.#load());
    } catch (error) {
      this.#loading = null;
      throw error;
    }
  }
}
