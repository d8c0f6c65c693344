/**
 * How well a path carries what arrives by it, from looks a second or two apart. Pure.
 *
 * @typedef {{received: number, lost: number, sent: number | null}} Packets since the beginning; `sent` as the peer tells, null if
 *   it does not
 *
 * @typedef {object} Look
 * @property {number} at ms
 * @property {{audio: Packets, video: Packets}} packets
 * @property {number | null} roundTrip ms, null if it is not known
 *
 * @typedef {object} Quality of the last seconds
 * @property {{audio: number, video: number}} loss share of packets lost on the way to us, 0 to 1
 * @property {boolean} queued whether packets wait in a queue: the line is slower than what is sent
 *
 * @typedef {{at: number, received: number, lost: number}} Step what has come and what has not, since the look before
 * @typedef {object} Memory
 * @property {Look | null} last
 * @property {{audio: Step[], video: Step[]}} steps
 * @property {{at: number, roundTrip: number}[]} roundTrips
 * @property {number} calmRoundTrip ms
 */

/** 8 s: at a slow line's rates that is some dozens of packets, and a burst of lost ones is no lossy line. In ms. */
const WINDOW = 8_000;

/** Of fewer packets, chance says more than the line. */
const ENOUGH = 20;

/** As in send-plan.js: packets that wait so much longer than they have to stand in a queue. In ms. */
const QUEUE = 300;

const KINDS = /** @type {const} */ (['audio', 'video']);

/** @type {Memory} */
export const NOTHING_SEEN = { last: null, steps: { audio: [], video: [] }, roundTrips: [], calmRoundTrip: Infinity };

/** @type {Quality} */
export const UNKNOWN = { loss: { audio: 0, video: 0 }, queued: false };

/**
 * @param {Memory} memory what the last call has returned, at first NOTHING_SEEN
 * @param {Look} look
 * @returns {{memory: Memory, quality: Quality}}
 */
export function judgePath(memory, look) {
  const { at, packets, roundTrip } = look;
  /** @type {<T extends {at: number}>(all: T[]) => T[]} */
  const recent = all => all.filter(each => at - each.at < WINDOW);
  const arrives = KINDS.some(kind => receivedBetween(memory.last?.packets[kind], packets[kind]) > 0);
  /** @type {(kind: 'audio' | 'video') => Step[]} */
  const steps = kind => {
    const hadStopped = memory.steps[kind].at(-1)?.received === 0;
    return recent([...memory.steps[kind], { at, ...stepBetween(memory.last?.packets[kind], packets[kind], arrives, hadStopped) }]);
  };
  const calmRoundTrip = Math.min(memory.calmRoundTrip, roundTrip ?? Infinity);
  const next = {
    last: look,
    steps: { audio: steps('audio'), video: steps('video') },
    roundTrips: recent(roundTrip === null ? memory.roundTrips : [...memory.roundTrips, { at, roundTrip }]),
    calmRoundTrip,
  };
  const quality = {
    loss: { audio: lossIn(next.steps.audio), video: lossIn(next.steps.video) },
    queued: next.roundTrips.some(each => each.roundTrip > calmRoundTrip + QUEUE),
  };
  return { memory: next, quality };
}

/**
 * What a cut has swallowed is not lost on a path that carries badly: neither while nothing arrives, nor when the first packet
 * after it shows the gap.
 *
 * @param {Packets | undefined} before
 * @param {Packets} now
 * @param {boolean} arrives whether anything arrives, of this kind or the other
 * @param {boolean} hadStopped whether nothing of this kind had arrived before
 */
function stepBetween(before, now, arrives, hadStopped) {
  const received = receivedBetween(before, now);
  if (!before || !arrives || (received > 0 && hadStopped)) return { received, lost: 0 };
  if (received > 0) return { received, lost: Math.max(0, now.lost - before.lost) };
  // Where nothing of a kind arrives, no gap is seen: then the peer's own word counts.
  return { received, lost: now.sent === null || before.sent === null ? 0 : Math.max(0, now.sent - before.sent) };
}

/**
 * @param {Packets | undefined} before
 * @param {Packets} now
 */
function receivedBetween(before, now) {
  return before ? Math.max(0, now.received - before.received) : 0;
}

/** @param {Step[]} steps */
function lossIn(steps) {
  const received = steps.reduce((sum, step) => sum + step.received, 0);
  const lost = steps.reduce((sum, step) => sum + step.lost, 0);
  return received + lost < ENOUGH ? 0 : lost / (received + lost);
}
