/** @import { App } from './app.js' */

/** The first second of a call belongs to connecting and to the first pictures. Then the pauses between attempts. In ms. */
const PAUSES = { first: 1_000, longest: 10_000 };

/** @param {number} ms @returns {Promise<void>} */
const passing = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * Loads what a call needs only after it has begun. A load that fails is tried again: the server may be away just now, and
 * the call goes on without it.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @param {() => boolean} isWanted asked before and after each attempt
 * @param {object} [when]
 * @param {boolean} [when.isUrgent] whether it does not wait for the first second to pass
 * @param {(ms: number) => Promise<void>} [when.pause]
 * @returns {Promise<T | null>} null: it is not wanted any more
 */
export async function later(load, isWanted, { isUrgent = false, pause = passing } = {}) {
  if (!isUrgent) await pause(PAUSES.first);
  for (let wait = PAUSES.first; ; wait = Math.min(2 * wait, PAUSES.longest)) {
    if (!isWanted()) return null;
    try {
      const loaded = await load();
      return isWanted() ? loaded : null;
    } catch (error) {
      console.warn('A part of the page did not load, trying again', error);
    }
    await pause(wait);
  }
}

/**
 * Loads a feature that nobody needs at the door, for the first call and all later ones.
 *
 * @param {App} app
 * @param {() => Promise<(app: App) => void>} load gives what installs it
 * @param {() => boolean} isUrgent
 */
export function withFirstCall(app, load, isUrgent) {
  let isInstalled = false;
  app.call.during(current => {
    if (isInstalled) return;
    const isWanted = () => app.call.now === current && !isInstalled;
    later(load, isWanted, { isUrgent: isUrgent() }).then(install => {
      if (!install) return;
      isInstalled = true;
      install(app);
    });
  });
}
