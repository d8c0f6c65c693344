/** @import { PeerLink } from '../link/peer-link.js' */

/**
 * A peer that has called ahead is heard within the first of these after `joined`, and is answered within the second. Then a
 * connection is there at once, or is not for a while. In ms.
 */
const AHEAD = { heard: 30, answered: 1000, connected: 300 };

/**
 * Says that the room is entered, once those who have called ahead are answered and connected. To show a room takes a slow
 * computer as long as to connect, and Chromium finds no network paths while a page is busy.
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

  /**
   * @param {() => Promise<void>} answer is waited for, and is not rejected
   * @param {PeerLink} link that is to be connected then
   */
  async after(answer, link) {
    this.#answering++;
    await answer();
    if (this.#room !== null) await connected(link);
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

/** @param {PeerLink} link @returns {Promise<void>} at an end when it is connected, or will not be for a while */
function connected(link) {
  const end = new AbortController();
  return new Promise(resolve => {
    end.signal.addEventListener('abort', () => resolve());
    const look = () => link.state !== 'new' && link.state !== 'connecting' && end.abort();
    link.addEventListener('state', look, { signal: end.signal });
    setTimeout(() => end.abort(), AHEAD.connected);
    look();
  });
}
