import { say } from './i18n.js';
import { el, emit, icon } from './dom.js';

/** @typedef {import('./video-tile.js').VideoTile} VideoTile */
/** @typedef {import('./screen-tile.js').ScreenTile} ScreenTile */

/**
 * The room as one sees it. How many tiles go into a row is tiles.css's business, by `data-count`.
 *
 * A tile is appended once and never moved: a <video> that moves in the document stops playing.
 * Event: `copy-link`, from the empty seat that one sees while alone.
 */
export class TileGrid extends HTMLElement {
  #link = el('p', 'seat-link');
  #seat = el('div', 'seat');
  #silent = false;

  connectedCallback() {
    if (!this.#seat.firstChild) this.#buildSeat();
    this.append(this.#seat);
    this.#count();
  }

  /** The room's address, shown in the empty seat for those whose browser will not copy it. */
  get link() { return this.#link.textContent ?? ''; }
  set link(link) { this.#link.textContent = link; }

  /** Whether nobody is to be heard here. */
  get silent() { return this.#silent; }
  set silent(silent) {
    this.#silent = silent;
    for (const tile of this.#tiles()) tile.silent = silent;
  }

  /** @param {VideoTile | ScreenTile} tile */
  put(tile) {
    tile.silent = this.#silent;
    if (tile.parentNode !== this) this.append(tile);
    this.#count();
  }

  /** @param {string} [peerId] without it, the grid itself goes, as any element's remove() does */
  remove(peerId) {
    if (peerId === undefined) return super.remove();
    this.tile(peerId)?.remove();
    this.#count();
  }

  /** @param {string} peerId @returns {VideoTile | undefined} */
  tile(peerId) {
    return this.#tiles().find((tile) => tile.peerId === peerId);
  }

  /**
   * Gives somebody a badge, for as long as the tile is there.
   *
   * @param {string} peerId
   * @param {HTMLElement} badge
   * @returns {() => void} takes it away
   */
  decorate(peerId, badge) {
    this.tile(peerId)?.decorate(badge);
    return () => badge.remove();
  }

  #count() {
    const tiles = this.#tiles();
    this.dataset.count = String(tiles.length);
    this.#seat.hidden = !(tiles.length === 1 && tiles[0].self);
  }

  #tiles() {
    return /** @type {VideoTile[]} */ ([...this.children].filter(child => child !== this.#seat));
  }

  #buildSeat() {
    const words = el('p');
    const copyText = el('span');
    const copy = el('button', 'primary', icon('link'), copyText);
    say(words, 'call.alone');
    say(copyText, 'controls.copy-link');
    copy.type = 'button';
    copy.addEventListener('click', () => emit(this, 'copy-link'));
    this.#seat.append(words, this.#link, copy);
  }
}

customElements.define('tile-grid', TileGrid);
