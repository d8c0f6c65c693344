import { Announcement } from './announcement.js';
import { Connections } from './connections.js';
import { Links } from './links.js';
import { Newcomers } from './newcomers.js';
import { NextOffer } from './next-offer.js';
import { Roster } from './roster.js';
import { PeerLink } from '../link/peer-link.js';

/** @import { Crossed, Joined, Peer, Relayed, ServerMessage, Welcome } from '../signaling/protocol.js' */
/** @import { LocalMedia } from '../media/local-media.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */
/** @import { RemotePeer } from './remote-peer.js' */

/**
 * A call: who is in the room, a PeerLink to each, and what this side sends. Knows no DOM.
 *
 * Events: `joined` (detail: the room's name; once those who have called ahead are answered), `peer` (detail: a RemotePeer that is
 * new or has changed), `gone` (detail: a peer's id), `looked-in` (detail: the name of somebody who came and has left again at once), `refused` (detail: a SignalError).
 */
export class Call extends EventTarget {
  #signaling;
  /** @type {Links} */ #links;
  /** @type {Connections} */ #connections;
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
    const isThere = (/** @type {RemotePeer} */ remote) => this.#roster.get(remote.peer.id) === remote;
    this.#connections = new Connections(this.#links, this.#nextOffer, isThere, message => signaling.send(message));
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

  /**
   * Makes the first connection ahead, while the person is still at the door (docs/decisions/0046-crossed-offers.md).
   *
   * @param {RTCIceServer[]} iceServers that everybody may know
   */
  async prepare(iceServers) {
    if (this.#nextOffer.link) return;
    this.#links.useIceServers(iceServers);
    const offer = await this.#nextOffer.prepareForEntry();
    if (!this.#signalingUp) this.#signaling.offer = offer;
  }

  /** Closes it. */
  unprepare() {
    this.#signaling.offer = undefined;
    this.#nextOffer.drop();
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
    roster.addEventListener('call', event => this.#connections.callAgain(/** @type {CustomEvent} */ (event).detail));
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
        return message.peer.id !== this.#connections.self && this.#roster.meet(message.peer);
      case 'ice-servers':
        return this.#links.useIceServers(message.iceServers);
      case 'left':
        return this.#roster.left(message);
      case 'crossed':
        return this.#crossed(message);
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
    const resumed = self === this.#connections.self;
    // The server has forgotten the offer that we prepared on the old socket. One that we sent with `join` may still be crossed.
    this.#nextOffer.entered(!resumed && peers.length > 0);
    // A page that comes as somebody new has nothing of before.
    if (!resumed) this.#roster.clear();
    this.#connections.self = self;
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
    else this.#connections.callAgain(remote);
  }

  /** Who is welcomed is called. @param {Welcome} welcome */
  #welcome({ peer, offered }) {
    const remote = this.#roster.welcome(peer);
    if (offered && this.#connections.handOut(remote)) this.#newcomers.count();
    else this.#newcomers.add(peer.id);
    this.#nextOffer.prepare();
  }

  /** The peer and we have each prepared an offer, and each has got the other's. @param {Crossed} message */
  #crossed(message) {
    const remote = this.#roster.get(message.from);
    if (remote && !remote.link) this.#connections.handOut(remote);
    return this.#relay(remote?.link ? message : { ...message, type: 'offer' });
  }

  /** @param {string} id */
  #callNewcomer(id) {
    const remote = this.#roster.get(id);
    if (remote && !remote.link) this.#connections.call(remote);
  }

  /** @param {Relayed | Crossed} message */
  async #relay(message) {
    const remote = this.#roster.get(message.from);
    const judgement = remote?.judge(message) ?? 'drop';
    if (!remote || judgement === 'drop') return;
    if (judgement === 'call') return this.#connections.callAgain(remote);
    if (judgement === 'replace') remote.disconnect();
    const link = this.#connections.to(remote);
    const complain = (/** @type {unknown} */ error) => console.error(`A message "${message.type}" of ${message.from} was not accepted`, error);
    await this.#announcement.after(() => link.receive(message).catch(complain), link);
  }

  /** @param {Event} event */
  #pass(event) {
    this.dispatchEvent(new CustomEvent(event.type, { detail: /** @type {CustomEvent} */ (event).detail }));
  }
}
