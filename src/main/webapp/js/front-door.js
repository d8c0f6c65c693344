/**
 * Why there is no WebSocket: a browser does not say it, so the server is asked in another way (docs/protocol.md).
 *
 * @typedef {'open' | 'stranger' | 'crowd' | 'away'} Door stranger: not from this page's address; crowd: too many connections
 *   from this network; away: nobody answers, or nobody who knows
 */

/** 5 s, in ms: whoever answers later is not there. */
const TIMEOUT = 5000;

/** @type {Record<number, Door>} */
const ANSWERS = { 204: 'open', 403: 'stranger', 429: 'crowd' };

/**
 * @param {URL} url of the room's endpoint, with http or https
 * @param {(url: URL, init: RequestInit) => Promise<{status: number}>} [fetchIt]
 * @returns {Promise<Door>}
 */
export async function askAtTheDoor(url, fetchIt = (...request) => fetch(...request)) {
  try {
    // POST, because with GET a browser does not say which page is asking.
    const { status } = await fetchIt(url, { method: 'POST', cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT) });
    return ANSWERS[status] ?? 'away';
  } catch {
    return 'away'; // Whatever the reason: nobody answers.
  }
}
