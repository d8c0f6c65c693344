/** @import { PeerLink } from '../link/peer-link.js' */

/** Two reports make a trend, so trouble is answered after four seconds. In ms. */
export const INTERVAL = 2_000;

/**
 * One plan at a time, so that no link is told two things at once. What is asked for meanwhile is one more plan after it.
 *
 * @param {() => Promise<void>} plan
 * @param {() => boolean} isWanted asked before each plan
 * @returns {() => Promise<void>} asks for a plan
 */
export function oneAtATime(plan, isWanted) {
  let isPlanning = false;
  let isOutdated = false;
  return async () => {
    isOutdated = true;
    if (isPlanning) return;
    isPlanning = true;
    try {
      while (isOutdated && isWanted()) {
        isOutdated = false;
        await plan();
      }
    } finally {
      isPlanning = false;
    }
  };
}

/** Asks links that may not be able to answer: the others are not to suffer from it. */
export class LinkQuestions {
  /** Links that could not answer, and of which it was said. @type {WeakSet<PeerLink>} */ #mute = new WeakSet();

  /**
   * @template T, U
   * @param {PeerLink} link
   * @param {() => Promise<T>} question
   * @param {U} otherwise if this link cannot answer
   * @param {string} complaint said once and not at each plan
   * @returns {Promise<T | U>}
   */
  async ask(link, question, otherwise, complaint) {
    try {
      return await question();
    } catch (error) {
      // A peer that hangs up while being asked needs no plan any more.
      if (link.state !== 'closed' && !this.#mute.has(link)) console.error(complaint, error);
      this.#mute.add(link);
      return otherwise;
    }
  }
}
