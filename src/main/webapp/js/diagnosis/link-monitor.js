import { diagnoseLink, isTroubled } from './diagnosis.js';
import { canReachDirectly } from './nat.js';
import { NOTHING_SEEN, UNKNOWN, judgePath } from './path-quality.js';

/** @import { Call } from '../call/call.js' */
/** @import { Memory as PathMemory } from './path-quality.js' */
/** @import { LinkCause, LinkEvidence, Reading, ServerCause } from './diagnosis.js' */
/** @import { RemotePeer } from '../call/remote-peer.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */

/** Twice as often where something is wrong: a cause has to be found twice in a row. In ms. */
const INTERVAL = { well: 2_000, troubled: 1_000 };

/** 6 s: most troubles of a network are over by then, and nobody has been made to read of them. In ms. */
const PATIENCE = 6_000;

/** 5 s without a look: the computer has slept, and nothing of before is worth anything. In ms. */
const SLEPT = 5_000;

/**
 * @typedef {object} Memory of one peer
 * @property {import('../link/peer-link.js').PeerLink | null} link
 * @property {number} linkedAt when the link was first looked at
 * @property {boolean} isUp whether it was connected at the last look
 * @property {Reading['arrived'] | null} arrived
 * @property {PathMemory} path how the link has carried what arrived
 * @property {boolean} paused whether the peer kept its picture back
 * @property {number} wellAt when it was last well, or first seen
 * @property {number} heardAt when the peer last said something by way of the server
 * @property {LinkEvidence | null} evidence
 * @property {LinkCause | ServerCause | null} found in the last look
 * @property {LinkCause | ServerCause | null} said
 */

/**
 * Looks at everybody's link, and says why somebody is not seen or heard: not before it has lasted, not two causes in turn,
 * and no longer than it is so.
 *
 * Events: `trouble` {peerId, cause}; the cause is null when all is well again. `look`: the findings are new.
 */
