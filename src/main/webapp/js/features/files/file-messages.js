/**
 * What two pages say to each other about files, on the channel `files` (docs/protocol.md). Pure.
 *
 * @typedef {{kind: 'offer', file: string, name: string, size: number}} Offer
 * @typedef {{kind: 'withdraw' | 'refuse', file: string}} AboutFile
 * @typedef {{kind: 'accept', file: string, stream: number}} Accept
 * @typedef {{kind: 'got', stream: number, bytes: number}} Got
 * @typedef {{kind: 'end', stream: number, digest: string | null}} End
 * @typedef {{kind: 'stop' | 'failed', stream: number}} AboutStream
 * @typedef {{kind: 'done', stream: number, intact: boolean}} Done
 * @typedef {Offer | AboutFile | Accept | Got | End | AboutStream | Done} FileMessage
 */

export const LABEL = 'files';

/** 256 KiB: what is read, hashed and written at once. */
export const CHUNK = 256 * 1024;

/** 32 KiB: with its number well below the 64 KiB that every browser takes as one message (RFC 8841, section 6.1). */
export const FRAME = 32 * 1024;

/** 4 MiB: how much may be on its way that the receiver has not written yet. That is 100 Mbit/s at a round trip of 300 ms. */
export const WINDOW = 4 * 1024 * 1024;

/** In UTF-16 units, as of every message between pages. */
const LONGEST = 1024;
const LONGEST_ID = 64;
const NUMBER_BYTES = 4;

/**
 * Any client can be at the other end.
 *
 * @param {unknown} data
 * @returns {FileMessage | null} null if it is not what this page understands
 */
export function readMessage(data) {
  const said = typeof data === 'string' && data.length <= LONGEST ? parse(data) : null;
  return said && isWhole(said) ? said : null;
}

/** @param {any} said */
function isWhole({ kind, file, name, size, stream, bytes, digest, intact }) {
  const isFile = typeof file === 'string' && file.length > 0 && file.length <= LONGEST_ID;
  const isStream = Number.isInteger(stream) && stream >= 0 && stream < 2 ** 32;
  switch (kind) {
    case 'offer': return isFile && typeof name === 'string' && isLength(size);
    case 'withdraw':
    case 'refuse': return isFile;
    case 'accept': return isFile && isStream;
    case 'got': return isStream && isLength(bytes);
    case 'end': return isStream && (digest === null || typeof digest === 'string');
    case 'stop':
    case 'failed': return isStream;
    case 'done': return isStream && typeof intact === 'boolean';
    default: return false;
  }
}

/** @param {unknown} number */
function isLength(number) {
  return Number.isSafeInteger(number) && Number(number) >= 0;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    console.info('Somebody says of files what is no JSON', error);
    return null;
  }
}

/**
 * Bytes of a file, behind the number of the stream that they belong to.
 *
 * @param {number} stream
 * @param {Uint8Array} bytes
 */
export function frameOf(stream, bytes) {
  const frame = new Uint8Array(NUMBER_BYTES + bytes.length);
  new DataView(frame.buffer).setUint32(0, stream);
  frame.set(bytes, NUMBER_BYTES);
  return frame;
}

/**
 * @param {unknown} data
 * @returns {{stream: number, bytes: Uint8Array} | null} null if it is no frame
 */
export function readFrame(data) {
  if (!(data instanceof ArrayBuffer) || data.byteLength <= NUMBER_BYTES) return null;
  return { stream: new DataView(data).getUint32(0), bytes: new Uint8Array(data, NUMBER_BYTES) };
}
