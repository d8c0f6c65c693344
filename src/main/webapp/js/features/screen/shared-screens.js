import { eachPeer, on } from '../../app/app.js';
import { SharedState } from '../../app/shared-state.js';

/**
 * @import { Call } from '../../call/call.js'
 * @import { RemotePeer } from '../../call/remote-peer.js'
 * @import { PeerLink } from '../../link/peer-link.js'
 *
 * @typedef {{video: MediaStreamTrack | null, audio: MediaStreamTrack | null}} Tracks of the screen of this side
 * @typedef {object} Peer
 * @property {RemotePeer} remote
 * @property {PeerLink | null} link that there is now
 * @property {MediaStream | null} stream of the peer's screen
 * @property {boolean} knows whether the page at the other end of this link shows screens
 * @property {boolean} sharing
 * @property {boolean} seen whether screens are looked at there
 *
 * @typedef {{peerId: string, name: string, sharing: boolean, stream: MediaStream | null, connected: boolean}} Screen
 */

/** Until somebody shares no more this is what everybody says. */
const NOTHING = { video: null, audio: null };

/**
 * The screens of a call: what others share, and to whom this side sends its own. A peer gets it when its page has said that it
 * shows screens: so nothing arrives before there is somebody to take it. Each new link begins in the same way, by itself.
 *
 * Events: `screen` (detail: a Screen that has begun, changed or ended), `audience` (who gets the screen of this side has changed).
 */
export class SharedScreens extends EventTarget {
  #state = new SharedState('screen');
  /** @type {Map<string, Peer>} */ #peers = new Map();
  /** @type {Tracks} */ #own = NOTHING;
  #seen = true;

  constructor() {
    super();
    on(this.#state, 'state', ({ peerId, state }) => this.#hear(peerId, state));
  }

  /** @param {Call} call until it is over */
  follow(call) {
    eachPeer(call, remote => this.#meet(remote));
    on(call, 'gone', id => this.#miss(id));
    const end = this.#state.follow(call);
    this.#tell();
    return () => {
      end();
      this.#own = NOTHING;
      [...this.#peers.keys()].forEach(id => this.#miss(id));
    };
  }

  /** @param {Tracks} tracks from now on; without a picture nothing is shared */
  share(tracks) {
    this.#own = tracks.video ? tracks : NOTHING;
    this.#tell();
    for (const peer of this.#peers.values()) this.#give(peer);
    this.dispatchEvent(new Event('audience'));
  }

  /** @param {boolean} seen whether somebody looks at the screens here */
  watch(seen) {
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#tell();
  }

  /** @returns {{id: string, link: PeerLink, seen: boolean}[]} who gets the screen of this side */
  get audience() {
    if (!this.#own.video) return [];
    return [...this.#peers].flatMap(([id, { link, knows, seen }]) => (link && knows ? [{ id, link, seen }] : []));
  }

  #tell() {
    this.#state.tell({ sharing: this.#own.video !== null, seen: this.#seen });
  }

  /** @param {RemotePeer} remote */
  #meet(remote) {
    const { id } = remote.peer;
    const peer = this.#peers.get(id) ?? { remote, link: null, stream: null, knows: false, sharing: false, seen: true };
    this.#peers.set(id, peer);
    if (remote.link !== peer.link) this.#follow(peer);
    if (peer.sharing) this.#show(peer);
  }

  /** What there was on the link before is over; whether the peer still shares it will say. @param {Peer} peer */
  #follow(peer) {
    const { link } = peer.remote;
    Object.assign(peer, { link, stream: null, knows: false });
    link?.addEventListener('screen', event => {
      if (peer.link !== link) return;
      peer.stream = /** @type {CustomEvent} */ (event).detail;
      if (peer.sharing) this.#show(peer);
    });
    this.dispatchEvent(new Event('audience'));
  }

  /** @param {string} id */
  #miss(id) {
    const peer = this.#peers.get(id);
    this.#peers.delete(id);
    if (peer?.sharing) this.#show({ ...peer, sharing: false });
    this.dispatchEvent(new Event('audience'));
  }

  /** @param {string} id @param {any} state whatever the peer has sent */
  #hear(id, state) {
    const peer = this.#peers.get(id);
    if (!peer || typeof state !== 'object' || state === null) return;
    const wasSharing = peer.sharing;
    Object.assign(peer, { knows: true, sharing: state.sharing === true, seen: state.seen !== false });
    if (peer.sharing || wasSharing) this.#show(peer);
    this.#give(peer);
    this.dispatchEvent(new Event('audience'));
  }

  /** @param {Peer} peer */
  #give({ link, knows, remote }) {
    if (!link || !knows) return;
    const { video, audio } = this.#own;
    link.sendMedia({ screen: video, 'screen-audio': audio }).catch(error => {
      // A link that closes meanwhile needs nothing any more.
      if (link.state !== 'closed') console.error(`The screen could not be sent to ${remote.peer.id}`, error);
    });
  }

  /** @param {Peer} peer */
  #show({ remote, sharing, stream }) {
    const connected = remote.connection === 'connected';
    const detail = { peerId: remote.peer.id, name: remote.peer.name, sharing, stream, connected };
    this.dispatchEvent(new CustomEvent('screen', { detail }));
  }
}
