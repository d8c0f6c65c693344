import { PeerRate } from '../../app/peer-rate.js';

/** One change of one person in this time is said, in ms; any client can be at the other end. */
const TIME = 3_000;

/**
 * Who records just now, by the name that was seen last: a tile goes before it is said that its person records no more. Pure.
 *
 * @typedef {{name: string, isSaid: boolean}} Change `isSaid`: not if the same person has changed a moment ago
 */
export class Recorders {
  /** @type {Map<string, string>} by peer id */ #names = new Map();
  #nameOf;
  #rate;

  /**
   * @param {(peerId: string) => string | undefined} nameOf undefined: that person is not seen any more
   * @param {() => number} [clock] ms
   */
  constructor(nameOf, clock) {
    this.#nameOf = nameOf;
    this.#rate = new PeerRate(1, TIME, clock);
  }

  /** @returns {string[]} their names as they are now, and from now on where they are seen no more */
  get names() {
    for (const [id, name] of this.#names) this.#names.set(id, this.#nameOf(id) ?? name);
    return [...this.#names.values()];
  }

  /** @param {string} peerId */
  has(peerId) {
    return this.#names.has(peerId);
  }

  /** @param {string} peerId @param {boolean} isRecording @returns {Change | null} null: that is nothing new */
  take(peerId, isRecording) {
    if (isRecording === this.#names.has(peerId)) return null;
    const name = this.#nameOf(peerId) ?? this.#names.get(peerId) ?? '';
    if (isRecording) this.#names.set(peerId, name);
    else this.#names.delete(peerId);
    return { name, isSaid: this.#rate.allows(peerId) };
  }

  /** @param {string} peerId who is gone */
  forget(peerId) {
    this.#names.delete(peerId);
    this.#rate.forget(peerId);
  }

  clear() {
    for (const id of [...this.#names.keys()]) this.forget(id);
  }
}
