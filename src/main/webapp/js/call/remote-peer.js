import { LinkRecovery } from '../link/link-recovery.js';
import { sessionOf } from '../link/session-description.js';
import { MediaWatchdog } from '../link/media-watchdog.js';

/** @import { Crossed, Peer, Relayed } from '../signaling/protocol.js' */
/** @import { PeerLink } from '../link/peer-link.js' */
/** @import { Presence } from '../link/presence-channel.js' */

/**
 * How it is with a peer's media, whatever becomes of the signaling. `reconnecting` is what `connecting` and `failed` are
 * called once there has been a picture.
 *
 * @typedef {'connecting' | 'connected' | 'reconnecting' | 'failed'} Connection
 */

/**
 * One peer's place in a call: what a view shows of them, and the link that leads to them. The place stays when a link is
 * replaced by another one.
 *
 * Events: `change` (anything that a view shows), `lost` (the peer is not within reach any more), `hang-up` (the peer has
 * closed the connection), `call` (the link leads nowhere any more, and this side is to make another one and call).
 */
export class RemotePeer extends EventTarget {
  /** @type {Connection} */ connection = 'connecting';
  /** @type {MediaStream | null} */ stream = null;
  /** @type {Presence} */ presence = { microphone: true, camera: true, watching: true, paused: false };
  /** Whether the peer has said what it has switched on. */ introduced = false;
  /** Whether the peer's picture is seen here. */ watched = true;
  /** Whether the server has a place for the peer. Without one they are here as long as something of them arrives. */ hasPlace = true;
  /** When the peer came, as `performance.now` has it. */ since = performance.now();
  /** @type {PeerLink | null} */ #link = null;
  #recovery = new LinkRecovery(() => this.dispatchEvent(new Event('call')));
  /** @type {MediaWatchdog | null} */ #watchdog = null;
  #listening = new AbortController();
  /** Of connections of the peer that are over. @type {Set<string | null>} */ #formerSessions = new Set();

  /** @param {Peer} peer */
  constructor(peer) {
    super();
    this.peer = peer;
  }

  /** @returns {PeerLink | null} null until there is an offer, theirs or ours */
  get link() {
    return this.#link;
  }

  /** @returns {boolean} whether something of the peer arrives, as far as is known */
  get isWithinReach() {
    return this.connection === 'connected' && !this.#watchdog?.isSilent;
  }

  /** @returns {boolean} whether there was a connection, and nothing comes through it now */
  get isCutOff() {
    return this.connection === 'reconnecting' || this.#watchdog?.isSilent === true;
  }

  /** @returns {boolean} whether something of the peer arrives, and they have not closed their end */
  get arrives() {
    return this.isWithinReach && !this.#link?.hungUp;
  }

  /** @param {PeerLink} link that leads to this peer */
  connect(link) {
    this.#link = link;
    this.#watchdog = new MediaWatchdog(link, () => this.#isExpected);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    /** @type {(type: string, heard: (event: Event) => void) => void} */
    const on = (type, heard) => link.addEventListener(type, heard, { signal });
    on('stream', event => this.#show({ stream: /** @type {CustomEvent} */ (event).detail }));
    on('presence', event => this.#show({ presence: /** @type {CustomEvent} */ (event).detail, introduced: true }));
    on('state', () => this.#follow(link.state));
    on('hang-up', () => this.dispatchEvent(new Event('hang-up')));
    this.#watchdog.addEventListener('change', () => this.#hear(), { signal });
    this.#recovery.follow(link);
  }

  /** Gives the link up; there may be another one. */
  disconnect() {
    this.#forget();
    this.#link?.close();
    if (this.#link?.peerSession) this.#formerSessions.add(this.#link.peerSession);
    this.#link = null;
    this.#watchdog = null;
    this.#show({ stream: null, connection: connectionAfter(this.connection, 'new') });
  }

  /** The peer has left, or we have. */
  close() {
    this.#forget();
    this.#link?.hangUp();
  }

  #forget() {
    this.#listening.abort();
    this.#recovery.stop();
    this.#watchdog?.stop();
  }

  /**
   * What to do with a message of the peer. `take`: it is for the link. `drop`: it is for a link that is gone. `replace`: it is for another link, which is to be made. `call`: neither side's link leads anywhere, and
   * this side is the one to begin again.
   *
   * @param {Relayed | Crossed} message
   * @returns {'take' | 'drop' | 'replace' | 'call'}
   */
  judge(message) {
    const link = this.#link;
    // Only an offer begins something; an answer or a candidate without a link belongs to one that is gone.
    if (!link) return message.type === 'offer' ? 'take' : 'drop';
    // The link knows to which of its descriptions a candidate belongs, and whether a crossed offer matches its own.
    if (message.type === 'ice' || message.type === 'crossed') return 'take';
    if (this.#formerSessions.has(sessionOf(message.sdp)) || link.isStale(message)) return 'drop';
    // The peer wants to go on with a connection of which our end is dead, and does not know it.
    if (!link.isOfAnother(message)) return message.type === 'offer' && link.isSpent ? 'call' : 'take';
    // An answer of theirs was to an offer that could only have gone on with what they had. Of two offers, ours counts.
    return message.type === 'answer' || (link.awaitsAnswer && !link.polite) ? 'call' : 'replace';
  }

  /** @param {boolean} watched whether the peer's picture is seen here: what nobody sees is not to be sent */
  watch(watched) {
    this.watched = watched;
    this.#link?.watch(watched);
  }

  /** Signaling is away. */
  pause() {
    this.#recovery.pause();
  }

  /** Signaling is back. */
  resume() {
    this.#recovery.resume();
  }

  /** The peer's signaling was away and is back. */
  peerReturned() {
    this.#recovery.peerReturned();
  }

  /** The server has given up the peer's place: nothing can be said to them for now. */
  losePlace() {
    this.pause();
    this.#show({ hasPlace: false });
  }

  /** The server has a place for the peer, by this name. @param {Peer} peer */
  takePlace(peer) {
    if (!this.hasPlace || peer.name !== this.peer.name) this.#show({ hasPlace: true, peer });
  }

  /** @param {RTCPeerConnectionState} state */
  #follow(state) {
    const before = this.connection;
    this.#show({ connection: connectionAfter(before, state) });
    const isLost = before === 'connected' && this.connection === 'reconnecting';
    // A silence has told so before.
    if (isLost && !this.#watchdog?.isSilent) this.dispatchEvent(new Event('lost'));
  }

  /** Whether the peer has something switched on: then packets must arrive. */
  get #isExpected() {
    const { microphone, camera } = this.presence;
    return this.introduced && (microphone || (camera && this.watched));
  }

  #hear() {
    const silent = this.#watchdog?.isSilent === true;
    this.#recovery.hear(silent);
    this.dispatchEvent(new Event('change'));
    if (silent && this.connection === 'connected') this.dispatchEvent(new Event('lost'));
  }

  /** @param {Partial<Pick<RemotePeer, 'connection' | 'stream' | 'presence' | 'introduced' | 'hasPlace' | 'peer'>>} change */
  #show(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {Connection} before
 * @param {RTCPeerConnectionState} state of the link
 * @returns {Connection}
 */
function connectionAfter(before, state) {
  if (state === 'connected') return 'connected';
  if (before === 'connected' || before === 'reconnecting') return 'reconnecting';
  // Restarting makes it `connecting` again and again; a person who is told that it failed is told so until it works.
  return state === 'failed' || before === 'failed' ? 'failed' : 'connecting';
}
