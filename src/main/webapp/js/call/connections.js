/**
 * @import { Outgoing } from '../signaling/protocol.js'
 * @import { PeerLink } from '../link/peer-link.js'
 * @import { Links } from './links.js'
 * @import { NextOffer } from './next-offer.js'
 * @import { RemotePeer } from './remote-peer.js'
 */

/** When to try again if the browser refuses to make a connection; it frees closed ones meanwhile. In milliseconds. */
const AGAIN = 1000;

/** How a peer gets its link: by our call, by the offer that was made ahead, or by one that waits for the peer's offer. */
export class Connections {
  /** Our id; by it both sides know whose offer counts when two meet. */ self = '';
  #links;
  #nextOffer;
  #isThere;
  #send;

  /**
   * @param {Links} links
   * @param {NextOffer} nextOffer
   * @param {(remote: RemotePeer) => boolean} isThere whether the peer has not gone meanwhile
   * @param {(message: Outgoing & {to: string}) => void} send
   */
  constructor(links, nextOffer, isThere, send) {
    this.#links = links;
    this.#nextOffer = nextOffer;
    this.#isThere = isThere;
    this.#send = send;
  }

  /** The peer's link; makes one that waits for an offer if there is none. @param {RemotePeer} remote */
  to(remote) {
    return remote.link ?? this.#connect(remote, this.#links.make(message => this.#tell(remote, message)));
  }

  /** Uses the prepared offer for this peer. @param {RemotePeer} remote @returns {PeerLink | null} null: there is none */
  handOut(remote) {
    const link = this.#nextOffer.handOut(message => this.#tell(remote, message));
    return link && this.#connect(remote, link);
  }

  /** @param {RemotePeer} remote who has no link */
  call(remote) {
    try {
      this.to(remote).call();
    } catch (error) {
      console.error(`${remote.peer.id} cannot be called just now, trying again`, error);
      setTimeout(() => this.#isThere(remote) && !remote.link && this.call(remote), AGAIN);
    }
  }

  /** By a new link: what there was leads nowhere. @param {RemotePeer} remote */
  callAgain(remote) {
    remote.disconnect();
    this.call(remote);
  }

  /** @param {RemotePeer} remote @param {PeerLink} link */
  #connect(remote, link) {
    link.polite = this.self < remote.peer.id;
    link.watch(remote.watched);
    remote.connect(link);
    return link;
  }

  /** @param {RemotePeer} remote @param {Outgoing} message */
  #tell({ peer }, { type, ...content }) {
    // What and to whom come first on the wire: a server need not look behind them.
    this.#send(/** @type {Outgoing & {to: string}} */ ({ type, to: peer.id, ...content }));
  }
}
