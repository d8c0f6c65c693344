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

  leave() {
    this.#signaling.leave();
    for (const id of [...this.#seats.keys()]) this.#remove(id);
  }

  /** @param {ServerMessage} message */
  #hear(message) {
    switch (message.type) {
      case 'joined':
        return this.#joined(message);
      case 'welcome':
        return this.#welcome(message.peer);
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
  #joined({ self, room, peers, iceServers }) {
    if (self !== this.#self) this.#seats.forEach((_, id) => this.#remove(id));
    this.#self = self;
    this.#iceServers = iceServers;
    const present = new Set(peers.map(({ id }) => id));
    for (const id of [...this.#seats.keys()]) if (!present.has(id)) this.#remove(id);
    for (const peer of peers) if (!this.#seats.has(peer.id)) this.#seat(peer);
    this.dispatchEvent(new CustomEvent('joined', { detail: room }));
  }

  /**
   * Who is welcomed is called. One who was here before has come back as somebody new.
   *
   * @param {Peer} peer
   */
  #welcome(peer) {
    this.#remove(peer.id);
    const seat = this.#seat(peer);
    this.#link(seat).call();
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
    const seat = { peer, link: null, stream: null, presence: { microphone: true, camera: true } };
    this.#seats.set(peer.id, seat);
    this.#changed(seat);
    return seat;
  }

  /** @param {Seat} seat */
  #link(seat) {
    if (seat.link) return seat.link;
    const to = seat.peer.id;
    const link = this.#makeLink({
      polite: this.#self < to,
      iceServers: this.#iceServers,
      // What and to whom come first on the wire: a server need not look behind them.
      send: ({ type, ...content }) => this.#signaling.send(/** @type {Outgoing} */ ({ type, to, ...content })),
    });
    seat.link = link;
    link.addEventListener('stream', event => {
      seat.stream = /** @type {CustomEvent} */ (event).detail;
      this.#changed(seat);
    });
    link.addEventListener('presence', event => {
      seat.presence = /** @type {CustomEvent} */ (event).detail;
      this.#changed(seat);
    });
    link.addEventListener('state', () => this.#changed(seat));
    this.#give(link);
    return link;
  }

  #share() {
    for (const { link } of this.#seats.values()) if (link) this.#give(link);
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
  }
}
