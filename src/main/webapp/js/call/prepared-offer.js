/** @import { Outgoing } from '../signaling/protocol.js' */
/** @import { PeerLink } from '../link/peer-link.js' */

/**
 * A call that has been made already, to the next newcomer (docs/decisions/0006-standby.md): a link whose offer waits at
 * the server. What the link says before its peer is known is kept.
 */
export class PreparedOffer {
  #link;
  /** @type {Outgoing[]} */ #unsent = [];
  /** @type {((message: Outgoing) => void) | null} */ #send = null;
  /** @type {string | null} */ #offer = null;

  /** @param {(send: (message: Outgoing) => void) => PeerLink} makeLink */
  constructor(makeLink) {
    this.#link = makeLink(message => this.#say(message));
  }

  get link() {
    return this.#link;
  }

  /** @returns {boolean} whether there is an offer that the server can have handed out */
  get isPrepared() {
    return this.#offer !== null;
  }

  /** @returns {Promise<string>} the offer for the server, with the candidates that were found in time */
  async prepare() {
    this.#offer = await this.#link.prepare();
    this.#unsent = [];
    return this.#offer;
  }

  /**
   * The offer has been handed to somebody: the link is theirs.
   *
   * @param {(message: Outgoing) => void} send
   */
  handedOut(send) {
    this.#send = send;
    for (const message of this.#unsent) send(message);
    return this.#link;
  }

  close() {
    this.#link.close();
  }

  /** @param {Outgoing} message */
  #say(message) {
    if (this.#send) this.#send(message);
    else this.#unsent.push(message);
  }
}
