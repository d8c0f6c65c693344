import { ChunkDigest } from './chunk-digest.js';
import { CHUNK, FRAME, frameOf, WINDOW } from './file-messages.js';

/** @import { LabelledChannel } from '../../link/data-channels.js' */

/**
 * How much may wait in the browser, and how little before it gets more. Enough that the line is never idle, and little enough
 * that a cancel is felt at once. In bytes.
 */
const WAITING = { most: 1024 * 1024, least: 256 * 1024 };

/**
 * One file on its way to one peer. It pauses while the line or the receiver is slower than the disk.
 *
 * Events: `progress`. How it ends says run().
 */
export class Sending extends EventTarget {
  #file;
  #stream;
  #channel;
  #sent = 0;
  #got = 0;
  #isStopped = false;
  #resume = () => {};

  /**
   * @param {Blob} file
   * @param {number} stream
   * @param {LabelledChannel} channel
   */
  constructor(file, stream, channel) {
    super();
    this.#file = file;
    this.#stream = stream;
    this.#channel = channel;
  }

  /** @returns {number} bytes that the receiver has written */
  get bytes() {
    return this.#got;
  }

  /** @param {number} bytes that the receiver has written */
  got(bytes) {
    if (bytes <= this.#got || bytes > this.#sent) return;
    this.#got = bytes;
    this.dispatchEvent(new Event('progress'));
    this.#resume();
  }

  stop() {
    this.#isStopped = true;
    this.#resume();
  }

  /** @returns {Promise<'sent' | 'stopped' | 'failed'>} failed: the file cannot be read, or has changed */
  async run() {
    const wake = () => this.#resume();
    const { sending } = this.#channel;
    sending?.addEventListener('bufferedamountlow', wake);
    try {
      const digest = await this.#sendAll();
      if (this.#isStopped) return 'stopped';
      return this.#say({ kind: 'end', stream: this.#stream, digest }) ? 'sent' : 'stopped';
    } catch (error) {
      console.info('A file cannot be sent', error);
      if (!this.#isStopped) this.#say({ kind: 'failed', stream: this.#stream });
      return 'failed';
    } finally {
      sending?.removeEventListener('bufferedamountlow', wake);
    }
  }

  async #sendAll() {
    const digest = new ChunkDigest();
    for (let at = 0; at < this.#file.size && !this.#isStopped; at += CHUNK) {
      const chunk = new Uint8Array(await this.#file.slice(at, at + CHUNK).arrayBuffer());
      await digest.add(chunk);
      for (let from = 0; from < chunk.length && !this.#isStopped; from += FRAME) await this.#sendFrame(chunk.subarray(from, from + FRAME));
    }
    return digest.value();
  }

  /** @param {Uint8Array} bytes */
  async #sendFrame(bytes) {
    while (this.#mustWait && !this.#isStopped) await new Promise(resolve => { this.#resume = () => resolve(undefined); });
    if (this.#isStopped) return;
    this.#sent += bytes.length;
    if (!this.#channel.send(frameOf(this.#stream, bytes))) this.#isStopped = true;
  }

  get #mustWait() {
    const { sending } = this.#channel;
    if (sending) sending.bufferedAmountLowThreshold = WAITING.least;
    return this.#sent - this.#got > WINDOW || (sending?.bufferedAmount ?? 0) > WAITING.most;
  }

  /** @param {import('./file-messages.js').FileMessage} message */
  #say(message) {
    return this.#channel.send(JSON.stringify(message));
  }
}
