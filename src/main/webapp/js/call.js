import { PeerLink } from './peer-link.js';

/** @import { Joined, Outgoing, Peer, ServerMessage } from './protocol.js' */
/** @import { LocalMedia } from './local-media.js' */
/** @import { SignalingClient } from './signaling-client.js' */
/** @import { Presence } from './peer-link.js' */

/**
 * One peer as a view shows it.
 *
 * @typedef {object} Seat
 * @property {Peer} peer
 * @property {PeerLink | null} link null until the first offer of whoever calls us
 * @property {MediaStream | null} stream
 * @property {Presence} presence
 * @property {boolean} watched whether the peer's picture is seen here
 */

/**
 * A link whose offer waits at the server. What it says before its peer is known is kept.
 *
 * @typedef {{link: PeerLink, to: string | null, unsent: Outgoing[]}} Standby
 */

/**
 * A call: who is in the room, a PeerLink to each, and what this side sends. Knows no DOM.
 *
 * Events: `joined` (detail: the room's name), `seat` (detail: a Seat that is new or has changed), `gone` (detail: a
 * peer's id), `refused` (detail: a SignalError).
 */
export class Call extends EventTarget {
  #signaling;
  #media;
  #makeLink;
  #self = '';
  /** @type {RTCIceServer[]} */ #iceServers = [];
  /** @type {Map<string, Seat>} by peer id */ #seats = new Map();
  #capacity = 0;
  /** @type {Standby | null} a call that has been made already, to whoever comes next */ #standby = null;

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
    media.addEventListener('change', () => this.#share());
  }

  /** @returns {Seat[]} everyone else, in the order they came */
  get seats() {
    return [...this.#seats.values()];
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
    this.#signaling.leave();
    this.#capacity = 0;
    this.#dropStandby();
    for (const id of [...this.#seats.keys()]) this.#remove(id);
  }

  /** @param {ServerMessage} message */
  #hear(message) {
    switch (message.type) {
      case 'joined':
        return this.#joined(message);
      case 'welcome':
        return this.#welcome(message);
      case 'left':
        return this.#remove(message.peer);
      case 'offer':
      case 'answer':
      case 'ice':
        return this.#relay(message);
      case 'error':
        this.dispatchEvent(new CustomEvent('refused', { detail: message }));
    }
  }

  /**
   * The roster is the truth: who is not in it is gone, and who is in it keeps the connection there is.
   *
   * @param {Joined} joined
   */
  #joined({ self, room, peers, iceServers, limits }) {
    if (self !== this.#self) {
      // We are somebody new to everyone; nothing of before is meant for us.
      this.#dropStandby();
      this.#seats.forEach((_, id) => this.#remove(id));
    }
    this.#self = self;
    this.#iceServers = iceServers;
    this.#capacity = limits.roomPeers;
    const present = new Set(peers.map(({ id }) => id));
    for (const id of [...this.#seats.keys()]) if (!present.has(id)) this.#remove(id);
    for (const peer of peers) if (!this.#seats.has(peer.id)) this.#seat(peer);
    this.dispatchEvent(new CustomEvent('joined', { detail: room }));
    this.#standBy();
  }

  /**
   * Who is welcomed is called. One who was here before has come back as somebody new.
   *
   * @param {import('./protocol.js').Welcome} welcome
   */
  #welcome({ peer, offered }) {
    this.#remove(peer.id);
    const seat = this.#seat(peer);
    if (offered && this.#standby) this.#adopt(this.#standby, seat);
    else this.#link(seat).call();
    this.#standBy();
  }

  /**
   * Makes the next call ahead, so that whoever comes is connected a round trip sooner; not before those who are here are
   * connected, for they come first. There is never more than one under way: only so is it certain which one the server
   * has handed out.
   */
  async #standBy() {
    if (this.#standby || this.#seats.size + 1 >= this.#capacity || this.#isConnecting()) return;
    /** @type {Standby} */
    const standby = { link: this.#newLink(message => this.#sendWhenKnown(standby, message)), to: null, unsent: [] };
    this.#standby = standby;
    const sdp = await standby.link.prepare();
    if (this.#standby !== standby) return;
    standby.unsent = [];
    if (!this.#signaling.standBy(sdp)) this.#dropStandby();
  }

  #isConnecting() {
    return this.seats.some(({ link }) => !link || link.state === 'new' || link.state === 'connecting');
  }

  /**
   * @param {Standby} standby
   * @param {Outgoing} message
   */
  #sendWhenKnown(standby, message) {
    if (standby.to === null) standby.unsent.push(message);
    else this.#send(standby.to, message);
  }

  /**
   * @param {Standby} standby
   * @param {Seat} seat
   */
  #adopt(standby, seat) {
    this.#standby = null;
    standby.to = seat.peer.id;
    for (const message of standby.unsent) this.#send(standby.to, message);
    this.#connect(seat, standby.link);
  }

  #dropStandby() {
    this.#standby?.link.close();
    this.#standby = null;
  }

  /** @param {import('./protocol.js').Relayed} message */
  async #relay(message) {
    const seat = this.#seats.get(message.from);
    // Only an offer begins something; an answer or a candidate without a link belongs to one that is gone.
    if (!seat || (!seat.link && message.type !== 'offer')) return;
    try {
      await this.#link(seat).receive(message);
    } catch (error) {
      console.error(`A message "${message.type}" of ${message.from} was not accepted`, error);
    }
  }

  /** @param {Peer} peer */
  #seat(peer) {
    /** @type {Seat} */
    const seat = { peer, link: null, stream: null, presence: { microphone: true, camera: true, watching: true }, watched: true };
    this.#seats.set(peer.id, seat);
    this.#changed(seat);
    return seat;
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
    seat.link = link;
    link.polite = this.#self < seat.peer.id;
    link.watch(seat.watched);
    link.addEventListener('stream', event => {
      seat.stream = /** @type {CustomEvent} */ (event).detail;
      this.#changed(seat);
    });
    link.addEventListener('presence', event => {
      seat.presence = /** @type {CustomEvent} */ (event).detail;
      this.#changed(seat);
    });
    link.addEventListener('state', () => {
      this.#changed(seat);
      this.#standBy();
    });
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

  #share() {
    for (const { link } of [...this.#seats.values(), this.#standby ?? { link: null }]) if (link) this.#give(link);
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
    const seat = this.#seats.get(id);
    if (!seat) return;
    this.#seats.delete(id);
    seat.link?.close();
    this.dispatchEvent(new CustomEvent('gone', { detail: id }));
    this.#standBy();
  }
}
