import { roundTripIn } from '../link/link-reading.js';
import { selectedPair, timeOf } from '../link/stats.js';

/**
 * @import { Stats } from '../link/stats.js'
 *
 * @typedef {object} Counters of one link, since its beginning
 * @property {number} at ms
 * @property {number} received bytes of sound and picture
 * @property {number} sent bytes of sound and picture
 * @property {number} packets received
 * @property {number} lost packets, on the way to us
 * @property {number | null} roundTrip ms
 * @property {{id: string, frames: number, width: number, height: number} | null} picture the largest that arrives
 */

/**
 * What the statistics of a link count. A browser may leave out any of it.
 *
 * @param {Stats} stats
 * @returns {Counters}
 */
export function countersOf(stats) {
  const all = [...stats.values()];
  const inbound = all.filter(({ type }) => type === 'inbound-rtp');
  const outbound = all.filter(({ type }) => type === 'outbound-rtp');
  return {
    at: timeOf(stats),
    received: sum(inbound, 'bytesReceived'),
    sent: sum(outbound, 'bytesSent'),
    packets: sum(inbound, 'packetsReceived'),
    lost: sum(inbound, 'packetsLost'),
    roundTrip: roundTripIn(all, selectedPair(stats)),
    picture: largestOf(inbound),
  };
}

/** @param {any[]} inbound */
function largestOf(inbound) {
  const pictures = inbound.filter(({ kind, frameWidth }) => kind === 'video' && frameWidth > 0);
  const [largest] = pictures.sort((one, other) => other.frameHeight - one.frameHeight);
  if (!largest) return null;
  const { id, framesDecoded = 0, frameWidth, frameHeight } = largest;
  return { id, frames: framesDecoded, width: frameWidth, height: frameHeight };
}

/** @param {any[]} entries @param {string} field @returns {number} */
function sum(entries, field) {
  return entries.reduce((total, each) => total + (each[field] ?? 0), 0);
}
