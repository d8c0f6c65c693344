import { playTones } from '../../ui/tones.js';

/** In Hz: up for those who come, down for those who go. */
const TONES = { joined: [523, 784], left: [784, 523] };

/**
 * Two short tones, where the browser plays them.
 *
 * @param {'joined' | 'left'} what
 */
export function playArrival(what) {
  return playTones(TONES[what]);
}
