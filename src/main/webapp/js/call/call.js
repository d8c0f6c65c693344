import { Announcement } from './announcement.js';
import { Links } from './links.js';
import { Newcomers } from './newcomers.js';
import { NextOffer } from './next-offer.js';
import { Roster } from './roster.js';
import { PeerLink } from '../link/peer-link.js';

/** @import { Joined, Outgoing, Peer, Relayed, ServerMessage, Welcome } from '../signaling/protocol.js' */
/** @import { LocalMedia } from '../media/local-media.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */
/** @import { RemotePeer } from './remote-peer.js' */

/** A browser that makes no connection just now has cleared away some of those that are closed. In milliseconds. */
const AGAIN = 1000;

/**
 * A call: who is in the room, a PeerLink to each, and what this side sends. Knows no DOM.
 *
 * Events: `joined` (detail: the room's name; once those who have called ahead are answered), `peer` (detail: a RemotePeer that is
 * new or has changed), `gone` (detail: a peer's id), `looked-in` (detail: the name of somebody who came and has left again at once), `refused` (detail: a SignalError).
 */
export class Call extends EventTarget {
  #signaling;
  /** @type {Links} */ #links;
  #self = '';
  /** From where the server sees this page, if it tells. @type {string | null} */ #seenAs = null;
  #capacity = 0;
  #signalingUp = false;
  #roster = this.#listenToRoster();
  #newcomers = new Newcomers(id => this.#callNewcomer(id));
  #nextOffer = new NextOffer({
    makeLink: send => this.#links.make(send),
    standBy: sdp => this.#signaling.standBy(sdp),
    isWanted: () => this.#signalingUp && this.peers.length + 1 < this.#capacity && !this.#roster.isConnecting,
    isCrowd: () => this.#newcomers.isCrowd,
  });
  #announcement = new Announcement(room => this.dispatchEvent(new CustomEvent('joined', { detail: room })));
  #left = new AbortController();

  /**
   * @param {SignalingClient} signaling
   * @param {LocalMedia} media
   * @param {(options: ConstructorParameters<typeof PeerLink>[0]) => PeerLink} [makeLink]
   */
  constructor(signaling, media, makeLink = options => new PeerLink(options)) {
    super();
    this.#signaling = signaling;
    this.#links = new Links(media, makeLink, () => [...this.peers, this.#nextOffer].flatMap(({ link }) => link ?? []));
    signaling.addEventListener('message', event => this.#hear(/** @type {CustomEvent} */ (event).detail));
    signaling.addEventListener('down', () => {
      this.#signalingUp = false;
      this.#roster.serverDown();
    });
    // The devices outlive the call.
    media.addEventListener('change', () => this.#links.share(), { signal: this.#left.signal });
  }

  /** @returns {RemotePeer[]} everyone else, in the order they came */
  get peers() {
    return this.#roster.all;
  }

  /** @returns {string | null} the address from which the server sees this page, if it tells */
  get seenAs() {
    return this.#seenAs;
  }

  /** The network is back: try the server now. */
  hurry() { this.#signaling.hurry(); }

  /**
   * @param {string} id
   * @param {boolean} watched whether the peer's picture is seen here: what nobody sees is not to be sent
   */
  watch(id, watched) {
    this.#roster.get(id)?.watch(watched);
  }

  leave() {
    this.#left.abort();
    this.#announcement.cancel();
    this.#signaling.leave();
    this.#signalingUp = false;
    this.#nextOffer.drop();
    this.#roster.clear();
    this.#newcomers.stop();
  }

  #listenToRoster() {
    const roster = new Roster();
    for (const type of ['peer', 'gone', 'looked-in']) roster.addEventListener(type, event => this.#pass(event));
    roster.addEventListener('change', () => this.#nextOffer.prepareSoon());
    roster.addEventListener('gone', event => {
      this.#newcomers.remove(/** @type {CustomEvent} */ (event).detail);
      this.#nextOffer.prepare();
    });
    // It may be our own network that has gone or changed, and our socket may be as dead: TCP needs minutes to know.
    roster.addEventListener('out-of-reach', () => this.#signaling.hurry());
    roster.addEventListener('call', event => this.#callAgain(/** @type {CustomEvent} */ (event).detail));
    return roster;
  }

  /** @param {ServerMessage} message */
  #hear(message) {
    switch (message.type) {
      case 'joined':
        return this.#joined(message);
      case 'welcome':
        return this.#welcome(message);
      case 'returned':
        // With the connections they had. If there was none, or it was lost, they call.
        return this.#roster.meet(message.peer).peerReturned();
      case 'renamed':
        return message.peer.id !== this.#self && this.#roster.meet(message.peer);
      case 'ice-servers':
        return this.#links.useIceServers(message.iceServers);
      case 'left':
        return this.#roster.left(message);
      case 'offer':
      case 'answer':
      case 'ice':
        return this.#relay(message);
      case 'error':
        this.dispatchEvent(new CustomEvent('refused', { detail: message }));
    }
  }

  /**
   * Our place is ours, with an old id or a new one. With an old one, nobody's connection is touched that works.
   *
   * @param {Joined} joined
   */
  #joined({ self, room, peers, iceServers, limits, address }) {
    const resumed = self === this.#self;
    // Nobody can be handed the call that was made ahead: it went with our socket.
    this.#nextOffer.drop();
    // A page that comes as somebody new has nothing of before.
    if (!resumed) this.#roster.clear();
    this.#self = self;
    this.#seenAs = address ?? null;
    this.#links.useIceServers(iceServers);
    this.#capacity = limits.roomPeers;
    this.#signalingUp = true;
    this.#roster.serverUp(new Set(peers.map(({ id }) => id)), limits.resumeSeconds);
    for (const peer of peers) this.#meet(peer, resumed);
    this.#announcement.of(room, resumed || peers.length === 0);
    this.#nextOffer.prepare();
  }

  /**
   * Somebody on our roster. When we are new, they are told to call us. When we were away, they have been told before, or
   * wait for our call, because the word to call them has not reached us.
   *
   * @param {Peer} peer
   * @param {boolean} resumed
   */
  #meet(peer, resumed) {
    const remote = this.#roster.meet(peer);
    if (!resumed) return;
    if (remote.link && !remote.link.hungUp) remote.resume();
    else this.#callAgain(remote);
  }

  /**
   * By a new link: what there was leads nowhere.
   *
   * @param {RemotePeer} remote
   */
  #callAgain(remote) {
    remote.disconnect();
    this.#callTo(remote);
  }

  /** Who is welcomed is called. @param {Welcome} welcome */
  #welcome({ peer, offered }) {
    const remote = this.#roster.welcome(peer);
    const link = offered ? this.#nextOffer.handOut(message => this.#send(peer.id, message)) : null;
    if (link) {
      this.#newcomers.count();
      this.#connect(remote, link);
    } else {
      this.#newcomers.add(peer.id);
    }
    this.#nextOffer.prepare();
  }

  /** @param {string} id */
  #callNewcomer(id) {
    const remote = this.#roster.get(id);
    if (remote && !remote.link) this.#callTo(remote);
  }

  /** @param {RemotePeer} remote */
  #callTo(remote) {
    try {
      this.#link(remote).call();
    } catch (error) {
      console.error(`${remote.peer.id} cannot be called just now, trying again`, error);
      setTimeout(() => this.#callNewcomer(remote.peer.id), AGAIN);
    }
  }

  /** @param {Relayed} message */
  async #relay(message) {
    const remote = this.#roster.get(message.from);
    const judgement = remote?.judge(message) ?? 'drop';
    if (!remote || judgement === 'drop') return;
    if (judgement === 'call') return this.#callAgain(remote);
    if (judgement === 'replace') remote.disconnect();
    const link = this.#link(remote);
    const complain = (/** @type {unknown} */ error) => console.error(`A message "${message.type}" of ${message.from} was not accepted`, error);
    await this.#announcement.after(() => link.receive(message).catch(complain), link);
  }

  /**
   * The peer's link; makes one that waits for an offer if there is none.
   *
   * @param {RemotePeer} remote
   */
  #link(remote) {
    return remote.link ?? this.#connect(remote, this.#links.make(message => this.#send(remote.peer.id, message)));
  }

  /**
   * @param {RemotePeer} remote
   * @param {PeerLink} link
   */
  #connect(remote, link) {
    link.polite = this.#self < remote.peer.id;
    link.watch(remote.watched);
    remote.connect(link);
    return link;
  }

  /**
   * @param {string} to
   * @param {Outgoing} message
   */
  #send(to, { type, ...content }) {
    // What and to whom come first on the wire: a server need not look behind them.
    this.#signaling.send(/** @type {Outgoing} */ ({ type, to, ...content }));
  }

  /** @param {Event} event */
  #pass(event) {
    this.dispatchEvent(new CustomEvent(event.type, { detail: /** @type {CustomEvent} */ (event).detail }));
  }
}
