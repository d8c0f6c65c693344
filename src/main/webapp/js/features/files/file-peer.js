import { readFrame, readMessage } from './file-messages.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';

/**
 * @import { LabelledChannel } from '../../link/data-channels.js'
 * @import { FileMessage } from './file-messages.js'
 * @import { OwnFile, Peer } from './outbox.js'
 */

/** The channel of files to one peer, whichever connection leads there. */
export class FilePeer {
  /** @type {LabelledChannel | null} */ #channel = null;
  #listening = new AbortController();

  /**
   * @param {Peer} peer
   * @param {Map<string, OwnFile>} own what is offered here
   * @param {number} largest in bytes, of what is taken
   */
  constructor(peer, own, largest) {
    /** @param {FileMessage} message */
    const say = message => this.#channel?.send(JSON.stringify(message)) ?? false;
    this.outbox = new Outbox(peer, own, say);
    this.inbox = new Inbox(peer, largest, say);
  }

  get isReachable() {
    return this.#channel?.isOpen === true;
  }

  /** @param {LabelledChannel} channel to be used from now on */
  use(channel) {
    if (channel === this.#channel) return;
    this.#leave();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#channel = channel;
    channel.addEventListener('open', () => this.#introduce(), { signal });
    channel.addEventListener('close', () => this.#interrupt(), { signal });
    channel.addEventListener('message', event => this.#hear(/** @type {CustomEvent} */ (event).detail), { signal });
    if (channel.isOpen) this.#introduce();
  }

  /** The peer has gone. */
  close() {
    this.#leave();
    this.inbox.close();
    this.outbox.close();
  }

  #leave() {
    this.#listening.abort();
    this.#channel = null;
    this.#interrupt();
  }

  #introduce() {
    this.outbox.introduce();
    this.inbox.introduce();
  }

  #interrupt() {
    this.inbox.interrupt();
    this.outbox.interrupt();
  }

  /** @param {unknown} data */
  #hear(data) {
    const frame = readFrame(data);
    if (frame) return this.inbox.take(frame.stream, frame.bytes);
    const message = readMessage(data);
    if (message) this.#follow(message);
  }

  /** @param {FileMessage} message */
  #follow(message) {
    const { inbox, outbox } = this;
    switch (message.kind) {
      case 'offer': return inbox.offered(message);
      case 'withdraw': return inbox.withdrawn(message.file);
      case 'end': return inbox.complete(message.stream, message.digest);
      case 'failed': return inbox.failed(message.stream);
      case 'accept': return void (this.#channel && outbox.accepted(message.file, message.stream, this.#channel));
      case 'refuse': return outbox.refused(message.file);
      case 'got': return outbox.got(message.stream, message.bytes);
      case 'stop': return outbox.ended(message.stream, 'stopped');
      case 'done': return outbox.ended(message.stream, message.intact ? 'done' : 'damaged');
    }
  }
}
