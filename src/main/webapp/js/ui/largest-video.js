/** The largest video of somebody else in the browser's own small window. Event: `change` (open, or not any more). */
export class LargestVideo extends EventTarget {
  #tiles;

  /** @param {HTMLElement} tiles */
  constructor(tiles) {
    super();
    this.#tiles = tiles;
    // Of whichever video, and also if the person closes it. These events pass through the tiles.
    for (const type of ['enterpictureinpicture', 'leavepictureinpicture']) {
      tiles.addEventListener(type, () => this.dispatchEvent(new Event('change')));
    }
  }

  get isPossible() {
    return document.pictureInPictureEnabled === true && 'requestPictureInPicture' in HTMLVideoElement.prototype;
  }

  get isOpen() {
    return !!document.pictureInPictureElement;
  }

  /** Rejected if nobody is seen, or if the browser refuses. */
  async open() {
    const videos = /** @type {NodeListOf<HTMLVideoElement>} */ (this.#tiles.querySelectorAll('video-tile[data-picture]:not([data-self]) video'));
    const [largest] = [...videos].sort((a, b) => area(b) - area(a));
    if (!largest) throw new Error('Nobody is seen');
    await largest.requestPictureInPicture();
  }

  close() {
    if (this.isOpen) document.exitPictureInPicture().catch(() => {}); // It was closed already.
  }
}

/** @param {HTMLVideoElement} video */
function area({ clientWidth, clientHeight }) {
  return clientWidth * clientHeight;
}
