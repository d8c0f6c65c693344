/** @import { ServerCause, ServerEvidence } from './diagnosis.js' */

/** Once could be a server that is just restarting, with http a moment before WebSockets. */
const TWICE = 2;

/**
 * Why there is no way to the server, if there is none.
 *
 * @param {ServerEvidence} evidence
 * @returns {ServerCause}
 */
export function diagnoseServer({ online, door, unopened, stuck, unanswered }) {
  if (door === 'stranger') return 'origin-refused';
  if (door === 'crowd') return 'address-crowded';
  if (door === 'sign-in') return 'sign-in-needed';
  if (!online) return 'offline';
  if (unanswered > 0) return 'signaling-silent';
  if (door === 'blocked' || unopened >= TWICE || (stuck > 0 && door === 'open')) return 'signaling-blocked';
  return 'server-away';
}
