import { Sending } from './sending.js';

/**
 * @import { LabelledChannel } from '../../link/data-channels.js'
 * @import { FileMessage } from './file-messages.js'
 *
 * @typedef {'offered' | 'moving' | 'done' | 'refused' | 'stopped' | 'interrupted' | 'failed' | 'damaged' | 'unsaved' | 'withdrawn'} State
 *   failed: the sender cannot read it; unsaved: the receiver cannot write it
 *
 * @typedef {object} OwnFile
 * @property {string} id
 * @property {Blob} blob
 * @property {string} name
 * @property {Map<string, {to: string, state: State, bytes: number}>} deliveries by peer id; `to`: their name
 *
 * @typedef {{id: string, name: string}} Peer
 */

/** What is offered to one peer, and what is on its way there. Event: `change` (detail: an OwnFile). */
export class Outbox extends EventTarget {
  #peer;
  #own;
  #say;
  /** What is on its way, by file. @type {Map<string, {file: OwnFile, stream: number, sending: Sending}>} */ #leaving = new Map();

  /**
   * @param {Peer} peer
   * @param {Map<string, OwnFile>} own what is offered here, by id
   * @param {(message: FileMessage) => boolean} say whether it could be said
   */
  constructor(peer, own, say) {
    super();
    this.#peer = peer;
    this.#own = own;
    this.#say = say;
  }

  /** Another connection: the peer may be a page that has not heard of them. */
  introduce() {
    for (const file of this.#own.values()) {
      const { state = 'offered' } = file.deliveries.get(this.#peer.id) ?? {};
      if (state === 'offered' || state === 'interrupted') this.offer(file);
    }
  }

  /** @param {OwnFile} file */
  offer(file) {
    this.#say({ kind: 'offer', file: file.id, name: file.name, size: file.blob.size });
    this.#deliver(file, 'offered');
  }

  /** @param {OwnFile} file */
  withdraw(file) {
    this.#forget(file);
    this.#say({ kind: 'withdraw', file: file.id });
  }

  interrupt() {
    for (const { file } of [...this.#leaving.values()]) this.#end(file, 'interrupted');
  }

  /** The peer has gone: what they have got stays written down. */
  close() {
    this.interrupt();
    for (const file of this.#own.values()) {
      if (file.deliveries.get(this.#peer.id)?.state === 'done') continue;
      file.deliveries.delete(this.#peer.id);
      this.#changed(file);
    }
  }

  /** @param {string} id @param {number} stream @param {LabelledChannel} channel */
  async accepted(id, stream, channel) {
    const file = this.#own.get(id);
    if (!file) return void this.#say({ kind: 'failed', stream });
    this.#forget(file); // the peer begins again
    const sending = new Sending(file.blob, stream, channel);
    const leaving = { file, stream, sending };
    const isNow = () => this.#leaving.get(id) === leaving;
    this.#leaving.set(id, leaving);
    this.#deliver(file, 'moving');
    sending.addEventListener('progress', () => isNow() && this.#deliver(file, 'moving', sending.bytes));
    if ((await sending.run()) === 'failed' && isNow()) this.#end(file, 'failed');
  }

  /** @param {string} id */
  refused(id) {
    const file = this.#own.get(id);
    if (file && !this.#leaving.has(id)) this.#deliver(file, 'refused');
  }

  /** @param {number} stream @param {number} bytes that the peer has written */
  got(stream, bytes) {
    this.#find(stream)?.sending.got(bytes);
  }

  /** The peer says how it has ended. @param {number} stream @param {State} state */
  ended(stream, state) {
    const leaving = this.#find(stream);
    if (leaving) this.#end(leaving.file, state);
  }

  /** @param {number} stream */
  #find(stream) {
    return [...this.#leaving.values()].find(each => each.stream === stream);
  }

  /** @param {OwnFile} file @param {State} state */
  #end(file, state) {
    this.#forget(file);
    this.#deliver(file, state);
  }

  /** @param {OwnFile} file */
  #forget({ id }) {
    this.#leaving.get(id)?.sending.stop();
    this.#leaving.delete(id);
  }

  /** @param {OwnFile} file @param {State} state @param {number} [bytes] */
  #deliver(file, state, bytes = 0) {
    file.deliveries.set(this.#peer.id, { to: this.#peer.name, state, bytes });
    this.#changed(file);
  }

  /** @param {OwnFile} file */
  #changed(file) {
    this.dispatchEvent(new CustomEvent('change', { detail: file }));
  }
}
