import { Absences } from './pending-returns.js';
import { Newcomers } from './newcomers.js';
import { PeerLink } from '../link/peer-link.js';
import { Seat } from './remote-peer.js';
import { Standby } from './prepared-offer.js';

/** @import { Joined, Outgoing, Peer, Relayed, ServerMessage } from '../signaling/protocol.js' */
/** @import { LocalMedia } from '../media/local-media.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */

/** From somebody's arrival to the call that is made ahead to the next one. In milliseconds. */
const BREATHER = 2000;

/** Who is gone sooner may not have been seen by anybody. In milliseconds. */
const GLIMPSE = 3000;

/** A browser that makes no connection just now has cleared away some of those that are closed. In milliseconds. */
const AGAIN = 1000;

/** Whoever has called ahead is heard within the first of these after `joined`, and is answered within the second. In ms. */
const AHEAD = { heard: 30, answered: 1000 };

/**
 * A call: who is in the room, a PeerLink to each, and what this side sends. Knows no DOM.
 *
 * Events: `joined` (detail: the room's name; once those who have called ahead are answered), `seat` (detail: a Seat that is
 * new or has changed), `gone` (detail: a peer's id), `looked-in` (detail: the name of somebody who came and has left again at once), `refused` (detail: a SignalError).
 */
