/**
 * How something that suffers is relieved step by step: down quickly, up slowly, and never to and fro. A step up is a
 * trial, because nobody can measure what is not sent; each trial that fails doubles the wait for the next one. Pure: time
 * is given, nothing is changed in place.
 *
 * @typedef {object} Brake
 * @property {number} steps how many steps down; 0 is released
 * @property {number} strikes reports of trouble in a row
 * @property {number} loweredAt ms; this and the next two on the clock that the caller has
 * @property {number} raisedAt ms
 * @property {number} troubledAt ms
 * @property {number} patience ms without trouble before the next step up
 */

/** One bad report is a hiccup, two in a row (4 s) are trouble. */
const STRIKES = 2;

/** A step down needs this long to show in the next reports: not a second one on the strength of old news. In ms. */
const SETTLE = 4_000;

/** Before the first step up. Shorter, and one would see the picture's size change all the time. In ms. */
const PATIENCE = 12_000;
const LONGEST_PATIENCE = 300_000;

/** Trouble that comes back within this time after a step up was made by that step. In ms. */
export const TRIAL = 30_000;

/** After so long without trouble the cause is taken to be gone, and with it what was learnt from failed trials. In ms. */
const FORGET = 600_000;

/** @type {Brake} */
export const RELEASED = {
  steps: 0,
  strikes: 0,
  loweredAt: -Infinity,
  raisedAt: -Infinity,
  troubledAt: -Infinity,
  patience: PATIENCE,
};

/**
 * There is trouble: to `to` steps, if that is more, once the trouble is certain.
 *
 * @param {Brake} brake
 * @param {number} at ms
 * @param {number} to
 * @param {boolean} [severe] certain at once
 * @returns {Brake}
 */
export function press(brake, at, to, severe = false) {
  const troubled = { ...brake, strikes: brake.strikes + 1, troubledAt: at };
  const certain = severe || troubled.strikes >= STRIKES;
  if (!certain || to <= brake.steps || at - brake.loweredAt < SETTLE) return troubled;
  const failed = at - brake.raisedAt < TRIAL;
  const patience = failed ? Math.min(2 * brake.patience, LONGEST_PATIENCE) : brake.patience;
  // A trial fails once.
  return { ...troubled, steps: to, loweredAt: at, raisedAt: -Infinity, patience };
}

/**
 * There is no trouble: one step up, if it has been so for long enough.
 *
 * @param {Brake} brake
 * @param {number} at ms
 * @param {boolean} [mayRise] false if a step up is known to fail
 * @returns {Brake}
 */
export function ease(brake, at, mayRise = true) {
  const patience = at - brake.troubledAt >= FORGET ? PATIENCE : brake.patience;
  const quiet = at - Math.max(brake.loweredAt, brake.raisedAt, brake.troubledAt);
  if (brake.steps === 0 || !mayRise || quiet < patience) return { ...brake, strikes: 0, patience };
  // A trial that has not failed makes the next one come sooner.
  const sooner = brake.raisedAt === -Infinity ? patience : Math.max(patience / 2, PATIENCE);
  return { ...brake, steps: brake.steps - 1, strikes: 0, raisedAt: at, patience: sooner };
}

/**
 * Whether the last step up may still turn out to be one too many: what is said to people waits for that.
 *
 * @param {Brake} brake
 * @param {number} at ms
 */
export function isTrying(brake, at) {
  return at - brake.raisedAt < TRIAL;
}
