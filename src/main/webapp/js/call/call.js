import { PendingReturns } from './pending-returns.js';
import { Newcomers } from './newcomers.js';
import { PeerLink } from '../link/peer-link.js';
import { RemotePeer } from './remote-peer.js';
import { PreparedOffer } from './prepared-offer.js';

/** @import { Joined, Outgoing, Peer, Relayed, ServerMessage } from '../signaling/protocol.js' */
/** @import { LocalMedia } from '../media/local-media.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */

/** From somebody's arrival to the call that is made ahead to the next one. In milliseconds. */
const BREATHER = 2000;

/** Who is gone sooner may not have been seen by anybody. In milliseconds. */
const GLIMPSE = 3000;

/** A browser that makes no connection just now has cleared away some of those that are closed. In milliseconds. */
const AGAIN = 1000;

/** A peer that has called ahead is heard within the first of these after `joined`, and is answered within the second. In ms. */
const AHEAD = { heard: 30, answered: 1000 };

/**
 * A call: who is in the room, a PeerLink to each, and what this side sends. Knows no DOM.
 *
 * Events: `joined` (detail: the room's name; once those who have called ahead are answered), `peer` (detail: a RemotePeer that is
 * new or has changed), `gone` (detail: a peer's id), `looked-in` (detail: the name of somebody who came and has left again at once), `refused` (detail: a SignalError).
 */
