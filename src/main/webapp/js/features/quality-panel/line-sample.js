/**
 * What goes through one link in a second, and how a chart draws a minute of it. Pure.
 *
 * @import { Counters } from '../../quality/link-counters.js'
 *
 * @typedef {object} Sample
 * @property {number} down kbit/s
 * @property {number} up kbit/s
 * @property {number} loss percent of what was sent to us
 * @property {number | null} roundTrip ms
 * @property {number} frames a second, of the largest picture
 * @property {{width: number, height: number} | null} picture its size; null while none arrives
 */

/** A minute. */
const LENGTH = 60;

/** Less time says more about chance than about the link. In seconds. */
const SHORTEST = .5;

/** @param {Counters} before @param {Counters} now @returns {Sample | null} null: too little time has passed to say */
export function sampleOf(before, now) {
  const seconds = (now.at - before.at) / 1000;
  if (seconds < SHORTEST) return null;
  // A link that was made again counts from the beginning.
  /** @type {(field: 'received' | 'sent' | 'packets' | 'lost') => number} */
  const more = field => Math.max(0, now[field] - before[field]);
  const expected = more('packets') + more('lost');
  const frames = framesBetween(before.picture, now.picture);
  return {
    down: (8 * more('received')) / 1000 / seconds,
    up: (8 * more('sent')) / 1000 / seconds,
    loss: expected === 0 ? 0 : (100 * more('lost')) / expected,
    roundTrip: now.roundTrip,
    frames: frames / seconds,
    picture: now.picture && frames > 0 ? { width: now.picture.width, height: now.picture.height } : null,
  };
}

/** None of another picture, such as a screen that has begun. @param {Counters['picture']} before @param {Counters['picture']} now */
function framesBetween(before, now) {
  return before && now && before.id === now.id ? Math.max(0, now.frames - before.frames) : 0;
}

/** The samples of the last minute, and one more. @param {Sample[]} samples @param {Sample} sample */
export function lastMinute(samples, sample) {
  return [...samples, sample].slice(-LENGTH);
}

/**
 * A line for a chart, the newest at the right.
 *
 * @param {(number | null)[]} values
 * @param {number} most what the top of the chart is
 * @param {{width: number, height: number}} box
 * @returns {string} the points of an SVG polyline
 */
export function pointsOf(values, most, { width, height }) {
  return values.flatMap((value, i) => {
    if (value === null) return [];
    const x = width - ((values.length - 1 - i) * width) / (LENGTH - 1);
    return `${x.toFixed(1)},${(height - (height * Math.min(value, most)) / most).toFixed(1)}`;
  }).join(' ');
}
