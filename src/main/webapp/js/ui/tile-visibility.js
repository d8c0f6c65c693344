/** @import { VideoTile } from './video-tile.js' */

/** Whoever switches a tab to look something up comes back to a picture that goes on. In ms. */
const PATIENCE = 5_000;

/**
 * Which tiles somebody can see: in view, on a page that is. What is not seen need not be sent.
 *
 * Event: `sight` {peerId, seen}, when that has changed; a tile begins as seen.
 */
export class TileSight extends EventTarget {
  #page;
  #observer;
  /** @type {Map<VideoTile, {inView: boolean, seen: boolean, leaving: ReturnType<typeof setTimeout> | undefined}>} */
  #tiles = new Map();

  /**
   * @param {Document} [page]
   * @param {typeof IntersectionObserver} [Observer]
   */
  constructor(page = document, Observer = IntersectionObserver) {
    super();
    this.#page = page;
    this.#observer = new Observer(entries => {
      for (const { target, isIntersecting } of entries) this.#moved(/** @type {VideoTile} */ (target), isIntersecting);
    });
    page.addEventListener('visibilitychange', () => [...this.#tiles.keys()].forEach(tile => this.#look(tile)));
  }

  /** @param {VideoTile} tile until it leaves the page */
  watch(tile) {
    this.#tiles.set(tile, { inView: true, seen: true, leaving: undefined });
    this.#observer.observe(tile);
    this.#look(tile);
  }

  /**
   * @param {VideoTile} tile
   * @param {boolean} inView
   */
  #moved(tile, inView) {
    const sight = this.#tiles.get(tile);
    if (!sight) return;
    if (tile.isConnected) {
      sight.inView = inView;
      this.#look(tile);
    } else {
      clearTimeout(sight.leaving);
      this.#tiles.delete(tile);
      this.#observer.unobserve(tile);
    }
  }

  /** @param {VideoTile} tile */
  #look(tile) {
    const sight = this.#tiles.get(tile);
    if (!sight) return;
    const inSight = this.#isInSight(tile, sight.inView);
    clearTimeout(sight.leaving);
    if (inSight && !sight.seen) this.#change(tile, true);
    if (!inSight && sight.seen) {
      sight.leaving = setTimeout(() => {
        if (tile.isConnected && !this.#isInSight(tile, sight.inView)) this.#change(tile, false);
      }, PATIENCE);
    }
  }

  /**
   * @param {VideoTile} tile
   * @param {boolean} inView
   */
  #isInSight(tile, inView) {
    const floating = this.#page.pictureInPictureElement; // seen wherever the page is
    return (inView && this.#page.visibilityState === 'visible') || (!!floating && tile.contains(floating));
  }

  /**
   * @param {VideoTile} tile
   * @param {boolean} seen
   */
  #change(tile, seen) {
    const sight = this.#tiles.get(tile);
    if (sight) sight.seen = seen;
    this.dispatchEvent(new CustomEvent('sight', { detail: { peerId: tile.peerId, seen } }));
  }
}
