/**
 * Why there is no WebSocket: a browser does not say it, so the server is asked in another way (docs/protocol.md).
 *
 * @typedef {'open' | 'stranger' | 'crowd' | 'sign-in' | 'blocked' | 'away'} Door open: a WebSocket would be welcome; stranger: not
 *   from this page's address; crowd: too many connections from this network. These three are the server's own words. sign-in: a
 *   proxy wants to know first who asks; blocked: a proxy refuses; away: nobody answers, or a proxy finds no server
 *
 * @typedef {{status: number, type?: string, headers: {get(name: string): string | null}}} Reply what is used of a `Response`
 */

/** 5 s, in ms: a server that answers later is not there. */
const TIMEOUT = 5000;

/** The server's own word. A proxy between does not know it. */
const WORD = 'Noom-Door';

/** @type {Record<string, Door>} */
const WORDS = { open: 'open', stranger: 'stranger', crowd: 'crowd' };

/** Unauthorized, Proxy Authentication Required, Network Authentication Required (RFC 9110 and RFC 6585). */
const SIGN_IN = [401, 407, 511];

/** Of a proxy that would let us through and finds no server, or a server without this application. */
const AWAY = [404, 500, 502, 503, 504];

/**
 * @param {URL} url of the room's endpoint, with http or https
 * @param {(url: URL, init: RequestInit) => Promise<Reply>} [fetchIt]
 * @returns {Promise<Door>}
 */
export async function askAtTheDoor(url, fetchIt = (...request) => fetch(...request)) {
  const door = await ask(url, 'same-origin', fetchIt);
  // A browser sends what a person has typed into its own window for HTTP sign-in. Safari does so for requests like this one and
  // not for a WebSocket. So it is asked once more as a WebSocket asks there.
  return door === 'open' && await ask(url, 'omit', fetchIt) === 'sign-in' ? 'sign-in' : door;
}

/**
 * @param {URL} url
 * @param {RequestCredentials} credentials
 * @param {(url: URL, init: RequestInit) => Promise<Reply>} fetchIt
 * @returns {Promise<Door>}
 */
async function ask(url, credentials, fetchIt) {
  try {
    // POST, because with GET a browser does not say which page is asking. A sign-in page is not followed to where it is.
    const signal = AbortSignal.timeout(TIMEOUT);
    const reply = await fetchIt(url, { method: 'POST', cache: 'no-store', redirect: 'manual', credentials, signal });
    return WORDS[reply.headers.get(WORD) ?? ''] ?? doorOfAProxy(reply);
  } catch {
    return 'away'; // Whatever the reason: nobody answers.
  }
}

/** @param {Reply} reply @returns {Door} */
function doorOfAProxy({ status, type }) {
  if (SIGN_IN.includes(status) || type === 'opaqueredirect') return 'sign-in';
  return AWAY.includes(status) ? 'away' : 'blocked';
}
