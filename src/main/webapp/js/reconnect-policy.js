/** Milliseconds before each attempt: at once, then ever more patient, so that a restarted server is not stampeded. */
const STEPS = [0, 300, 1200, 2700, 4800, 7000];

/** Milliseconds between two cheap questions whether the server is back: within 2 s, it is noticed. */
const PROBE = 1000;

/** A minute of them. A server that is away for longer is not to be asked by everybody every second. */
const PROBES = 60;

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
  return around(STEPS[Math.min(attempt, STEPS.length - 1)], random);
}

/**
 * How long to wait before asking whether the server is back.
 *
 * @param {number} asked how often in this outage
 * @param {() => number} [random] from 0 to 1
 * @returns {number | null} milliseconds; null: not any more
 */
export function delayBeforeProbe(asked, random = Math.random) {
  return asked < PROBES ? around(PROBE, random) : null;
}

/**
 * @param {number} milliseconds
 * @param {() => number} random
 */
function around(milliseconds, random) {
  return Math.round(milliseconds * (1 + JITTER * (2 * random() - 1)));
}
