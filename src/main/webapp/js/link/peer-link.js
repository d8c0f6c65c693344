import { DataChannels } from './data-channels.js';
import { LinkDiagnostics } from './link-diagnostics.js';
import { MediaSlots } from './media-slots.js';
import { Negotiation } from './negotiation.js';
import { PresenceChannel } from './presence-channel.js';
import { isOver, isRefused, packetsArrived, statsOf } from './stats.js';

/**
 * @import { Crossed, Description, Outgoing, Relayed } from '../signaling/protocol.js'
 * @import { LabelledChannel } from './data-channels.js'
 * @import { Slot, SlotTracks } from './media-slots.js'
 * @import { Devices } from './presence-channel.js'
 * @import { Send } from '../quality/send-plan.js'
 *
 * @typedef {{audio: MediaStreamTrack | null, video: MediaStreamTrack | null}} Tracks of microphone and camera
 */

/**
 * One connection to one peer: what the call and the features see of it. How it comes about is in negotiation.js, and what goes
 * through it in media-slots.js and data-channels.js. Knows no DOM and no socket: what it has to say to its peer goes to the
 * `send` it was given.
 *
 * Microphone and camera are there from the start, so turning a camera on, off or into another one is never a negotiation.
 * What the peer has switched on it says itself, on a data channel.
 *
 * Events: `stream` (detail: the peer's MediaStream), `screen` (detail: the same of its screen, or null), `state` (the
 * connection's state changed), `negotiation` (the signaling state changed), `presence` (detail: a Presence), `hang-up` (the
 * peer has closed its end; nobody hangs up by a connection that fails).
 */
export class PeerLink extends EventTarget {
  #PeerConnection;
  #iceServers;
  #presence = this.#listenToPresence();
  #channels = new DataChannels(this.#presence);
  #slots = this.#listenToSlots();
  #negotiation;
  /** @type {LinkDiagnostics | null} */ #diagnostics = null;

  /**
   * @param {object} options
   * @param {RTCIceServer[]} options.iceServers
   * @param {(message: Outgoing) => void} options.send
   * @param {typeof RTCPeerConnection} [options.PeerConnection]
   */
  constructor({ iceServers, send, PeerConnection = RTCPeerConnection }) {
    super();
    this.#PeerConnection = PeerConnection;
    this.#iceServers = iceServers;
    this.#negotiation = new Negotiation({ connect: () => this.#connect(), slots: this.#slots, send });
    this.#negotiation.addEventListener('change', () => this.dispatchEvent(new Event('negotiation')));
    this.#negotiation.addEventListener('broken', () => this.dispatchEvent(new Event('state')));
  }

  // ---- how it comes about

