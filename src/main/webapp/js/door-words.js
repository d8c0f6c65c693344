/** @import { Stage } from './door.js' */
/** @import { SignalError } from './protocol.js' */

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

/** Troubles that have other words for who is not in yet: there is no call that goes on. @type {Record<string, string>} */
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
  if (stage === 'connecting' && trouble) return { key: TROUBLES[trouble] ?? trouble };
  const key = STAGES[stage];
  return key ? { key } : null;
}
