/** @import { Door } from '../signaling/handshake-probe.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */

/**
 * @typedef {{code: 'ok' | 'server-away' | 'signaling-blocked' | 'origin-refused' | 'address-crowded' | 'sign-in-needed' | 'refused', iceServers: RTCIceServer[] | null}} Answer
 *   `signaling-blocked`: the server answers, and something between lets no WebSocket through
 */

/** @type {Record<Door, Answer['code']>} */
const CODES = {
  away: 'server-away', open: 'signaling-blocked', blocked: 'signaling-blocked',
  stranger: 'origin-refused', crowd: 'address-crowded', 'sign-in': 'sign-in-needed',
};

/** 15 s, in ms: two attempts to connect, and the question why they failed. */
const PATIENCE = 15_000;

/**
 * Enters a room of one and leaves it: whether a WebSocket comes through, and what the server announces.
 *
 * @param {SignalingClient} signaling to a room that nobody else knows
 * @param {() => Promise<Door>} askAtTheDoor why there is no WebSocket
 * @returns {Promise<Answer>}
 */
export async function askServer(signaling, askAtTheDoor) {
  const heard = listen(signaling);
  signaling.join('Check');
  const answer = await heard;
  signaling.leave();
  return answer ?? { code: CODES[await askAtTheDoor()], iceServers: null };
}

/**
 * @param {SignalingClient} signaling
 * @returns {Promise<Answer | null>} null: it does not connect
 */
function listen(signaling) {
  return new Promise(resolve => {
    const late = setTimeout(() => resolve(null), PATIENCE);
    /** @param {Answer | null} answer */
    const answered = answer => {
      clearTimeout(late);
      resolve(answer);
    };
    signaling.addEventListener('message', event => {
      const message = /** @type {CustomEvent} */ (event).detail;
      if (message.type === 'joined') answered({ code: 'ok', iceServers: message.iceServers });
    });
    for (const type of ['refused', 'queued', 'end']) {
      signaling.addEventListener(type, () => answered({ code: 'refused', iceServers: null }));
    }
    signaling.addEventListener('retry', event => {
      // One failure is a hiccup.
      if (/** @type {CustomEvent} */ (event).detail > 1) answered(null);
    });
  });
}
