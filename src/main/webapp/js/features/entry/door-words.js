/** @import { Stage } from './door.js' */
/** @import { SignalError } from '../../signaling/protocol.js' */

/** What is said while somebody enters. @type {Partial<Record<Stage, string>>} */
const STAGES = {
  opening: 'entry.opening',
  connecting: 'entry.connecting',
  joining: 'entry.joining',
};

/** What the server's answers mean to who waits for a place. @type {Record<string, string>} */
const WAITING = {
  'room-full': 'entry.room-full',
};

/** LinkMonitor that are said here, because their notice speaks of a call that goes on. The others have their notice. @type {Record<string, string>} */
const TROUBLES = {
  'notice.server-away': 'entry.server-away',
};

/**
 * What somebody waits for at the door.
 *
 * @param {Stage} stage
 * @param {SignalError | null} refusal of the server, while waiting for a place
 * @param {string | null} trouble a key of i18n: why there is no way to the server
 * @returns {{key: string, max?: string} | null} a key of i18n; null: nobody waits
 */
export function wordsFor(stage, refusal, trouble) {
  if (stage === 'waiting' && refusal) return { key: WAITING[refusal.code] ?? 'entry.draining', max: `${refusal.limit ?? ''}` };
  if (stage === 'connecting' && trouble && isSaidAtTheDoor(trouble)) return { key: TROUBLES[trouble] };
  const key = STAGES[stage];
  return key ? { key } : null;
}

/** @param {string} trouble a key of i18n */
export function isSaidAtTheDoor(trouble) {
  return trouble in TROUBLES;
}
