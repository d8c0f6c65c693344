/**
 * A browser's promise may never settle.
 *
 * @template T, U
 * @param {number} ms
 * @param {Promise<T>} promise
 * @param {U} otherwise what it is if the promise takes longer
 * @returns {Promise<T | U>}
 */
export async function within(ms, promise, otherwise) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  const late = new Promise(resolve => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
