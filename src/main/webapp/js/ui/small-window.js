import { initials } from './avatar.js';
import { t } from './i18n.js';
import { loadStyle } from './style-sheet.js';

/**
 * @typedef {{id: string, name: string, stream: MediaStream | null, hasPicture: boolean}} Shown somebody
 * @typedef {{figure: HTMLElement, video: HTMLVideoElement, avatar: HTMLElement, name: HTMLElement}} Face
 */

/** @type {{requestWindow: (size: {width: number, height: number}) => Promise<Window>} | undefined} in Chromium alone */
const browser = /** @type {any} */ (globalThis).documentPictureInPicture;

/** In CSS pixels; a browser may remember another one that the person has chosen. */
const SIZE = { width: 380, height: 280 };

/**
 * A window of the page's own above all others: faces, and the two buttons that one needs there. Its videos are its own, because
 * a <video> that moves to another document stops. The sound stays in the page.
 *
 * Events: `change` (open, or not any more), `mute` and `leave` (a button was pressed).
 */
export class SmallWindow extends EventTarget {
  /** @type {Window | null} */ #window = null;
  /** @type {Map<string, Face>} */ #faces = new Map();

  get isPossible() {
    return browser !== undefined;
  }

  get isOpen() {
    return this.#window !== null;
  }

  /** Rejected if the browser refuses. */
  async open() {
    const opened = /** @type {Window} */ (await browser?.requestWindow(SIZE));
    this.#window = opened;
    opened.addEventListener('pagehide', () => this.#closed());
    this.#build(opened.document);
    this.dispatchEvent(new Event('change'));
  }

  close() {
    this.#window?.close();
  }

  /**
   * @param {Shown[]} people everybody else
   * @param {'on' | 'off' | 'none'} microphone one's own
   */
  show(people, microphone) {
    const page = this.#window?.document;
    if (!page) return;
    for (const [id, face] of this.#faces) if (!people.some(each => each.id === id)) this.#remove(id, face);
    for (const each of people) this.#showFace(each, page);
    const [alone, mute, leave] = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('.alone, button'));
    alone.hidden = people.length > 0;
    alone.textContent = t('picture-in-picture.alone');
    mute.textContent = t(microphone === 'on' ? 'controls.mute' : 'controls.unmute');
    mute.dataset.state = microphone;
    mute.toggleAttribute('disabled', microphone === 'none');
    leave.textContent = t('controls.leave');
  }

  /** @param {Document} page */
  #build(page) {
    page.documentElement.lang = document.documentElement.lang;
    page.title = document.title;
    loadStyle('tokens', page);
    loadStyle('picture-in-picture', page);
    const alone = page.createElement('p');
    alone.className = 'alone';
    const controls = page.createElement('footer');
    controls.append(...['mute', 'leave'].map(action => this.#button(page, action)));
    page.body.append(page.createElement('main'), alone, controls);
  }

  /** @param {Document} page @param {string} action */
  #button(page, action) {
    const button = page.createElement('button');
    button.type = 'button';
    button.dataset.action = action;
    button.addEventListener('click', () => this.dispatchEvent(new Event(action)));
    return button;
  }

  /** @param {Shown} shown @param {Document} page */
  #showFace({ id, name, stream, hasPicture }, page) {
    const face = this.#faces.get(id) ?? faceIn(page);
    if (!this.#faces.has(id)) page.querySelector('main')?.append(face.figure);
    this.#faces.set(id, face);
    face.name.textContent = name;
    face.avatar.textContent = initials(name);
    face.figure.toggleAttribute('data-picture', hasPicture);
    if (face.video.srcObject === stream) return;
    face.video.srcObject = stream;
    face.video.play().catch(error => console.info('A video of the small window does not play', error));
  }

  /** @param {string} id @param {Face} face */
  #remove(id, { figure, video }) {
    this.#faces.delete(id);
    video.srcObject = null; // lets the decoder go
    figure.remove();
  }

  #closed() {
    for (const [id, face] of this.#faces) this.#remove(id, face);
    this.#window = null;
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {Document} page @returns {Face} */
function faceIn(page) {
  const figure = page.createElement('figure');
  const video = page.createElement('video');
  const avatar = page.createElement('span');
  const name = page.createElement('figcaption');
  video.muted = true;
  video.playsInline = true;
  avatar.className = 'avatar';
  avatar.ariaHidden = 'true';
  name.dir = 'auto';
  figure.append(video, avatar, name);
  return { figure, video, avatar, name };
}
