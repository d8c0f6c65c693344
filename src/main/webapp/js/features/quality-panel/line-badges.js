import { el, icon } from '../../ui/dom.js';
import { say } from '../../ui/i18n.js';
import { gradeOf, NOT_CONNECTED, Steady } from './line-grade.js';

/**
 * @import { LinkMonitor } from '../../diagnosis/link-monitor.js'
 * @import { TileGrid } from '../../ui/tile-grid.js'
 * @import { Grade, Judgement } from './line-grade.js'
 *
 * @typedef {{judgement: Steady, hide: (() => void) | null}} Line of one peer
 */

/** A word and an icon on the tile of each peer, for how good the connection is. Where all is well, only if it is wanted. */
export class LineBadges {
  #tiles;
  /** @type {Map<string, Line>} by peer id */ #lines = new Map();
  #isGoodShown = false;

  /** @param {TileGrid} tiles */
  constructor(tiles) {
    this.#tiles = tiles;
  }

  set isGoodShown(/** @type {boolean} */ wanted) {
    this.#isGoodShown = wanted;
    for (const line of this.#lines) this.#show(...line);
  }

  /** @param {LinkMonitor['findings']} findings of one look at everybody */
  take(findings) {
    const ids = new Set(findings.map(({ peerId }) => peerId));
    for (const id of this.#lines.keys()) if (!ids.has(id)) this.#forget(id);
    for (const { peerId, evidence } of findings) {
      const { link, paused, quality } = evidence;
      const judgement = link?.connection === 'connected' ? gradeOf({ ...quality, paused, roundTrip: link.roundTrip }) : NOT_CONNECTED;
      const known = this.#lines.get(peerId);
      const line = known ?? { judgement: new Steady(judgement), hide: null };
      this.#lines.set(peerId, line);
      if (!known || line.judgement.take(judgement)) this.#show(peerId, line);
    }
  }

  /** @param {string} id @returns {Judgement} */
  of(id) {
    return this.#lines.get(id)?.judgement.shown ?? NOT_CONNECTED;
  }

  clear() {
    for (const id of this.#lines.keys()) this.#forget(id);
  }

  /** @param {string} id @param {Line} line */
  #show(id, line) {
    const { grade } = line.judgement.shown;
    line.hide?.();
    const isSaid = grade !== null && (grade !== 'good' || this.#isGoodShown); // of no connection the tile says more itself
    line.hide = isSaid ? this.#tiles.decorate(id, badgeOf(grade)) : null;
  }

  /** @param {string} id */
  #forget(id) {
    this.#lines.get(id)?.hide?.();
    this.#lines.delete(id);
  }
}

/** @param {Grade} grade */
function badgeOf(grade) {
  const words = el('span', 'line-word');
  say(words, `line.badge-${grade}`);
  const badge = el('span', 'line-badge', icon(`line-${grade}`), words);
  badge.dataset.grade = grade;
  return badge;
}