export class Call extends EventTarget {
  #signaling;
  #media;
  #makeLink;
  #self = '';
  /** From where the server sees this page, if it tells. @type {string | null} */ #seenAs = null;
  /** @type {RTCIceServer[]} */ #iceServers = [];
  /** @type {Map<string, Seat>} by peer id */ #seats = new Map();
  #capacity = 0;
  #signalingUp = false;
  #newcomers = new Newcomers(id => this.#callNewcomer(id));
  #absences = new Absences({
    arrives: id => this.#seats.get(id)?.arrives === true,
    onKept: id => this.#seats.get(id)?.losePlace(),
    onGone: id => this.#remove(id),
  });
  /** @type {Standby | null} */ #standby = null;
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

  /** @returns {Seat[]} everyone else, in the order they came */
  get seats() {
    return [...this.#seats.values()];
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
    const seat = this.#seats.get(id);
    if (!seat) return;
    seat.watched = watched;
    seat.link?.watch(watched);
  }

  leave() {
    this.#left.abort();
    this.#signaling.leave();
    this.#signalingUp = false;
    this.#dropStandby();
    for (const id of [...this.#seats.keys()]) this.#remove(id);
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
    this.#dropStandby();
    // Whoever comes as somebody new has nothing of before.
    if (!resumed) for (const id of [...this.#seats.keys()]) this.#remove(id);
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
    this.#standBy();
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
   * those, whoever has closed the connection has left.
   *
   * @param {Set<string>} roster
   * @param {number} resumeSeconds how long somebody may be away; 0 if the server keeps no places
   */
  #missRoster(roster, resumeSeconds) {
    for (const [id, { link }] of [...this.#seats]) {
      if (roster.has(id)) continue;
      if (link && !link.hungUp && resumeSeconds > 0) this.#absences.begin(id, resumeSeconds);
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
    this.#absences.end(peer.id);
    const seat = this.#seats.get(peer.id) ?? this.#seat(peer);
    seat.takePlace();
    if (!resumed) return;
    if (seat.link && !seat.link.hungUp) seat.resume();
    else this.#callAgain(seat);
  }

  /**
   * By a new link: what there was leads nowhere.
   *
   * @param {Seat} seat
   */
  #callAgain(seat) {
    seat.disconnect();
    this.#callTo(seat);
  }

  /**
   * Somebody has taken their place again, with the connections they had. If there was none, or it was lost, they call.
   *
   * @param {import('../signaling/protocol.js').Returned} returned
   */
  #returned({ peer }) {
    this.#absences.end(peer.id);
    const seat = this.#seats.get(peer.id) ?? this.#seat(peer);
    seat.takePlace();
    seat.peerReturned();
  }

  /**
   * Somebody has left, or only their connection to the server is lost for too long: that ends no call that works.
   *
   * @param {import('../signaling/protocol.js').Left} left
   */
  #bidFarewell({ peer, reason }) {
    if (reason === 'expired') this.#absences.expire(peer);
    else this.#hasLeft(peer);
  }

  /** The socket is gone. The calls go on; what they have to say waits until it is back. */
  #cutOff() {
    this.#signalingUp = false;
    this.#absences.clear();
    this.#seats.forEach(seat => seat.pause());
  }

  /**
   * Who is welcomed is called. One who was here before has come back as somebody new.
   *
   * @param {import('../signaling/protocol.js').Welcome} welcome
   */
  #welcome({ peer, offered }) {
    this.#remove(peer.id);
    const seat = this.#seat(peer);
    if (offered && this.#standby?.isPrepared) this.#handOut(this.#standby, seat);
    else this.#newcomers.add(peer.id);
    this.#standBy();
  }

  /** @param {string} id */
  #callNewcomer(id) {
    const seat = this.#seats.get(id);
    if (seat && !seat.link) this.#callTo(seat);
  }

  /** @param {Seat} seat */
  #callTo(seat) {
    try {
      this.#link(seat).call();
    } catch (error) {
      console.error(`${seat.peer.id} cannot be called just now, trying again`, error);
      setTimeout(() => this.#callNewcomer(seat.peer.id), AGAIN);
    }
  }

  /**
   * Nobody is in a room without being seen: of somebody who was there for a moment, the others are told.
   *
   * @param {string} id
   */
  #hasLeft(id) {
    const seat = this.#seats.get(id);
    const isGlimpse = seat && performance.now() - seat.since < GLIMPSE;
    this.#remove(id);
    if (isGlimpse) this.dispatchEvent(new CustomEvent('looked-in', { detail: seat.peer.name }));
  }

  /**
   * Makes the next call ahead, so that whoever comes is connected a round trip sooner; not before those who are here are
   * connected, for they come first. There is never more than one under way: only so is it certain which one the server
   * has handed out.
   */
  async #standBy() {
    // Each is a connection, too.
    if (this.#newcomers.isCrowd) return this.#standBySoon();
    if (!this.#signalingUp || this.#standby || this.#seats.size + 1 >= this.#capacity || this.#isConnecting()) return;
    try {
      const standby = new Standby(send => this.#newLink(send));
      this.#standby = standby;
      const sdp = await standby.prepare();
      if (this.#standby === standby && !this.#signaling.standBy(sdp)) this.#dropStandby();
    } catch (error) {
      console.error('The next call cannot be made ahead', error);
    }
  }

  /** Once those who have come are seen: their first pictures need the processor. */
  #standBySoon() {
    this.#breather ??= setTimeout(() => {
      this.#breather = undefined;
      this.#standBy();
    }, BREATHER);
  }

  #isConnecting() {
    return this.seats.some(({ link }) => !link || link.state === 'new' || link.state === 'connecting');
  }

  /**
   * @param {Standby} standby
   * @param {Seat} seat
   */
  #handOut(standby, seat) {
    this.#standby = null;
    this.#newcomers.count();
    this.#connect(seat, standby.handedOut(message => this.#send(seat.peer.id, message)));
  }

  #dropStandby() {
    this.#standby?.close();
    this.#standby = null;
  }

  /** @param {Relayed} message */
  async #relay(message) {
    const seat = this.#seats.get(message.from);
    const judgement = seat?.judge(message) ?? 'drop';
    if (!seat || judgement === 'drop') return;
    if (judgement === 'call') return this.#callAgain(seat);
    if (judgement === 'replace') seat.disconnect();
    this.#answering++;
    try {
      await this.#link(seat).receive(message);
    } catch (error) {
      console.error(`A message "${message.type}" of ${message.from} was not accepted`, error);
    }
    if (--this.#answering === 0) this.#announce();
  }

  /** @param {Peer} peer */
  #seat(peer) {
    const seat = new Seat(peer);
    seat.addEventListener('change', () => {
      this.#changed(seat);
      this.#standBySoon();
    });
    // A server that is at hand and knows them says who has left; else this is how they say so themselves.
    const serverWillSay = () => this.#signalingUp && !this.#absences.has(peer.id);
    seat.addEventListener('hang-up', () => serverWillSay() || this.#remove(peer.id));
    seat.addEventListener('lost', () => {
      this.#absences.lost(peer.id);
      this.#doubt();
    });
    seat.addEventListener('call', () => this.#callAgain(seat));
    this.#seats.set(peer.id, seat);
    this.#changed(seat);
    return seat;
  }

  /**
   * A peer is not within reach any more. If nobody is, it may be our own network that has gone or changed, and our socket may
   * be as dead without knowing it: TCP needs minutes for that.
   */
  #doubt() {
    if (!this.seats.some(({ isWithinReach }) => isWithinReach)) this.#signaling.hurry();
  }

  /**
   * The seat's link; makes one that waits for an offer if there is none.
   *
   * @param {Seat} seat
   */
  #link(seat) {
    return seat.link ?? this.#connect(seat, this.#newLink(message => this.#send(seat.peer.id, message)));
  }

  /** @param {(message: Outgoing) => void} send */
  #newLink(send) {
    const link = this.#makeLink({ iceServers: this.#iceServers, send });
    this.#give(link);
    return link;
  }

  /**
   * @param {Seat} seat
   * @param {PeerLink} link
   */
  #connect(seat, link) {
    link.polite = this.#self < seat.peer.id;
    link.watch(seat.watched);
    seat.connect(link);
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
    return [...this.#seats.values(), this.#standby].flatMap(each => each?.link ?? []);
  }

  /** @param {PeerLink} link */
  #give(link) {
    link.sendTracks(this.#media.tracks);
    link.tell({ microphone: this.#media.microphone === 'on', camera: this.#media.camera === 'on' });
  }

  /** @param {Seat} seat */
  #changed(seat) {
    this.dispatchEvent(new CustomEvent('seat', { detail: seat }));
  }

  /** @param {string} id */
  #remove(id) {
    this.#absences.end(id);
    this.#newcomers.remove(id);
    const seat = this.#seats.get(id);
    if (!seat) return;
    this.#seats.delete(id);
    seat.close();
    this.dispatchEvent(new CustomEvent('gone', { detail: id }));
    this.#standBy();
  }
}
