import { el, icon } from './dom.js';
import { name as nameIt, say, t, unsay } from './i18n.js';
import { Playback } from './playback.js';

/** A screen that somebody shares: the whole of it, and its sound. It stands among the tiles of people. */
export class ScreenTile extends HTMLElement {
  #video = el('video');
  #name = el('span', 'tile-name');
  #status = el('p', 'tile-status');
  #hearText = el('span');
  #hear = el('button', 'tile-hear', icon('sound'), this.#hearText);
  #badges = el('p', 'tile-badges');
  #playback = new Playback(this.#video, () => this.#render());
  /** @type {MediaStream | null} */ #stream = null;
  #owner = '';
  #connected = true;

  /** Of the tile; a person's tile has the person's. */ peerId = '';
  /** The person's who shares it. */ ownerId = '';
  /** Nobody sees the own screen here. */ self = false;

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#play();
    this.#render();
  }

  disconnectedCallback() {
    this.#playback.stop();
    this.#video.srcObject = null; // lets the decoder go
  }

  /** What it is called, to others than its owner. */
  get name() { return t('screen.of', { name: this.#owner || t('name.guest') }); }

  /** Who shares it. */
  get owner() { return this.#owner; }
  set owner(owner) {
    this.#owner = owner;
    this.#render();
  }

  get stream() { return this.#stream; }
  set stream(stream) {
    if (stream === this.#stream) return;
    this.#stream = stream;
    if (this.isConnected) this.#play();
    this.#render();
  }

  /** Whether its owner is connected. */
  get connected() { return this.#connected; }
  set connected(connected) {
    this.#connected = connected;
    this.#render();
  }

  /** Whether it is not to be heard here. */
  get silent() { return this.#playback.silent; }
  set silent(silent) { this.#playback.silent = silent; }

  /** @param {HTMLElement} badge */
  decorate(badge) {
    this.#badges.append(badge);
  }

  #build() {
    this.setAttribute('role', 'group');
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    for (const type of ['loadeddata', 'resize', 'emptied']) this.#video.addEventListener(type, () => this.#render());
    this.#hear.type = 'button'; // any press in the page is heard by the playback, one of this button, too
    this.#name.dir = 'auto';
    this.#status.setAttribute('role', 'status');
    const middle = el('div', 'tile-middle', this.#status, this.#hear);
    this.append(this.#video, middle, this.#badges, el('p', 'tile-caption', icon('screen'), this.#name));
  }

  #play() {
    if (this.#video.srcObject !== this.#stream) this.#video.srcObject = this.#stream;
    this.#playback.start();
  }

  #render() {
    const name = this.#owner || t('name.guest');
    const hasPicture = this.#stream !== null && this.#video.videoWidth > 0;
    this.toggleAttribute('data-picture', hasPicture);
    say(this.#name, 'screen.of', { name });
    this.ariaLabel = this.name;
    this.#name.title = this.name;
    nameIt(this.#video, 'screen.of', { name });
    if (!this.#connected) say(this.#status, 'tile.reconnecting', { name });
    else if (!hasPicture) say(this.#status, 'screen.coming', { name });
    else unsay(this.#status);
    this.#hear.hidden = this.#playback.need === '';
    say(this.#hearText, this.#playback.need === 'all' ? 'tile.play' : 'tile.hear', { name });
  }
}

customElements.define('screen-tile', ScreenTile);
