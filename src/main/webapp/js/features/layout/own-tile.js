import { label } from '../../ui/i18n.js';
import { el, icon } from '../../ui/dom.js';
import { CORNERS, cornerAt, cornerBeside } from './layout-model.js';

/** @import { Memory } from '../../app/storage.js' */
/** @import { TileGrid } from '../../ui/tile-grid.js' */
/** @import { Corner } from './layout-model.js' */

const CORNER = 'noom.corner';
const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

/** In CSS pixels: a press that shakes is no drag. */
const SLACK = 6;

/** The corner in which the own picture lies, where it lies over others: moved by dragging it, or by its button. */
export class OwnCorner {
  #tiles;
  #memory;

  /** @param {TileGrid} tiles @param {Memory} memory */
  constructor(tiles, memory) {
    this.#tiles = tiles;
    this.#memory = memory;
    const kept = /** @type {Corner | null} */ (memory.read(CORNER));
    tiles.dataset.corner = kept && CORNERS.includes(kept) ? kept : CORNERS[0];
  }

  /** @param {HTMLElement} tile one's own */
  equip(tile) {
    const button = el('button', 'tile-tool tile-move', icon('move'));
    button.type = 'button';
    label(button, 'layout.move');
    button.addEventListener('click', () => this.#move(cornerBeside(this.#corner, '')));
    button.addEventListener('keydown', event => {
      if (!ARROWS.includes(event.key)) return;
      event.preventDefault();
      this.#move(cornerBeside(this.#corner, event.key));
    });
    tile.append(button);
    tile.addEventListener('pointerdown', event => this.#drag(tile, event));
  }

  /** @returns {Corner} */
  get #corner() {
    return /** @type {Corner} */ (this.#tiles.dataset.corner);
  }

  /** @param {Corner} corner */
  #move(corner) {
    this.#tiles.dataset.corner = corner;
    this.#memory.write(CORNER, corner);
  }

  /** @param {HTMLElement} tile @param {PointerEvent} start */
  #drag(tile, start) {
    const isFree = getComputedStyle(tile).position === 'absolute';
    if (!isFree || start.button !== 0 || /** @type {Element} */ (start.target).closest('button')) return;
    const listening = new AbortController();
    const { signal } = listening;
    const end = () => {
      listening.abort();
      tile.style.translate = '';
    };
    /** @param {PointerEvent} event */
    const distance = event => [event.clientX - start.clientX, event.clientY - start.clientY];
    tile.addEventListener('pointermove', event => {
      const [x, y] = distance(event);
      tile.style.translate = `${x}px ${y}px`;
    }, { signal });
    tile.addEventListener('pointerup', event => {
      if (Math.hypot(...distance(event)) > SLACK) this.#drop(tile);
      end();
    }, { signal });
    // The system has taken the pointer: nothing is moved.
    tile.addEventListener('pointercancel', end, { signal });
    tile.setPointerCapture(start.pointerId);
  }

  /** @param {HTMLElement} tile */
  #drop(tile) {
    const grid = this.#tiles.getBoundingClientRect();
    const { left, top, width, height } = tile.getBoundingClientRect();
    this.#move(cornerAt((left + width / 2 - grid.left) / grid.width, (top + height / 2 - grid.top) / grid.height));
  }
}
