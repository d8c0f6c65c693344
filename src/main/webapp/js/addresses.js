/** Where things are, whatever the context path or a proxy's prefix: this file is ROOT/assets/VERSION/js/addresses.js. */

export const root = new URL('../../../', import.meta.url);

/** @param {string} room */
export function signalUrl(room) {
  const url = doorUrl(room);
  url.protocol = url.protocol.replace('http', 'ws');
  return url;
}

/**
 * The same address for a question by http (front-door.js).
 *
 * @param {string} room
 */
export function doorUrl(room) {
  return new URL(`signal/${encodeURIComponent(room)}`, root);
}
