/** @import { Outgoing } from '../signaling/protocol.js' */
/** @import { PeerLink } from '../link/peer-link.js' */

/** From somebody's arrival to the call that is made ahead to the next one. In milliseconds. */
const BREATHER = 2000;

/**
 * Makes the next call ahead, so that a newcomer is connected a round trip sooner (docs/decisions/0006-standby.md). There is
 * never more than one under way: only so is it certain which one the server has handed out.
 */
export class NextOffer {
  #makeLink;
  #standBy;
  #isWanted;
  #isCrowd;
  /** @type {PreparedOffer | null} */ #prepared = null;
  /** Whether it is for `join` only: the server does not keep it. */ #isForEntry = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #breather;

  /**
   * @param {object} call
   * @param {(send: (message: Outgoing) => void) => PeerLink} call.makeLink
   * @param {(sdp: string) => boolean} call.standBy gives it to the server; false if it could not be said
   * @param {() => boolean} call.isWanted whether somebody may come, and all who are here are connected: they come first
   * @param {() => boolean} call.isCrowd whether so many come that this one would be in the way: it is a connection, too
   */
  constructor({ makeLink, standBy, isWanted, isCrowd }) {
    this.#makeLink = makeLink;
    this.#standBy = standBy;
    this.#isWanted = isWanted;
    this.#isCrowd = isCrowd;
  }

  /** @returns {PeerLink | null} that of the next call, if it is being made */
  get link() {
    return this.#prepared?.link ?? null;
  }

  /**
   * Makes it before the room is entered, to be sent with `join`. The server may give it to a peer that has a prepared offer, too.
   *
   * @returns {Promise<string | undefined>} undefined where it cannot be made
   */
  async prepareForEntry() {
    try {
      const prepared = new PreparedOffer(this.#makeLink);
      this.#prepared = prepared;
      this.#isForEntry = true;
      const sdp = await prepared.prepare();
      return this.#prepared === prepared ? sdp : undefined;
    } catch (error) {
      console.warn('The first connection cannot be made ahead', error);
      return undefined;
    }
  }

  /** The room is entered. @param {boolean} isMet whether somebody is there who may have got it */
  entered(isMet) {
    if (!this.#isForEntry || !isMet) this.drop();
  }

  async prepare() {
    if (this.#isCrowd()) return this.prepareSoon();
    if ((this.#prepared && !this.#isForEntry) || !this.#isWanted()) return;
    this.drop();
    try {
      const prepared = new PreparedOffer(this.#makeLink);
      this.#prepared = prepared;
      const sdp = await prepared.prepare();
      if (this.#prepared === prepared && !this.#standBy(sdp)) this.drop();
    } catch (error) {
      console.error('The next call cannot be made ahead', error);
    }
  }

  /** Once those who have come are seen: their first pictures need the processor. */
  prepareSoon() {
    this.#breather ??= setTimeout(() => {
      this.#breather = undefined;
      // By now it is known that nobody has got the one that came with us.
      if (this.#isForEntry) this.drop();
      this.prepare();
    }, BREATHER);
  }

  /**
   * The server says that it has handed it to somebody.
   *
   * @param {(message: Outgoing) => void} send to that peer
   * @returns {PeerLink | null} the link, which is theirs; null if there is none that the server can have handed out
   */
  handOut(send) {
    const prepared = this.#prepared;
    if (!prepared?.isPrepared) return null;
    this.#prepared = null;
    this.#isForEntry = false;
    return prepared.handedOut(send);
  }

  /** Nobody can be handed it any more. */
  drop() {
    this.#prepared?.close();
    this.#prepared = null;
    this.#isForEntry = false;
  }
}

/**
 * A call that has been made already, to the next newcomer (docs/decisions/0006-standby.md): a link whose offer waits at
 * the server. What the link says before its peer is known is kept.
 */
class PreparedOffer {
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
