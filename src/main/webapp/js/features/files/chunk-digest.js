/**
 * A file's digest: the SHA-256 of the SHA-256 digests of its chunks, one after the other. A browser cannot hash a stream, and a
 * file may be larger than the memory.
 */
export class ChunkDigest {
  /** @type {Uint8Array[]} */ #digests = [];
  #subtle;

  /** @param {SubtleCrypto | undefined} [subtle] not there on a page without TLS */
  constructor(subtle = globalThis.crypto?.subtle) {
    this.#subtle = subtle;
  }

  /** @param {Uint8Array<ArrayBuffer>} chunk in order, one after the other */
  async add(chunk) {
    if (this.#subtle) this.#digests.push(await sha256(this.#subtle, chunk));
  }

  /** @returns {Promise<string | null>} in hexadecimal; null where the browser cannot make one */
  async value() {
    if (!this.#subtle) return null;
    const all = new Uint8Array(32 * this.#digests.length);
    this.#digests.forEach((digest, i) => all.set(digest, 32 * i));
    return [...(await sha256(this.#subtle, all))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  }
}

/** @param {SubtleCrypto} subtle @param {Uint8Array<ArrayBuffer>} bytes */
async function sha256(subtle, bytes) {
  return new Uint8Array(await subtle.digest('SHA-256', bytes));
}
