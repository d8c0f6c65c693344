import { eachPeer, on } from '../../app/app.js';
import { LABEL } from './file-messages.js';
import { FilePeer } from './file-peer.js';
import { MOST_OFFERS } from './inbox.js';
import { safeName } from './file-names.js';

/**
 * @import { Call } from '../../call/call.js'
 * @import { RemotePeer } from '../../call/remote-peer.js'
 * @import { TheirFile } from './inbox.js'
 * @import { OwnFile, Peer } from './outbox.js'
 * @import { Sink } from '../../app/sinks.js'
 */

/**
 * Files between the people of a call, straight from browser to browser. What is offered stays so until it is withdrawn or the
 * call ends, also to those who come later. Nothing arrives that was not asked for.
 *
 * Events: `own` (detail: an OwnFile, new or changed), `withdrawn` (detail: an OwnFile), `offer` (detail: a TheirFile that is
 * new), `theirs` (detail: a TheirFile that has changed), `over` (the call is over, and so is everything).
 */
export class FileDesk extends EventTarget {
  #largest;
  /** @type {Map<string, OwnFile>} */ #own = new Map();
  /** @type {Map<string, FilePeer>} by peer id; those who have gone stay, because of what has come from them */ #peers = new Map();
  #ids = 0;

  /** @param {number} largest in bytes */
  constructor(largest) {
    super();
    this.#largest = largest;
  }

  /** @param {Call} call until it is over */
  follow(call) {
    eachPeer(call, remote => this.#sees(remote));
    on(call, 'gone', id => this.#peers.get(id)?.close());
    return () => this.#end();
  }

  /** In bytes, of what is kept in the page, and of what arrives to be kept there. */
  get kept() {
    const theirs = [...this.#peers.values()].flatMap(({ inbox }) => inbox.files);
    return theirs.reduce((sum, { held }) => sum + held, 0);
  }

  /** @param {File} blob @returns {'too-large' | 'too-many' | null} why it cannot be offered; others take no more than that */
  offer(blob) {
    if (blob.size > this.#largest) return 'too-large';
    if (this.#ids >= MOST_OFFERS) return 'too-many';
    /** @type {OwnFile} */
    const file = { id: String(++this.#ids), blob, name: safeName(blob.name), deliveries: new Map() };
    this.#own.set(file.id, file);
    this.#tell('own', file);
    for (const peer of this.#peers.values()) if (peer.isReachable) peer.outbox.offer(file);
    return null;
  }

  /** @param {OwnFile} file */
  withdraw(file) {
    this.#own.delete(file.id);
    for (const peer of this.#peers.values()) peer.outbox.withdraw(file);
    this.#tell('withdrawn', file);
  }

  /** @param {TheirFile} file */
  isReachable({ from }) {
    return this.#peers.get(from.id)?.isReachable === true;
  }

  /** @param {TheirFile} file @param {Sink} sink */
  accept(file, sink) {
    const peer = this.#peers.get(file.from.id);
    // While the person chose a place, the call may have ended.
    if (!peer?.isReachable || file.state === 'moving' || file.state === 'withdrawn') return sink.abandon();
    peer.inbox.accept(file, sink);
  }

  /** @param {TheirFile} file */
  refuse(file) {
    this.#peers.get(file.from.id)?.inbox.refuse(file);
  }

  /** @param {TheirFile} file */
  stop(file) {
    this.#peers.get(file.from.id)?.inbox.stop(file);
  }

  /** @param {RemotePeer} remote */
  #sees({ peer, link }) {
    const channel = link?.channel(LABEL);
    if (channel) (this.#peers.get(peer.id) ?? this.#meet(peer)).use(channel);
  }

  /** @param {Peer} peer */
  #meet(peer) {
    const met = new FilePeer(peer, this.#own, this.#largest);
    this.#peers.set(peer.id, met);
    on(met.outbox, 'change', file => this.#tell('own', file));
    on(met.inbox, 'offer', file => this.#tell('offer', file));
    on(met.inbox, 'change', file => this.#tell('theirs', file));
    return met;
  }

  #end() {
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.#own.clear();
    this.#ids = 0;
    this.dispatchEvent(new Event('over'));
  }

  /** @param {string} type @param {OwnFile | TheirFile} file */
  #tell(type, file) {
    this.dispatchEvent(new CustomEvent(type, { detail: file }));
  }
}
