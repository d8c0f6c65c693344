import { PendingReturns } from './pending-returns.js';
import { RemotePeer } from './remote-peer.js';

/** @import { Left, Peer } from '../signaling/protocol.js' */

/** Who is gone sooner may not have been seen by anybody. In milliseconds. */
const GLIMPSE = 3000;

/**
 * Everyone else in the room, as the server and the connections tell. A peer that the server does not list may still be on the
 * way back, and a call that works does not end because a connection to the server does.
 *
 * Events: `peer` (detail: a RemotePeer that is new or has changed), `change` (one that has changed), `gone` (detail: a peer's
 * id), `looked-in` (detail: the name of somebody who came and has left again at once), `out-of-reach` (nobody is within reach
 * any more), `call` (detail: a RemotePeer whose link leads nowhere, and who is to be called).
 */
export class Roster extends EventTarget {
  /** @type {Map<string, RemotePeer>} by peer id */ #peers = new Map();
  /** Whether the server is at hand, and says who has left. */ #isServerUp = false;
  #pendingReturns = new PendingReturns({
    arrives: id => this.#peers.get(id)?.arrives === true,
    onKept: id => this.#peers.get(id)?.losePlace(),
    onGone: id => this.remove(id),
  });

  /** @returns {RemotePeer[]} in the order they came */
  get all() {
    return [...this.#peers.values()];
  }

  /** @returns {boolean} whether a link to somebody is still to come about */
  get isConnecting() {
    return this.all.some(({ link }) => !link || link.state === 'new' || link.state === 'connecting');
  }

  /** @param {string} id */
  get(id) {
    return this.#peers.get(id);
  }

  /**
   * The server has said who is in the room. Who is not on its roster has left, or was in the room of a server that has
   * restarted and is still to come back. Of those, a peer that has closed the connection has left.
   *
   * @param {Set<string>} ids
   * @param {number} resumeSeconds how long somebody may be away; 0 if the server keeps no places
   */
  serverUp(ids, resumeSeconds) {
    this.#isServerUp = true;
    for (const { peer, link } of this.all) {
      if (ids.has(peer.id)) continue;
      if (link && !link.hungUp && resumeSeconds > 0) this.#pendingReturns.begin(peer.id, resumeSeconds);
      else this.remove(peer.id);
    }
  }

  /** The connection to the server is gone. The calls go on; what they have to say waits until it is back. */
  serverDown() {
    this.#isServerUp = false;
    this.#pendingReturns.clear();
    this.#peers.forEach(remote => remote.pause());
  }

  /**
   * Somebody who has a place at the server, perhaps by another name.
   *
   * @param {Peer} peer
   */
  meet(peer) {
    this.#pendingReturns.end(peer.id);
    const remote = this.#peers.get(peer.id) ?? this.#add(peer);
    remote.takePlace(peer);
    return remote;
  }

  /**
   * Somebody new. If the id was here before, its owner has come back as somebody else.
   *
   * @param {Peer} peer
   */
  welcome(peer) {
    this.remove(peer.id);
    return this.#add(peer);
  }

  /**
   * Somebody has left, or only their connection to the server is lost for too long: that ends no call that works. Nobody is in
   * a room without being seen: of somebody who was there for a moment, the others are told.
   *
   * @param {Left} left
   */
  left({ peer: id, reason }) {
    if (reason === 'expired') return this.#pendingReturns.expire(id);
    const remote = this.#peers.get(id);
    const isGlimpse = remote && performance.now() - remote.since < GLIMPSE;
    this.remove(id);
    if (isGlimpse) this.#say('looked-in', remote.peer.name);
  }

  /** @param {string} id */
  remove(id) {
    this.#pendingReturns.end(id);
    const remote = this.#peers.get(id);
    if (!remote) return;
    this.#peers.delete(id);
    remote.close();
    this.#say('gone', id);
  }

  clear() {
    for (const id of [...this.#peers.keys()]) this.remove(id);
  }

  /** @param {Peer} peer */
  #add(peer) {
    const remote = new RemotePeer(peer);
    remote.addEventListener('change', () => {
      this.#say('peer', remote);
      this.#say('change', remote);
    });
    // A server that is at hand and knows them says who has left; else this is how they say so themselves.
    const serverWillSay = () => this.#isServerUp && !this.#pendingReturns.has(peer.id);
    remote.addEventListener('hang-up', () => serverWillSay() || this.remove(peer.id));
    remote.addEventListener('lost', () => {
      this.#pendingReturns.lost(peer.id);
      if (!this.all.some(({ isWithinReach }) => isWithinReach)) this.dispatchEvent(new Event('out-of-reach'));
    });
    remote.addEventListener('call', () => this.#say('call', remote));
    this.#peers.set(peer.id, remote);
    this.#say('peer', remote);
    return remote;
  }

  /** @param {string} type @param {unknown} detail */
  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
