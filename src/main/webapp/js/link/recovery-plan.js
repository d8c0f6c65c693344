/**
 * What to do next for a connection that does not carry anything, and when. Pure.
 *
 * @typedef {'repeat' | 'restart' | 'replace'} Step `repeat` the offer, `restart` ICE, or `replace` the RTCPeerConnection
 *
 * @typedef {object} Now
 * @property {RTCPeerConnectionState} state
 * @property {boolean} spent whether no restart of ICE can bring this RTCPeerConnection back
 * @property {boolean} refused whether DTLS has failed although there was a path for it
 * @property {boolean} hungUp whether the peer has closed its end
 * @property {boolean} silent whether nothing arrives any more: what the browser calls connected is not
 * @property {boolean} polite
 * @property {boolean} awaitsAnswer whether an offer of this side is under way
 * @property {boolean} troubled whether it was connected before, or a message may have been lost
 * @property {number} attempts made since it was last connected
 */

/** 3 s: what heals by itself has mostly done so, and a restart has had time for its answer and its first checks. */
const INTERVAL = 3000;

/** 10 s: a first connection may take so long over a relay, and the side that restarts has had three goes. */
export const PATIENCE = 10_000;

/** 3.5 s: the side that acts every 3 s and knows that something is wrong has been heard of by then. */
const TURN = 3500;

/** 1 s: the other side, if it knows what this one knows, acts at once, and its offer is here by then. */
export const DEFERENCE = 1000;

/** Two minutes: within this time most outages are over, and people expect the call to be back at once. */
const EAGER_ATTEMPTS = 40;

/** So many restarts of ICE that come to nothing, then a new connection: something else than the path may be broken. */
const RESTARTS = 3;

/**
 * Of two sides the impolite one acts; the polite one takes over if nothing has come of that.
 *
 * @param {Now} now
 * @returns {{step: Step, after: number} | null} with milliseconds; null: there is nothing to do
 */
export function nextStep(now) {
  const { state, spent, silent, awaitsAnswer, attempts } = now;
  if (state === 'closed' || (state === 'connected' && !silent && !spent)) return null;
  if (spent) return { step: 'replace', after: delayOfReplacement(now) };
  if (awaitsAnswer) return { step: 'repeat', after: PATIENCE };
  const step = attempts % (RESTARTS + 1) === RESTARTS ? 'replace' : 'restart';
  return { step, after: delayOfAttempt(now) };
}

/** @param {Now} now */
function delayOfReplacement({ refused, troubled, hungUp, polite, attempts }) {
  if (attempts >= EAGER_ATTEMPTS) return PATIENCE;
  // Encryption that never worked will hardly work with the next connection. The diagnosis needs one that lasts.
  if (refused && !troubled && attempts > 0) return PATIENCE;
  // A peer that has left is gone from the roster by then; this one is still there.
  const delay = hungUp || attempts > 0 ? INTERVAL : 0;
  return polite ? delay + DEFERENCE : delay;
}

/** @param {Now} now */
function delayOfAttempt({ state, silent, polite, troubled, attempts }) {
  if (attempts >= EAGER_ATTEMPTS) return PATIENCE;
  // Where both hear nothing, the other side has begun by then; it may be only this one.
  if (polite && troubled) return silent && attempts === 0 ? INTERVAL : TURN;
  if (polite) return PATIENCE;
  // What heals by itself does so within the time that a silence takes to be one.
  if ((state === 'failed' || silent) && attempts === 0) return 0;
  return troubled || attempts > 0 || state === 'failed' ? INTERVAL : PATIENCE;
}
