import { eachPeer, on } from './app.js';

/** @import { Call } from '../call/call.js' */
/** @import { RemotePeer } from '../call/remote-peer.js' */
/** @import { LabelledChannel } from '../link/data-channels.js' */

/** In UTF-16 units: any client can be at the other end. */
const MAX_LENGTH = 1024;

/**
 * What each side says of itself to all others, on a data channel of each link. It is a state, and is said whole each time: so
 * those who come later or have another link know it, too.
 *
 * Event: `state` (detail: {peerId, state}; the state is null when the peer is gone). What a state looks like is the feature's
 * business, and the peer may send anything.
 */
export class SharedState extends EventTarget {
  #label;
  /** What this side says, as JSON; null while it has said nothing. @type {string | null} */ #own = null;
  /** @type {Map<string, LabelledChannel>} by peer id, the one of the link that there is now */ #channels = new Map();

  /** @param {string} label of the data channels */
  constructor(label) {
    super();
    this.#label = label;
  }

  /** @param {Call} call until it is over */
  follow(call) {
    eachPeer(call, remote => this.#sees(remote));
    on(call, 'gone', id => this.#misses(id));
    return () => {
      this.#own = null;
      for (const id of [...this.#channels.keys()]) this.#misses(id);
    };
  }

  /** @param {unknown} state as JSON has it */
  tell(state) {
    this.#own = JSON.stringify(state);
    for (const channel of this.#channels.values()) channel.send(this.#own);
  }

  /** Says something once, to those who are there: it is an event, and no state. @param {unknown} event as JSON has it */
  mention(event) {
    const text = JSON.stringify(event);
    for (const channel of this.#channels.values()) channel.send(text);
  }

  /** @param {RemotePeer} remote */
  #sees({ peer, link }) {
    const channel = link?.channel(this.#label);
    if (!channel || this.#channels.get(peer.id) === channel) return;
    this.#channels.set(peer.id, channel);
    on(channel, 'open', () => this.#introduce(channel));
    on(channel, 'message', text => {
      if (this.#channels.get(peer.id) === channel) this.#hear(peer.id, text);
    });
    this.#introduce(channel);
  }

  /** @param {LabelledChannel} channel */
  #introduce(channel) {
    if (this.#own !== null) channel.send(this.#own); // not sent while it is not open
  }

  /** @param {string} peerId */
  #misses(peerId) {
    if (this.#channels.delete(peerId)) this.#tell(peerId, null);
  }

  /** @param {string} peerId @param {unknown} text */
  #hear(peerId, text) {
    if (typeof text !== 'string' || text.length > MAX_LENGTH) return;
    try {
      const state = JSON.parse(text);
      if (state !== null) this.#tell(peerId, state); // null is ours: the peer is gone
    } catch (error) {
      console.info(`Somebody says on "${this.#label}" what is no JSON`, error);
    }
  }

  /** @param {string} peerId @param {unknown} state */
  #tell(peerId, state) {
    this.dispatchEvent(new CustomEvent('state', { detail: { peerId, state } }));
  }
}
