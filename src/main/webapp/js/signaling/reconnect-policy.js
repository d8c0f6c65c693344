/** Milliseconds before each attempt: at once, then ever more patient, so that a restarted server is not stampeded. */
const STEPS = [0, 300, 1200, 2700, 4800, 7000];

/**
 * Milliseconds after an attempt that nobody has answered, of which the server mostly knows nothing: the network is away. TCP
 * asks again after 1, 2, 4 and 8 s (RFC 6298, section 5.5), so another attempt gets through sooner than an old one.
 */
const AFTER_SILENCE = 1000;

/**
 * 10 s for the socket to open, and as much for the answer to a join: what takes longer was begun when there was no network,
 * or is with a server that is stuck, and may go on waiting when all is well again. In ms.
 */
export const PATIENCE = 10_000;

/** Milliseconds for the socket of somebody who was in: TCP has asked twice by then. Linux finds no neighbour only after 3 s. */
const IMPATIENCE = 2500;

/** 1 s: TCP has not waited for a second answer yet (RFC 6298, section 2.1), so such a socket loses nothing by its age. In ms. */
const FRESH = 1000;

/** Milliseconds for a socket to open when the server has just answered: a line may be slow, so each one has more. */
const BESIDE_ANSWER = [1200, 2500, PATIENCE];

/** From this attempt on, while the server is asked for by http, there are only a few more attempts, for a proxy that stops HEAD. */
const FEW = { from: 3, delay: 15_000 };

/** Every fourth socket is given more time: the server may be slow, and not away. */
const PATIENT = 4;

/** Milliseconds between two cheap questions whether the server is back: within 2 s, it is noticed. */
const PROBE = 1000;

/** A minute of them. A server that is away for longer is not to be asked by everybody every second. */
const PROBES = 60;

/** Milliseconds between a newcomer's questions for a place in a full room. A few people ask, and one who leaves frees it. */
const ROOM_FULL = [2000, 5000];

/** The same where the whole server takes nobody: there, everybody asks. */
const SERVER_FULL = [5000, 10_000, 20_000, 30_000];

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
 * The same while somebody asks every second whether the server is back. Firefox lets each socket after one that has failed
 * wait half as long again, up to a minute: ten that fail in vain make the one that would not fail wait for 20 s.
 *
 * @param {number} attempt 0 for the first
 * @param {() => number} [random] from 0 to 1
 * @returns {number} milliseconds
 */
export function delayBesideProbe(attempt, random = Math.random) {
  return attempt < FEW.from ? delayBefore(attempt, random) : around(FEW.delay, random);
}

/**
 * How long to wait before another attempt when nothing was heard in the last one.
 *
 * @param {() => number} [random] from 0 to 1
 * @returns {number} milliseconds
 */
export function delayAfterSilence(random = Math.random) {
  return around(AFTER_SILENCE, random);
}

/**
 * How long the socket of somebody who was in may take to open.
 *
 * @param {number} unanswered how many before it have not been answered at all
 * @returns {number} milliseconds
 */
export function patienceWith(unanswered) {
  return unanswered % PATIENT === PATIENT - 1 ? PATIENCE : IMPATIENCE;
}

/**
 * The same when the server has just answered by http: then the network is back, and a socket that does not open is waiting for
 * something that its browser began in the outage. Another one opens at once.
 *
 * @param {number} unopened how many before it have not opened either, though the server answered
 * @returns {number} milliseconds
 */
export function patienceBesideAnswer(unopened) {
  return BESIDE_ANSWER[Math.min(unopened, BESIDE_ANSWER.length - 1)];
}

/**
 * Whether a socket that is not open yet is worth waiting for when the server answers by http.
 *
 * @param {number} age milliseconds
 */
export function isFresh(age) {
  return age < FRESH;
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
 * How long a newcomer waits before asking for a place again. Never gives up, and in a full room it never grows: who has waited
 * for long must not have less of a chance than who has just come.
 *
 * @param {string} code of the server's refusal
 * @param {number} asked how often before
 * @param {() => number} [random] from 0 to 1
 * @returns {number} milliseconds
 */
export function delayBeforePlace(code, asked, random = Math.random) {
  const steps = code === 'room-full' ? ROOM_FULL : SERVER_FULL;
  return around(steps[Math.min(asked, steps.length - 1)], random);
}

/**
 * @param {number} milliseconds
 * @param {() => number} random
 */
function around(milliseconds, random) {
  return Math.round(milliseconds * (1 + JITTER * (2 * random() - 1)));
}
