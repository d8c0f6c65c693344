import { ChunkDigest } from './chunk-digest.js';
import { CHUNK, WINDOW } from './file-messages.js';

/** @import { Sink } from '../../app/sinks.js' */

/** @typedef {'intact' | 'damaged' | 'unsaved'} Outcome unsaved: the disk has not taken it */

/**
 * One file that arrives. It is written as it comes, and the sender is told how far that is.
 *
 * Events: `written` (a chunk more has been written), `end` (detail: an Outcome).
 */
export class Receiving extends EventTarget {
  #size;
  #sink;
  #digest = new ChunkDigest();
  #received = 0;
  #written = 0;
  /** @type {Uint8Array<ArrayBuffer>} */ #chunk;
  #filled = 0;
  /** Of all chunks until now, in bytes. */ #begun = 0;
  #writing = Promise.resolve();
  #isOver = false;
  #isEnding = false;

  /** @param {number} size in bytes @param {Sink} sink */
  constructor(size, sink) {
    super();
    this.#size = size;
    this.#sink = sink;
    this.#chunk = this.#nextChunk();
  }

  /** @returns {number} bytes */
  get written() {
    return this.#written;
  }

  /** @param {Uint8Array} bytes the next ones */
  take(bytes) {
    if (this.#isOver) return;
    // More than was offered, or more than the sender was told to send ahead: any client can be at the other end.
    if (this.#received + bytes.length > this.#size || this.#received - this.#written > 2 * WINDOW) return this.#finish('damaged');
    this.#received += bytes.length;
    for (let from = 0; from < bytes.length;) {
      const part = bytes.subarray(from, from + this.#chunk.length - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      if (this.#filled === this.#chunk.length) this.#write();
    }
  }

  /** The sender has sent all. @param {string | null} digest null where its browser cannot make one */
  async end(digest) {
    if (this.#isOver || this.#isEnding) return;
    this.#isEnding = true;
    await this.#writing;
    const own = await this.#digest.value();
    const isIntact = this.#written === this.#size && (digest === null || own === null || digest === own);
    if (this.#isOver) return;
    if (!isIntact) return this.#finish('damaged');
    try {
      await this.#sink.finish();
      if (!this.#isOver) this.#finish('intact');
    } catch (error) {
      this.#fails(error);
    }
  }

  /** Gives up, and leaves nothing behind. */
  stop() {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sink.abandon();
  }

  #write() {
    const chunk = this.#chunk;
    this.#filled = 0;
    this.#chunk = this.#nextChunk();
    this.#writing = this.#writing.then(async () => {
      if (this.#isOver) return;
      try {
        await this.#digest.add(chunk);
        if (this.#isOver) return;
        await this.#sink.write(chunk);
        if (this.#isOver) return;
        this.#written += chunk.length;
        this.dispatchEvent(new Event('written'));
      } catch (error) {
        this.#fails(error);
      }
    });
  }

  #nextChunk() {
    const length = Math.min(CHUNK, this.#size - this.#begun);
    this.#begun += length;
    return new Uint8Array(length);
  }

  /** @param {unknown} error such as a full disk */
  #fails(error) {
    if (this.#isOver) return;
    console.info('A file cannot be written', error);
    this.#finish('unsaved');
  }

  /** @param {Outcome} outcome */
  #finish(outcome) {
    if (outcome !== 'intact') this.#sink.abandon();
    this.#isOver = true;
    this.dispatchEvent(new CustomEvent('end', { detail: outcome }));
  }
}
