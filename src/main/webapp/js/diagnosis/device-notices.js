/** @import { DeviceCause } from './diagnosis.js' */
/** @import { Problem } from '../media/local-media.js' */

/** When both devices are missing for the same reason, one sentence says it. @type {Record<string, string>} */
const BOTH = {
  absent: 'notice.no-devices',
  denied: 'notice.permission-denied',
  failed: 'notice.devices-failed',
  silent: 'notice.devices-silent',
  insecure: 'notice.insecure-context',
  unsupported: 'notice.unsupported-browser',
};

/** @type {Record<string, string>} */
const ONE = {
  'camera absent': 'notice.no-camera',
  'camera denied': 'notice.camera-denied',
  'camera busy': 'notice.device-busy',
  'camera failed': 'notice.camera-failed',
  'camera silent': 'notice.camera-silent',
  'camera lost': 'notice.camera-lost',
  'camera interrupted': 'notice.camera-interrupted',
  'microphone absent': 'notice.no-microphone',
  'microphone denied': 'notice.microphone-denied',
  'microphone busy': 'notice.device-busy',
  'microphone failed': 'notice.microphone-failed',
  'microphone silent': 'notice.microphone-silent',
  'microphone lost': 'notice.microphone-lost',
  'microphone interrupted': 'notice.microphone-interrupted',
};

/**
 * Which sentences tell a person why devices are missing.
 *
 * @param {Problem[]} problems
 * @returns {string[]} keys of i18n, each once
 */
export function noticesFor(problems) {
  const [first, second] = problems;
  if (second && first.reason === second.reason && BOTH[first.reason]) return [BOTH[first.reason]];
  return [...new Set(problems.map(({ device, reason }) => ONE[`${device} ${reason}`] ?? BOTH[reason]))];
}

/** @param {Problem} problem @returns {DeviceCause} */
export function causeOfProblem({ device, reason }) {
  if (reason === 'insecure') return 'insecure-context';
  if (reason === 'unsupported') return 'unsupported-browser';
  return `${device}-${reason}`;
}
