/** Where things are, whatever the context path or a proxy's prefix: this file is ROOT/assets/VERSION/js/addresses.js. */

export const root = new URL('../../../../', import.meta.url);

/** @param {string} room */
export function signalUrl(room) {
  const url = doorUrl(room);
  url.protocol = url.protocol.replace('http', 'ws');
  return url;
}

/**
 * The same address for a question by http (handshake-probe.js).
 *
 * @param {string} room
 */
export function doorUrl(room) {
  return new URL(`signal/${encodeURIComponent(room)}`, root);
}

/** @param {string} room */
export function roomUrl(room) {
  return new URL(`room/${encodeURIComponent(room)}`, root);
}

/**
 * Another address for what is shown now. Browsers refuse it to a page that asks often (Safari: 100 times in 30 s): then the
 * address is not up to date, and nothing else is the matter.
 *
 * @param {URL} url
 */
export function showAddress(url) {
  if (location.href === url.href) return;
  try {
    history.pushState(null, '', url);
  } catch (error) {
    console.warn('The browser does not show the address', error);
  }
}

/** Below the root. A slash too many at either end is nobody's intention. */
function place() {
  return location.pathname.slice(root.pathname.length).replace(/^\/+|\/+$/g, '');
}

/** @returns {string | null} the room that the page's address names, or null at home */
export function roomOfAddress() {
  const match = place().match(/^room\/+([^/]+)$/i);
  try {
    return match && decodeURIComponent(match[1]);
  } catch {
    return null; // Not percent-encoding: nobody can have meant it.
  }
}

/** Whether the address is neither home nor a room's. */
export function isNowhere() {
  return place() !== '' && roomOfAddress() === null;
}

/**
 * The ICE servers of a page that is not in a room yet: STUN servers, which need no credentials. On localhost our own STUN
 * server is left out (IceServers.java).
 *
 * @param {{urls: string[], port?: number}} stun the port: of a STUN server at the page's own host
 * @param {string} [host]
 * @returns {RTCIceServer[]}
 */
export function iceServersOf({ urls, port }, host = location.hostname) {
  const isElsewhere = !/^(localhost|127\..*|\[::1\])$/.test(host);
  const own = port !== undefined && isElsewhere ? [`stun:${host}:${port}`] : [];
  const all = [...own, ...urls];
  return all.length > 0 ? [{ urls: all }] : [];
}