export class LinkMonitor extends EventTarget {
  #call;
  #server;
  #clock;
  /** @type {Map<string, Memory>} by peer id */ #memories = new Map();
  #lookedAt = 0;
  /** Links of which the browser does not tell, and that was said. @type {WeakSet<object>} */ #mute = new WeakSet();
  #isLooking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {Call} call
   * @param {SignalingClient} signaling
   * @param {{cause: ServerCause | null}} server
   * @param {() => number} [clock] ms
   */
  constructor(call, signaling, server, clock = () => performance.now()) {
    super();
    this.#call = call;
    this.#server = server;
    this.#clock = clock;
    call.addEventListener('peer', () => this.#begin());
    call.addEventListener('gone', event => this.#forget(/** @type {CustomEvent} */ (event).detail));
    signaling.addEventListener('message', event => this.#hear(/** @type {CustomEvent} */ (event).detail));
    if (call.peers.length > 0) this.#begin();
  }

  /** @returns {{cause: LinkCause | ServerCause | null, evidence: LinkEvidence, peerId: string}[]} of everybody, as of the last look */
  get findings() {
    return [...this.#memories].flatMap(([peerId, { said, evidence }]) =>
      evidence ? [{ peerId, cause: said, evidence }] : [],
    );
  }

  #begin() {
    if (this.#timer !== undefined || this.#isLooking) return;
    this.#lookedAt = this.#clock();
    this.#timer = setTimeout(() => this.#look(), INTERVAL.troubled);
  }

  /** @param {string} peerId */
  #forget(peerId) {
    this.#memories.delete(peerId);
    if (this.#call.peers.length > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @param {import('../signaling/protocol.js').ServerMessage} message */
  #hear(message) {
    const memory = 'from' in message && this.#memories.get(message.from);
    if (memory) memory.heardAt = this.#clock();
  }

  async #look() {
    this.#timer = undefined;
    this.#isLooking = true;
    try {
      const { peers } = this.#call;
      const readings = await Promise.all(peers.map(({ link }) => this.#read(link)));
      this.#awake();
      const udp = peers.filter((_, i) => readings[i]?.overUdp).map(({ peer }) => peer.id);
      peers.forEach((remote, i) => this.#judge(remote, readings[i], udp.some(id => id !== remote.peer.id)));
      this.dispatchEvent(new Event('look'));
    } finally {
      this.#isLooking = false;
    }
    const isWell = [...this.#memories.values()].every(({ evidence }) => evidence?.troubledFor === 0);
    if (this.#call.peers.length > 0) {
      this.#timer = setTimeout(() => this.#look(), isWell ? INTERVAL.well : INTERVAL.troubled);
    }
  }

  /**
   * @param {import('../link/peer-link.js').PeerLink | null} link
   * @returns {Promise<Reading | null | undefined>} undefined: the browser does not tell, and nothing is known
   */
  async #read(link) {
    if (!link) return null;
    try {
      return await link.examine();
    } catch (error) {
      // A peer that hangs up while being asked needs no diagnosis any more.
      if (link.state === 'closed') return null;
      if (!this.#mute.has(link)) console.warn('It is not known how a connection does', error);
      this.#mute.add(link);
      return undefined;
    }
  }

  #awake() {
    const now = this.#clock();
    if (now - this.#lookedAt > SLEPT) this.#memories.forEach(memory => Object.assign(memory, { wellAt: now, found: null }));
    this.#lookedAt = now;
  }

  /**
   * @param {RemotePeer} remote
   * @param {Reading | null | undefined} reading
   * @param {boolean} udpElsewhere
   */
  #judge(remote, reading, udpElsewhere) {
    // Gone, or given another link, while it was examined.
    if (reading === undefined || !this.#call.peers.includes(remote)) return;
    const memory = this.#memoryOf(remote);
    const now = this.#clock();
    const isUp = reading?.connection === 'connected';
    // What is missing from now on is another trouble than the way that was missing.
    if (isUp && !memory.isUp) Object.assign(memory, { wellAt: now, found: null });
    // A picture that is sent again has not come yet.
    const { paused } = remote.presence;
    if (memory.paused && !paused) Object.assign(memory, { wellAt: now, found: null });
    const sameLink = memory.link === remote.link;
    if (!sameLink) memory.linkedAt = now;
    const judged = reading && judgePath(sameLink ? memory.path : NOTHING_SEEN, { at: now, ...reading });
    const evidence = {
      link: reading,
      expected: expectedOf(remote),
      arriving: arrivingIn(reading, sameLink ? memory.arrived : null),
      quality: judged?.quality ?? UNKNOWN,
      paused: paused && remote.watched,
      said: memory.said,
      direct: !reading || canReachDirectly(reading.addresses.own, reading.addresses.theirs, this.#call.seenAs),
      wasConnected: remote.connection === 'connected' || remote.connection === 'reconnecting',
      heard: memory.heardAt > memory.wellAt,
      troubledFor: now - memory.wellAt,
      linkAge: now - memory.linkedAt,
      udpElsewhere,
      server: this.#server.cause,
    };
    const path = judged?.memory ?? NOTHING_SEEN;
    Object.assign(memory, { link: remote.link, isUp, arrived: reading?.arrived ?? null, path, paused, evidence });
    if (isTroubled(evidence)) {
      this.#consider(remote, memory, diagnoseLink(evidence));
    } else {
      evidence.troubledFor = 0;
      Object.assign(memory, { wellAt: now, found: null });
      this.#say(remote, memory, null);
    }
  }

  /** @param {RemotePeer} remote */
  #memoryOf({ peer }) {
    const now = this.#clock();
    const memory = this.#memories.get(peer.id) ?? {
      link: null, linkedAt: now, isUp: false, arrived: null, path: NOTHING_SEEN, paused: false, wellAt: now, heardAt: -Infinity, evidence: null, found: null, said: null,
    };
    this.#memories.set(peer.id, memory);
    return memory;
  }

  /**
   * @param {RemotePeer} remote
   * @param {Memory} memory
   * @param {LinkCause | ServerCause | null} cause null changes nothing of what was said
   */
  #consider(remote, memory, cause) {
    const isSure = cause !== null && cause === memory.found;
    memory.found = cause;
    if (isSure && this.#clock() - memory.wellAt >= PATIENCE) this.#say(remote, memory, cause);
  }

  /**
   * @param {RemotePeer} remote
   * @param {Memory} memory
   * @param {LinkCause | ServerCause | null} cause
   */
  #say({ peer }, memory, cause) {
    if (memory.said === cause) return;
    memory.said = cause;
    this.dispatchEvent(new CustomEvent('trouble', { detail: { peerId: peer.id, cause } }));
  }
}

/**
 * Who has said nothing of what it sends need not send anything: another client, or one that is just beginning.
 *
 * @param {RemotePeer} remote
 */
function expectedOf({ introduced, presence, watched }) {
  return { sound: introduced && presence.microphone, picture: introduced && presence.camera && watched };
}

/**
 * @param {Reading | null} reading
 * @param {Reading['arrived'] | null} before
 */
function arrivingIn(reading, before) {
  const now = reading?.arrived ?? { audio: 0, video: 0, frames: 0 };
  const { audio, video, frames } = before ?? { audio: 0, video: 0, frames: 0 };
  return { sound: now.audio > audio, picture: now.video > video, frames: now.frames > frames };
}
