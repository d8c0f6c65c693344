/**
 * Where a file goes that arrives or is made, piece by piece.
 *
 * @typedef {object} Sink
 * @property {(chunk: Uint8Array<ArrayBuffer>) => Promise<void>} write
 * @property {() => Promise<void>} finish
 * @property {() => void} abandon
 * @property {boolean} isKept whether the page keeps it
 * @property {Blob | null} result what the page has kept and is still to be saved
 */

/** Up to 16 MiB a file is handed over as a download when it is complete: nobody is asked for a place first. */
const SMALL = 16 * 1024 * 1024;

/** 500 MB: what a page may keep where it cannot write to the disk. More would end many a phone's tab. */
export const KEPT_AT_MOST = 500 * 1000 * 1000;

/** Not what it claims to be: it is to be saved, and never shown as a page of ours. */
const ANYTHING = 'application/octet-stream';

/** TypeScript does not know it yet, and neither do Firefox and Safari. */
const picker = () => /** @type {any} */ (globalThis).showSaveFilePicker;

/** @param {number} size in bytes @param {number} kept in bytes, that the page keeps already */
export function canTake(size, kept) {
  return kept + size <= KEPT_AT_MOST || typeof picker() === 'function';
}

/**
 * A place for something of which the size is not known yet. In answer to a press, because the person may be asked for it.
 *
 * @param {string} name
 * @param {string} type of what is kept
 * @returns {Promise<Sink | null>} null: they have changed their mind
 */
export function sinkForAnySize(name, type) {
  return diskOr(name, () => memorySink(type));
}

/**
 * In answer to a press, because the person may be asked for a place on the disk.
 *
 * @param {string} name
 * @param {number} size in bytes
 * @param {number} kept in bytes, that the page keeps already
 * @returns {Promise<Sink | null>} null: they have changed their mind
 */
export async function sinkFor(name, size, kept) {
  const isKept = kept + size <= KEPT_AT_MOST;
  if (isKept && size <= SMALL) return memorySink(ANYTHING);
  return diskOr(name, error => {
    if (isKept) return memorySink(ANYTHING);
    throw error;
  });
}

/**
 * @param {string} name
 * @param {(error: unknown) => Sink} otherwise where the browser has no way to the disk, or a policy forbids it
 */
async function diskOr(name, otherwise) {
  try {
    const handle = await picker()({ suggestedName: name });
    return diskSink(await handle.createWritable());
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? null : otherwise(error);
  }
}

/** @param {string} type @returns {Sink} */
function memorySink(type) {
  /** As Blobs, which a browser may move to the disk itself. @type {Blob[]} */
  let parts = [];
  /** @type {Sink} */
  const sink = {
    isKept: true,
    result: null,
    async write(chunk) { parts.push(new Blob([chunk])); },
    async finish() { sink.result = new Blob(parts, { type }); },
    abandon() { parts = []; },
  };
  return sink;
}

/**
 * @param {any} writable a FileSystemWritableFileStream: the file appears when it is closed
 * @returns {Sink}
 */
function diskSink(writable) {
  return {
    isKept: false,
    result: null,
    write: chunk => writable.write(chunk),
    finish: () => writable.close(),
    abandon: () => void writable.abort().catch(() => {}), // it is closed already
  };
}
