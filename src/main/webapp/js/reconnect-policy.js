/** Milliseconds before each attempt: at once, then ever more patient, so that a restarted server is not stampeded. */
const STEPS = [0, 300, 1200, 2700, 4800, 7000];

/** A quarter either way: two browsers that lost the server together do not come back together. */
const JITTER = 0.25;

/**
 * How long to wait before an attempt to connect again. Never gives up: the page is open, so somebody is waiting.
 *
 * @param {number} attempt 0 for the first
 * @param {() => number} [random] from 0 to 1
 * @returns {number} milliseconds
 */
export function delayBefore(attempt, random = Math.random) {
  const step = STEPS[Math.min(attempt, STEPS.length - 1)];
  return Math.round(step * (1 + JITTER * (2 * random() - 1)));
}
