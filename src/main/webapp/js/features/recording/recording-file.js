import { KEPT_AT_MOST } from '../../app/sinks.js';

/**
 * @import { Sink } from '../../app/sinks.js'
 *
 * @typedef {'stopped' | 'full' | 'empty' | 'lost'} Outcome `full`: there is no more space, and what was recorded before is saved;
 *   `empty`: it was too short for a picture, and nothing is saved; `lost`: nothing is saved
 */

/** 64 MB: a disk that is so far behind will not catch up, and what waits for it is in memory. */
const MAX_WAITING = 64 * 1000 * 1000;

/** A disk that finishes nothing for so long will never answer, such as one on a network that is gone. In ms. */
const PATIENCE = 30_000;

/** Piece by piece, in their order. Event: `full`, when it takes no more. */
export class RecordingFile extends EventTarget {
  #sink;
  #writing = Promise.resolve();
  #bytes = 0;
  #waiting = 0;
  #isAbandoned = false;
  #goesOn = () => {};

  /** @param {Sink} sink */
  constructor(sink) {
    super();
    this.#sink = sink;
  }

  /** @param {Blob} piece */
  write(piece) {
    this.#bytes += piece.size;
    this.#waiting += piece.size;
    this.#writing = this.#writing.then(() => this.#put(piece));
    if ((this.#sink.isKept && this.#bytes > KEPT_AT_MOST) || this.#waiting > MAX_WAITING) this.#isFull();
  }

  /** After the last piece. @param {Outcome} outcome so far @returns {Promise<Outcome>} */
  async finish(outcome) {
    if (outcome === 'lost' || outcome === 'empty') return this.#abandon(outcome);
    if (this.#bytes === 0) return this.#abandon(outcome === 'stopped' ? 'empty' : 'lost');
    try {
      await this.#whileItGoesOn(this.#writing.then(() => this.#sink.finish()));
      return outcome;
    } catch (error) {
      // A disk that is full takes the file back.
      console.info('A recording cannot be saved', error);
      return this.#abandon('lost');
    }
  }

  /** @param {Blob} piece */
  async #put(piece) {
    try {
      if (piece.size > 0 && !this.#isAbandoned) await this.#sink.write(new Uint8Array(await piece.arrayBuffer()));
    } catch (error) {
      console.info('A recording cannot be written', error);
      this.#isFull();
    }
    this.#waiting -= piece.size;
    this.#goesOn();
  }

  /** Rejected when nothing has been finished for a while. @param {Promise<void>} work */
  #whileItGoesOn(work) {
    /** @type {ReturnType<typeof setTimeout>} */ let timer;
    /** @type {Promise<void>} */
    const standstill = new Promise((_, reject) => {
      this.#goesOn = () => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new Error('The disk does not answer')), PATIENCE);
      };
      this.#goesOn();
    });
    return Promise.race([work, standstill]).finally(() => {
      this.#goesOn = () => {};
      clearTimeout(timer);
    });
  }

  /** @param {Outcome} outcome */
  #abandon(outcome) {
    this.#isAbandoned = true;
    this.#sink.abandon();
    return outcome;
  }

  #isFull() {
    this.dispatchEvent(new Event('full'));
  }
}
