/** @import { Reason } from '../local-media.js' */

/**
 * @param {unknown} error of getUserMedia (Media Capture and Streams, section 10.2)
 * @returns {Reason}
 */
export function reasonOf(error) {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'absent';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      throw error;
  }
}
