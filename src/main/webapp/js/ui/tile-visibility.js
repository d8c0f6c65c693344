/**
 * @import { ScreenTile } from './screen-tile.js'
 * @import { VideoTile } from './video-tile.js'
 *
 * @typedef {EventTarget & {window: Window | null}} SmallWindows the browser's documentPictureInPicture
 */

/** A person who switches a tab to look something up comes back to a picture that goes on. In ms. */
const PATIENCE = 5_000;

/**
 * Which tiles somebody can see: in view, on a page that is. What is not seen need not be sent.
 *
 * Event: `visibility` {peerId, seen}, when that has changed; a tile begins as seen.
 */
export class TileVisibility extends EventTarget {
  #page;
  #windows;
  #observer;
  /** @type {Map<VideoTile | ScreenTile, {inView: boolean, seen: boolean, leaving: ReturnType<typeof setTimeout> | undefined}>} */
  #tiles = new Map();

  /**
   * @param {Document} [page]
   * @param {typeof IntersectionObserver} [Observer]
   * @param {SmallWindows} [windows] in Chromium alone
   */
  constructor(page = document, Observer = IntersectionObserver, windows = /** @type {any} */ (globalThis).documentPictureInPicture) {
    super();
    this.#page = page;
    this.#windows = windows;
    this.#observer = new Observer(entries => {
      for (const { target, isIntersecting } of entries) this.#moved(/** @type {VideoTile} */ (target), isIntersecting);
    });
    const look = () => [...this.#tiles.keys()].forEach(tile => this.#look(tile));
    page.addEventListener('visibilitychange', look);
    // When it goes, the page is perhaps hidden still.
    windows?.addEventListener('enter', event => /** @type {any} */ (event).window.addEventListener('pagehide', () => queueMicrotask(look)));
  }

  /** @param {VideoTile | ScreenTile} tile until it leaves the page; harmless if it is watched already */
  watch(tile) {
    if (this.#tiles.has(tile)) return;
    this.#tiles.set(tile, { inView: true, seen: true, leaving: undefined });
    this.#observer.observe(tile);
    this.#look(tile);
  }

  /**
   * @param {VideoTile | ScreenTile} tile
   * @param {boolean} inView
   */
  #moved(tile, inView) {
    const state = this.#tiles.get(tile);
    if (!state) return;
    if (tile.isConnected) {
      state.inView = inView;
      this.#look(tile);
    } else {
      clearTimeout(state.leaving);
      this.#tiles.delete(tile);
      this.#observer.unobserve(tile);
    }
  }

  /** @param {VideoTile | ScreenTile} tile */
  #look(tile) {
    const state = this.#tiles.get(tile);
    if (!state) return;
    const isVisible = this.#isVisible(tile, state.inView);
    clearTimeout(state.leaving);
    if (isVisible && !state.seen) this.#change(tile, true);
    if (!isVisible && state.seen) {
      state.leaving = setTimeout(() => {
        if (tile.isConnected && !this.#isVisible(tile, state.inView)) this.#change(tile, false);
      }, PATIENCE);
    }
  }

  /**
   * @param {VideoTile | ScreenTile} tile
   * @param {boolean} inView
   */
  #isVisible(tile, inView) {
    if (this.#windows?.window) return true; // everybody is in it
    const floating = this.#page.pictureInPictureElement; // seen wherever the page is
    return (inView && this.#page.visibilityState === 'visible') || (!!floating && tile.contains(floating));
  }

  /**
   * @param {VideoTile | ScreenTile} tile
   * @param {boolean} seen
   */
  #change(tile, seen) {
    const state = this.#tiles.get(tile);
    if (state) state.seen = seen;
    this.dispatchEvent(new CustomEvent('visibility', { detail: { peerId: tile.peerId, seen } }));
  }
}
