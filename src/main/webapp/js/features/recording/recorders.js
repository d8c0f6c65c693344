import { PeerRate } from '../../app/peer-rate.js';

/** One change of one person in this time is said, in ms; any client can be at the other end. */
const TIME = 3_000;

/**
 * Who records just now, by the name that was seen last: a tile goes before it is said that its person records no more.
 *
 * @typedef {(peerId: string, isRecording: boolean, name: string) => void} Say
 */
export class Recorders {
  /** @type {Map<string, string>} by peer id */ #names = new Map();
  /** Who is to be said to record, if they still do then. @type {Map<string, ReturnType<typeof setTimeout>>} */ #soon = new Map();
  #nameOf;
  #say;
  #rate;

  /**
   * @param {(peerId: string) => string | undefined} nameOf undefined: that person is not seen any more
   * @param {Say} say what is to be seen and heard once
   * @param {() => number} [clock] ms
   */
  constructor(nameOf, say, clock) {
    this.#nameOf = nameOf;
    this.#say = say;
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

  /** @param {string} peerId @param {boolean} isRecording @returns {boolean} whether that is new */
  take(peerId, isRecording) {
    if (isRecording === this.#names.has(peerId)) return false;
    const name = this.#nameOf(peerId) ?? this.#names.get(peerId) ?? '';
    if (isRecording) this.#names.set(peerId, name);
    else this.#names.delete(peerId);
    this.#tell(peerId, isRecording, name);
    return true;
  }

  /** @param {string} peerId who is gone */
  forget(peerId) {
    this.#names.delete(peerId);
    this.#rate.forget(peerId);
    this.#notSoon(peerId);
  }

  clear() {
    for (const id of [...this.#names.keys(), ...this.#soon.keys()]) this.forget(id);
  }

  /** @type {Say} */
  #tell(peerId, isRecording, name) {
    this.#notSoon(peerId);
    if (this.#rate.allows(peerId)) this.#say(peerId, isRecording, name);
    else if (isRecording) this.#soon.set(peerId, setTimeout(() => this.#tell(peerId, true, name), TIME)); // nobody is to miss it
  }

  /** @param {string} peerId */
  #notSoon(peerId) {
    clearTimeout(this.#soon.get(peerId));
    this.#soon.delete(peerId);
  }
}
