import { on } from '../../app/app.js';
import { safeName } from './file-names.js';
import { Receiving } from './receiving.js';

/**
 * @import { FileMessage, Offer } from './file-messages.js'
 * @import { Peer, State } from './outbox.js'
 * @import { Outcome } from './receiving.js'
 * @import { Sink } from '../../app/sinks.js'
 *
 * @typedef {object} TheirFile
 * @property {string} id unique among those of one peer
 * @property {Peer} from
 * @property {string} name safe to show and to save
 * @property {number} size in bytes
 * @property {State} state
 * @property {number} bytes written so far
 * @property {number} held bytes that the page keeps for it, or will
 * @property {Blob | null} result to be saved, where the page keeps it
 */

/** Any client can be at the other end: more offers than a list can show are ignored. */
export const MOST_OFFERS = 64;

/** @type {Record<Outcome, State>} */
const STATES = { intact: 'done', damaged: 'damaged', unsaved: 'unsaved' };

/** What one peer offers, and what of it arrives. Events: `offer` and `change` (detail: a TheirFile). */
export class Inbox extends EventTarget {
  #peer;
  #largest;
  #say;
  /** @type {Map<string, TheirFile>} */ #files = new Map();
  /** What arrives, by the number of its stream. @type {Map<number, {file: TheirFile, receiving: Receiving}>} */ #arriving = new Map();
  #streams = 0;

  /**
   * @param {Peer} peer
   * @param {number} largest in bytes, of what is taken
   * @param {(message: FileMessage) => boolean} say whether it could be said
   */
  constructor(peer, largest, say) {
    super();
    this.#peer = peer;
    this.#largest = largest;
    this.#say = say;
  }

  get files() {
    return [...this.#files.values()];
  }

  /** Another connection: what was interrupted can be asked for again. */
  introduce() {
    this.files.forEach(file => this.#changed(file));
  }

  interrupt() {
    for (const { file } of [...this.#arriving.values()]) this.#end(file, 'interrupted');
  }

  /** The peer has gone, and what they have offered with them. */
  close() {
    this.interrupt();
    for (const file of this.files) if (file.state === 'offered' || file.state === 'interrupted') this.#become(file, 'withdrawn');
  }

  /** @param {Offer} offer */
  offered({ file: id, name, size }) {
    if (this.#files.has(id) || this.#files.size >= MOST_OFFERS || size > this.#largest) return;
    /** @type {TheirFile} */
    const file = { id, from: this.#peer, name: safeName(name), size, state: 'offered', bytes: 0, held: 0, result: null };
    this.#files.set(id, file);
    this.dispatchEvent(new CustomEvent('offer', { detail: file }));
  }

  /** @param {string} id */
  withdrawn(id) {
    const file = this.#files.get(id);
    if (!file || file.state === 'done') return;
    this.#end(file, 'withdrawn');
    this.#become(file, 'withdrawn');
  }

  /** @param {TheirFile} file @param {Sink} sink */
  accept(file, sink) {
    const stream = ++this.#streams;
    const receiving = new Receiving(file.size, sink);
    this.#arriving.set(stream, { file, receiving });
    file.bytes = 0;
    file.held = sink.isKept ? file.size : 0;
    receiving.addEventListener('written', () => {
      file.bytes = receiving.written;
      this.#say({ kind: 'got', stream, bytes: receiving.written });
      this.#changed(file);
    });
    on(receiving, 'end', (/** @type {Outcome} */ outcome) => {
      this.#arriving.delete(stream);
      file.result = sink.result;
      if (outcome !== 'intact') file.held = 0;
      this.#say(outcome === 'unsaved' ? { kind: 'stop', stream } : { kind: 'done', stream, intact: outcome === 'intact' });
      this.#become(file, STATES[outcome]);
    });
    if (this.#say({ kind: 'accept', file: file.id, stream })) this.#become(file, 'moving');
    else this.#end(file, 'interrupted');
  }

  /** @param {TheirFile} file */
  refuse(file) {
    this.#say({ kind: 'refuse', file: file.id });
    this.#become(file, 'refused');
  }

  /** It is not wanted any more. @param {TheirFile} file */
  stop(file) {
    const stream = this.#end(file, 'stopped');
    if (stream !== null) this.#say({ kind: 'stop', stream });
  }

  /** @param {number} stream @param {Uint8Array} bytes */
  take(stream, bytes) {
    this.#arriving.get(stream)?.receiving.take(bytes);
  }

  /** All has been sent. @param {number} stream @param {string | null} digest */
  complete(stream, digest) {
    this.#arriving.get(stream)?.receiving.end(digest);
  }

  /** The peer cannot read it. @param {number} stream */
  failed(stream) {
    const arriving = this.#arriving.get(stream);
    if (arriving) this.#end(arriving.file, 'failed');
  }

  /** @param {TheirFile} file @param {State} state @returns {number | null} the stream that is over */
  #end(file, state) {
    const found = [...this.#arriving].find(([, each]) => each.file === file);
    if (!found) return null;
    const [stream, { receiving }] = found;
    this.#arriving.delete(stream);
    file.held = 0;
    receiving.stop();
    this.#become(file, state);
    return stream;
  }

  /** @param {TheirFile} file @param {State} state */
  #become(file, state) {
    file.state = state;
    this.#changed(file);
  }

  /** @param {TheirFile} file */
  #changed(file) {
    this.dispatchEvent(new CustomEvent('change', { detail: file }));
  }
}