export class Call extends EventTarget {
  #signaling;
  #media;
  #makeLink;
  #self = '';
  /** From where the server sees this page, if it tells. @type {string | null} */ #seenAs = null;
  /** @type {RTCIceServer[]} */ #iceServers = [];
  /** @type {Map<string, RemotePeer>} by peer id */ #peers = new Map();
  #capacity = 0;
  #signalingUp = false;
  #newcomers = new Newcomers(id => this.#callNewcomer(id));
  #pendingReturns = new PendingReturns({
    arrives: id => this.#peers.get(id)?.arrives === true,
    onKept: id => this.#peers.get(id)?.losePlace(),
    onGone: id => this.#remove(id),
  });
  /** @type {PreparedOffer | null} */ #preparedOffer = null;
  #left = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #breather;
  /** How many offers are being answered. */ #answering = 0;
  /** The room's name until it is announced. @type {string | null} */ #unannounced = null;

  /**
   * @param {SignalingClient} signaling
   * @param {LocalMedia} media
   * @param {(options: ConstructorParameters<typeof PeerLink>[0]) => PeerLink} [makeLink]
   */
  constructor(signaling, media, makeLink = options => new PeerLink(options)) {
    super();
    this.#signaling = signaling;
    this.#media = media;
    this.#makeLink = makeLink;
    signaling.addEventListener('message', event => this.#hear(/** @type {CustomEvent} */ (event).detail));
    signaling.addEventListener('down', () => this.#cutOff());
    // The devices outlive the call.
    media.addEventListener('change', () => this.#share(), { signal: this.#left.signal });
  }

  /** @returns {RemotePeer[]} everyone else, in the order they came */
  get peers() {
    return [...this.#peers.values()];
  }

  /** @returns {string | null} the address from which the server sees this page, if it tells */
  get seenAs() {
    return this.#seenAs;
  }

  /** The network is back: try the server now. */
  hurry() {
    this.#signaling.hurry();
  }

  /**
   * @param {string} id
   * @param {boolean} watched whether the peer's picture is seen here: what nobody sees is not to be sent
   */
  watch(id, watched) {
    const remote = this.#peers.get(id);
    if (!remote) return;
    remote.watched = watched;
    remote.link?.watch(watched);
  }

  leave() {
    this.#left.abort();
    this.#signaling.leave();
    this.#signalingUp = false;
    this.#dropPreparedOffer();
    for (const id of [...this.#peers.keys()]) this.#remove(id);
    this.#newcomers.stop();
  }

  /** @param {ServerMessage} message */
  #hear(message) {
    switch (message.type) {
      case 'joined':
        return this.#joined(message);
      case 'welcome':
        return this.#welcome(message);
      case 'returned':
        return this.#returned(message);
      case 'ice-servers':
        return this.#useIceServers(message.iceServers);
      case 'left':
        return this.#bidFarewell(message);
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
    this.#dropPreparedOffer();
    // A page that comes as somebody new has nothing of before.
    if (!resumed) for (const id of [...this.#peers.keys()]) this.#remove(id);
    this.#self = self;
    this.#seenAs = address ?? null;
    this.#useIceServers(iceServers);
    this.#capacity = limits.roomPeers;
    this.#signalingUp = true;
    this.#missRoster(new Set(peers.map(({ id }) => id)), limits.resumeSeconds);
    for (const peer of peers) this.#meet(peer, resumed);
    this.#unannounced = room;
    if (resumed || peers.length === 0) this.#announce();
    else this.#announceSoon();
    this.#prepareOffer();
  }

  /** First those who have called ahead are answered: to show a room takes a slow computer as long as to connect. */
  #announceSoon() {
    setTimeout(() => this.#answering > 0 || this.#announce(), AHEAD.heard);
    setTimeout(() => this.#announce(), AHEAD.answered);
  }

  #announce() {
    if (this.#unannounced === null || this.#left.signal.aborted) return;
    const room = this.#unannounced;
    this.#unannounced = null;
    this.dispatchEvent(new CustomEvent('joined', { detail: room }));
  }

  /**
   * Who is not on the roster has left, or was in the room of a server that has restarted and is still to come back. Of
   * those, a peer that has closed the connection has left.
   *
   * @param {Set<string>} roster
   * @param {number} resumeSeconds how long somebody may be away; 0 if the server keeps no places
   */
  #missRoster(roster, resumeSeconds) {
    for (const [id, { link }] of [...this.#peers]) {
      if (roster.has(id)) continue;
      if (link && !link.hungUp && resumeSeconds > 0) this.#pendingReturns.begin(id, resumeSeconds);
      else this.#remove(id);
    }
  }

  /**
   * Somebody on our roster. When we are new, they are told to call us. When we were away, they have been told before, or
   * wait for our call, because the word to call them has not reached us.
   *
   * @param {Peer} peer
   * @param {boolean} resumed
   */
  #meet(peer, resumed) {
    this.#pendingReturns.end(peer.id);
    const remote = this.#peers.get(peer.id) ?? this.#addPeer(peer);
    remote.takePlace();
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

  /**
   * Somebody has taken their place again, with the connections they had. If there was none, or it was lost, they call.
   *
   * @param {import('../signaling/protocol.js').Returned} returned
   */
  #returned({ peer }) {
    this.#pendingReturns.end(peer.id);
    const remote = this.#peers.get(peer.id) ?? this.#addPeer(peer);
    remote.takePlace();
    remote.peerReturned();
  }

  /**
   * Somebody has left, or only their connection to the server is lost for too long: that ends no call that works.
   *
   * @param {import('../signaling/protocol.js').Left} left
   */
  #bidFarewell({ peer, reason }) {
    if (reason === 'expired') this.#pendingReturns.expire(peer);
    else this.#hasLeft(peer);
  }

  /** The socket is gone. The calls go on; what they have to say waits until it is back. */
  #cutOff() {
    this.#signalingUp = false;
    this.#pendingReturns.clear();
    this.#peers.forEach(remote => remote.pause());
  }

  /**
   * Who is welcomed is called. One who was here before has come back as somebody new.
   *
   * @param {import('../signaling/protocol.js').Welcome} welcome
   */
  #welcome({ peer, offered }) {
    this.#remove(peer.id);
    const remote = this.#addPeer(peer);
    if (offered && this.#preparedOffer?.isPrepared) this.#handOut(this.#preparedOffer, remote);
    else this.#newcomers.add(peer.id);
    this.#prepareOffer();
  }

  /** @param {string} id */
  #callNewcomer(id) {
    const remote = this.#peers.get(id);
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

  /**
   * Nobody is in a room without being seen: of somebody who was there for a moment, the others are told.
   *
   * @param {string} id
   */
  #hasLeft(id) {
    const remote = this.#peers.get(id);
    const isGlimpse = remote && performance.now() - remote.since < GLIMPSE;
    this.#remove(id);
    if (isGlimpse) this.dispatchEvent(new CustomEvent('looked-in', { detail: remote.peer.name }));
  }

  /**
   * Makes the next call ahead, so that a newcomer is connected a round trip sooner; not before those who are here are
   * connected, for they come first. There is never more than one under way: only so is it certain which one the server
   * has handed out.
   */
  async #prepareOffer() {
    // Each is a connection, too.
    if (this.#newcomers.isCrowd) return this.#prepareOfferSoon();
    if (!this.#signalingUp || this.#preparedOffer || this.#peers.size + 1 >= this.#capacity || this.#isConnecting()) return;
    try {
      const prepared = new PreparedOffer(send => this.#newLink(send));
      this.#preparedOffer = prepared;
      const sdp = await prepared.prepare();
      if (this.#preparedOffer === prepared && !this.#signaling.standBy(sdp)) this.#dropPreparedOffer();
    } catch (error) {
      console.error('The next call cannot be made ahead', error);
    }
  }

  /** Once those who have come are seen: their first pictures need the processor. */
  #prepareOfferSoon() {
    this.#breather ??= setTimeout(() => {
      this.#breather = undefined;
      this.#prepareOffer();
    }, BREATHER);
  }

  #isConnecting() {
    return this.peers.some(({ link }) => !link || link.state === 'new' || link.state === 'connecting');
  }

  /**
   * @param {PreparedOffer} prepared
   * @param {RemotePeer} remote
   */
  #handOut(prepared, remote) {
    this.#preparedOffer = null;
    this.#newcomers.count();
    this.#connect(remote, prepared.handedOut(message => this.#send(remote.peer.id, message)));
  }

  #dropPreparedOffer() {
    this.#preparedOffer?.close();
    this.#preparedOffer = null;
  }

  /** @param {Relayed} message */
  async #relay(message) {
    const remote = this.#peers.get(message.from);
    const judgement = remote?.judge(message) ?? 'drop';
    if (!remote || judgement === 'drop') return;
    if (judgement === 'call') return this.#callAgain(remote);
    if (judgement === 'replace') remote.disconnect();
    this.#answering++;
    try {
      await this.#link(remote).receive(message);
    } catch (error) {
      console.error(`A message "${message.type}" of ${message.from} was not accepted`, error);
    }
    if (--this.#answering === 0) this.#announce();
  }

  /** @param {Peer} peer */
  #addPeer(peer) {
    const remote = new RemotePeer(peer);
    remote.addEventListener('change', () => {
      this.#changed(remote);
      this.#prepareOfferSoon();
    });
    // A server that is at hand and knows them says who has left; else this is how they say so themselves.
    const serverWillSay = () => this.#signalingUp && !this.#pendingReturns.has(peer.id);
    remote.addEventListener('hang-up', () => serverWillSay() || this.#remove(peer.id));
    remote.addEventListener('lost', () => {
      this.#pendingReturns.lost(peer.id);
      this.#doubt();
    });
    remote.addEventListener('call', () => this.#callAgain(remote));
    this.#peers.set(peer.id, remote);
    this.#changed(remote);
    return remote;
  }

  /**
   * A peer is not within reach any more. If nobody is, it may be our own network that has gone or changed, and our socket may
   * be as dead without knowing it: TCP needs minutes for that.
   */
  #doubt() {
    if (!this.peers.some(({ isWithinReach }) => isWithinReach)) this.#signaling.hurry();
  }

  /**
   * The peer's link; makes one that waits for an offer if there is none.
   *
   * @param {RemotePeer} remote
   */
  #link(remote) {
    return remote.link ?? this.#connect(remote, this.#newLink(message => this.#send(remote.peer.id, message)));
  }

  /** @param {(message: Outgoing) => void} send */
  #newLink(send) {
    const link = this.#makeLink({ iceServers: this.#iceServers, send });
    this.#give(link);
    return link;
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

  /**
   * From now on; the former ones may be about to expire.
   *
   * @param {RTCIceServer[]} iceServers
   */
  #useIceServers(iceServers) {
    this.#iceServers = iceServers;
    for (const link of this.#links()) link.useIceServers(iceServers);
  }

  #share() {
    for (const link of this.#links()) this.#give(link);
  }

  /** Those there are, the one that is made ahead among them. */
  #links() {
    return [...this.#peers.values(), this.#preparedOffer].flatMap(each => each?.link ?? []);
  }

  /** @param {PeerLink} link */
  #give(link) {
    link.sendTracks(this.#media.tracks);
    link.tell({ microphone: this.#media.microphone === 'on', camera: this.#media.camera === 'on' });
  }

  /** @param {RemotePeer} remote */
  #changed(remote) {
    this.dispatchEvent(new CustomEvent('peer', { detail: remote }));
  }

  /** @param {string} id */
  #remove(id) {
    this.#pendingReturns.end(id);
    this.#newcomers.remove(id);
    const remote = this.#peers.get(id);
    if (!remote) return;
    this.#peers.delete(id);
    remote.close();
    this.dispatchEvent(new CustomEvent('gone', { detail: id }));
    this.#prepareOffer();
  }
}
