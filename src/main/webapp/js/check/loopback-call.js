/** @import { Outgoing } from '../signaling/protocol.js' */
/** @import { PeerLink, Tracks } from '../link/peer-link.js' */

/** @typedef {{connected: boolean, flows: boolean}} Trial `flows`: what was sent has arrived and could be decoded */

/** 15 s, in ms: a first connection over a relay takes a few. */
const PATIENCE = 15_000;
/** Between two looks, in ms. */
const LOOK = 100;

/**
 * A call to oneself: everything that a call needs, except the way to somebody else.
 *
 * @param {Tracks} tracks what is there to be sent
 * @param {(send: (message: Outgoing) => void) => PeerLink} makeLink
 * @returns {Promise<Trial>}
 */
export async function callOneself(tracks, makeLink) {
  /** @type {PeerLink[]} */ const links = [];
  /** @type {unknown[]} */ const errors = [];
  for (const other of [1, 0]) {
    links.push(makeLink(message => {
      links[other].receive(/** @type {any} */ ({ ...message, from: 'oneself' })).catch(error => errors.push(error));
    }));
  }
  const [caller, callee] = links;
  for (const link of links) link.sendTracks(tracks);
  caller.call();
  const connected = await until(async () => links.every(({ state }) => state === 'connected') || errors.length > 0);
  const flows = connected && errors.length === 0 && (await until(() => arrives(callee, tracks)));
  for (const link of links) link.close();
  if (errors.length > 0) console.error('The call to oneself failed', ...errors);
  return { connected: connected && errors.length === 0, flows };
}

/**
 * @param {PeerLink} link
 * @param {Tracks} tracks
 */
async function arrives(link, { audio, video }) {
  const inbound = [...(await link.getStats()).values()].filter(({ type }) => type === 'inbound-rtp');
  const picture = inbound.some(({ kind, framesDecoded }) => kind === 'video' && framesDecoded > 0);
  const sound = inbound.some(({ kind, packetsReceived }) => kind === 'audio' && packetsReceived > 0);
  return (picture || !video) && (sound || !audio);
}

/** @param {() => Promise<boolean>} condition */
async function until(condition) {
  for (let waited = 0; waited < PATIENCE; waited += LOOK) {
    if (await condition()) return true;
    await new Promise(resolve => setTimeout(resolve, LOOK));
  }
  return false;
}
