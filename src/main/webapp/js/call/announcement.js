/** A peer that has called ahead is heard within the first of these after `joined`, and is answered within the second. In ms. */
const AHEAD = { heard: 30, answered: 1000 };

/**
 * Says that the room is entered, once those who have called ahead are answered: to show a room takes a slow computer as long
 * as to connect.
 */
export class Announcement {
  #announce;
  /** How many offers are being answered. */ #answering = 0;
  /** The room's name until it is announced. @type {string | null} */ #room = null;

  /** @param {(room: string) => void} announce */
  constructor(announce) {
    this.#announce = announce;
  }

  /** @param {string} room @param {boolean} isNow whether nobody can have called ahead */
  of(room, isNow) {
    this.#room = room;
    if (isNow) return this.#say();
    setTimeout(() => this.#answering > 0 || this.#say(), AHEAD.heard);
    setTimeout(() => this.#say(), AHEAD.answered);
  }

  /** @param {() => Promise<void>} answer is waited for, and is not rejected */
  async after(answer) {
    this.#answering++;
    await answer();
    if (--this.#answering === 0) this.#say();
  }

  /** The call is over. */
  cancel() {
    this.#room = null;
  }

  #say() {
    const room = this.#room;
    this.#room = null;
    if (room !== null) this.#announce(room);
  }
}