  /** Whether this side gives way when both make an offer at once; exactly one side does. */
  get polite() { return this.#negotiation.polite; }
  set polite(polite) { this.#negotiation.polite = polite; }

  /** Makes the first offer. The side that is called does not: its transceivers come with the offer. */
  call() {
    this.#negotiation.call();
    this.#channels.openPresence(this.#pc);
  }

  /**
   * Makes the first offer ahead of its time, for a peer that is not known yet. What `send` gets meanwhile is that offer and
   * its candidates; nothing of it needs to be sent if the returned one is.
   *
   * @returns {Promise<string>} the session description, with the candidates that were found in time
   */
  async prepare() {
    this.call();
    return this.#negotiation.prepared();
  }

  /** Whether an answer answers an offer that this link has not made, or has replaced since. @param {Description} description */
  isStale(description) { return this.#negotiation.isStale(description); }

  /** Whether the peer has another RTCPeerConnection than the one at the other end of this link. @param {Description} description */
  isOfAnother(description) { return this.#negotiation.isOfAnother(description); }

  /**
   * A message of the peer, in the order they were sent.
   *
   * @param {Relayed | Crossed} message
   * @returns {Promise<void>} rejected if the browser does not accept it
   */
  receive(message) {
    return this.#negotiation.receive(message);
  }

  /** @param {RTCIceServer[]} iceServers for the next time that network paths are looked for */
  useIceServers(iceServers) {
    this.#iceServers = iceServers;
    this.#pc.setConfiguration({ ...this.#pc.getConfiguration(), iceServers });
  }

  /** New network paths for the same connection; media goes on meanwhile if it can. */
  restartIce() {
    this.#pc.restartIce();
  }

  /** Says an unanswered offer once more, or makes a new one that restarts ICE. */
  repeatOffer() {
    return this.#negotiation.repeatOffer();
  }

  /** Closes it, and says so to the peer: it is not to be called any more. */
  hangUp() {
    this.#presence.sayGoodbye();
    this.close();
  }

  /** Closes it without a word, for there is another one, or will be. */
  close() {
    this.#channels.forget();
    this.#negotiation.close();
  }

  // ---- what goes through it

  /** @param {Tracks} tracks to be sent from now on, without a negotiation; null sends nothing */
  sendTracks({ audio, video }) {
    return this.sendMedia({ microphone: audio, camera: video });
  }

  /**
   * Sends more, or something else. Only a slot that is used for the first time, or again, needs a negotiation. A peer whose
   * page does not name its slots gets microphone and camera, and nothing of the others.
   *
   * @param {SlotTracks} tracks
   */
  sendMedia(tracks) {
    return this.#slots.send(tracks);
  }

  /**
   * @param {string} label
   * @returns {LabelledChannel} that opens once the peer is connected, if its page tells channels apart
   */
  channel(label) {
    return this.#channels.channel(label);
  }

  /** @param {Devices} devices what is switched on here, for the peer to show */
  tell(devices) {
    this.#presence.tellDevices(devices);
  }

  /** @param {boolean} watching whether the peer's picture is seen here; if not, the peer need not send it */
  watch(watching) {
    this.#presence.tellWatching(watching);
  }

  /**
   * @param {Send} send how much from now on
   * @param {typeof import('./sender-limits.js').limitSenders} limitSenders not needed to connect, so it is loaded later
   */
  async limit(send, limitSenders) {
    this.#presence.tellPaused(send.paused);
    await limitSenders(this, send);
  }

  /** What sends through a slot, for those who set how much. @param {Slot} slot @returns {RTCRtpSender | undefined} */
  senderOf(slot) { return this.#slots.senderOf(slot); }

  // ---- how it is

  /** @returns {RTCPeerConnectionState} */
  get state() { return this.#pc.connectionState; }

  /** @returns {string | null} the peer's RTCPeerConnection, by the session id of what it describes */
  get peerSession() { return this.#negotiation.peerSession; }

  /** @returns {boolean} whether an offer is under way that has no answer yet */
  get awaitsAnswer() { return this.#negotiation.awaitsAnswer; }

  /** @returns {boolean} whether the peer has closed its end: seen before the connection itself fails */
  get hungUp() { return this.#presence.hungUp; }

  /**
   * Whether no restart of ICE can bring this connection back. In Firefox DTLS fails together with ICE, and for good; and a
   * data channel that has closed does not open again.
   */
  get isSpent() { return this.#negotiation.isBroken || isOver(this.#pc) || this.#presence.isClosed; }

  /** Whether DTLS has failed although there was a path for it: not the network is at fault. */
  get isRefused() { return isRefused(this.#pc); }

  /** @returns {Promise<import('./stats.js').Stats>} rejected if the browser does not say */
  getStats() { return statsOf(this.#pc); }

  /**
   * @template T
   * @param {(pc: RTCPeerConnection) => T} read not needed to connect, so it is loaded later; changes nothing
   */
  read(read) { return read(this.#pc); }

  /** Of sound and picture; they know how loud somebody is. */
  get receivers() { return this.#pc.getReceivers(); }

  /** By which statistics name what a slot sends. @param {Slot} slot @returns {string | null} null: it is not negotiated */
  midOf(slot) { return this.#slots.midOf(slot); }

  /** @returns {Promise<number>} packets of sound and picture so far */
  arrived() { return packetsArrived(this.#pc); }

  /** @returns {Promise<import('../diagnosis/diagnosis.js').Reading>} what a diagnosis needs to know */
  examine() {
    return /** @type {LinkDiagnostics} */ (this.#diagnostics).read();
  }

  get #pc() { return this.#negotiation.pc; }

  /** A connection, the first or another one. */
  #connect() {
    this.#channels.forget();
    const pc = new this.#PeerConnection({ iceServers: this.#iceServers, bundlePolicy: 'max-bundle' });
    pc.ontrack = () => this.#slots.take();
    pc.ondatachannel = ({ channel }) => this.#channels.take(channel);
    pc.onconnectionstatechange = () => {
      // A page that does not name its slots takes any channel for the one of presence.
      if (pc.connectionState === 'connected' && this.#slots.areKnown) this.#channels.ready(pc);
      this.dispatchEvent(new Event('state'));
    };
    this.#slots.use(pc);
    this.#diagnostics = new LinkDiagnostics(pc);
    return pc;
  }

  #listenToSlots() {
    const slots = new MediaSlots();
    for (const type of ['stream', 'screen']) slots.addEventListener(type, event => this.#pass(event));
    return slots;
  }

  #listenToPresence() {
    const presence = new PresenceChannel(() => this.#pc.connectionState === 'connected');
    for (const type of ['presence', 'hang-up']) presence.addEventListener(type, event => this.#pass(event));
    presence.addEventListener('lost', () => this.dispatchEvent(new Event('state')));
    return presence;
  }

  /** @param {Event} event */
  #pass(event) {
    this.dispatchEvent(new CustomEvent(event.type, { detail: /** @type {CustomEvent} */ (event).detail }));
  }
}
