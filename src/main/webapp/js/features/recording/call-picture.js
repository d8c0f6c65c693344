import { el } from '../../ui/dom.js';
import { layOut } from './picture-layout.js';

/**
 * @import { Box } from './picture-layout.js'
 *
 * @typedef {{name: string, initials: string, video: HTMLVideoElement | null}} Part `video` while there is a picture
 * @typedef {{screens: Part[], people: Part[]}} Parts
 */

const SIZE = { width: 1280, height: 720 };
const COLORS = { ground: '#0d1517', tile: '#1f2c30', text: '#f4f8f7', veil: 'rgb(9 17 19 / .62)' };

/** Everybody of a call, and the screens that are shared, in one picture. */
export class CallPicture {
  #canvas = el('canvas');
  #context;
  #parts;

  /** @param {() => Parts} parts what there is to be seen just now */
  constructor(parts) {
    Object.assign(this.#canvas, SIZE);
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('There is no canvas to draw on');
    this.#context = context;
    this.#parts = parts;
  }

  /** @param {number} rate a second, at most @returns {MediaStreamTrack} */
  track(rate) {
    this.draw(); // Firefox gives no track of a canvas on which nothing was drawn
    return this.#canvas.captureStream(rate).getVideoTracks()[0];
  }

  draw() {
    const { screens, people } = this.#parts();
    const boxes = layOut(screens.length, people.length, SIZE);
    this.#context.fillStyle = COLORS.ground;
    this.#context.fillRect(0, 0, SIZE.width, SIZE.height);
    screens.forEach((part, i) => this.#drawPart(part, boxes.screens[i]));
    people.forEach((part, i) => this.#drawPart(part, boxes.people[i]));
  }

  /** @param {Part} part @param {Box} box */
  #drawPart({ name, initials, video }, box) {
    const context = this.#context;
    context.fillStyle = COLORS.tile;
    context.fillRect(box.x, box.y, box.width, box.height);
    if (video && video.videoWidth > 0) {
      const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
      const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
      context.drawImage(video, box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height);
    } else {
      this.#write(initials, { x: box.x + box.width / 2, y: box.y + box.height / 2, size: box.height / 4, align: 'center', widest: box.width });
    }
    this.#drawName(name, box);
  }

  /** @param {string} name @param {Box} box */
  #drawName(name, box) {
    const size = Math.max(14, Math.min(24, box.height / 18));
    const context = this.#context;
    context.font = fontOf(size);
    const width = Math.min(box.width, context.measureText(name).width + size);
    context.fillStyle = COLORS.veil;
    context.fillRect(box.x, box.y + box.height - 1.6 * size, width, 1.6 * size);
    this.#write(name, { x: box.x + size / 2, y: box.y + box.height - .8 * size, size, align: 'left', widest: width - size });
  }

  /** @param {string} text @param {{x: number, y: number, size: number, align: CanvasTextAlign, widest: number}} where */
  #write(text, { x, y, size, align, widest }) {
    const context = this.#context;
    context.font = fontOf(size);
    context.textAlign = align;
    context.textBaseline = 'middle';
    context.fillStyle = COLORS.text;
    context.fillText(text, x, y, widest);
  }
}

/** @param {number} size */
function fontOf(size) {
  return `600 ${size}px system-ui, sans-serif`;
}
