import { initials } from '../../ui/avatar.js';
import { el } from '../../ui/dom.js';
import { t } from '../../ui/i18n.js';

/**
 * @import { App } from '../../app/app.js'
 * @import { ScreenCapture } from '../../media/screen-capture.js'
 * @import { ScreenTile } from '../../ui/screen-tile.js'
 * @import { VideoTile } from '../../ui/video-tile.js'
 * @import { Part, Parts } from './call-picture.js'
 */

/** What is to be seen and heard in a call just now: everybody, and every screen, the own one, too. */
export class CallScene {
  #app;
  #capture;
  /** No tile shows the own screen. */ #ownScreen = el('video');

  /** @param {App} app @param {ScreenCapture} capture */
  constructor(app, capture) {
    this.#app = app;
    this.#capture = capture;
    Object.assign(this.#ownScreen, { muted: true, playsInline: true, autoplay: true });
  }

  /** @returns {Parts} */
  get parts() {
    const others = this.#screens.map(tile => partOf(tile.name, tile));
    return { screens: [...this.#own, ...others], people: this.#people.map(tile => partOf(tile.name || t('name.guest'), tile)) };
  }

  /** @returns {MediaStreamTrack[]} without what is muted */
  get tracks() {
    const { media } = this.#app;
    const voice = media.microphone === 'on' ? media.tracks.audio : null;
    const streams = [...this.#people.filter(({ self }) => !self), ...this.#screens].map(({ stream }) => stream);
    const own = [voice, this.#capture.tracks.audio].filter(track => track !== null);
    return [...own, ...streams.flatMap(stream => stream?.getAudioTracks() ?? [])];
  }

  /** Lets go of the own screen. */
  close() {
    this.#ownScreen.srcObject = null;
  }

  /** @returns {Part[]} */
  get #own() {
    const { video: track } = this.#capture.tracks;
    const shown = /** @type {MediaStream | null} */ (this.#ownScreen.srcObject);
    if (track !== (shown?.getVideoTracks()[0] ?? null)) this.#ownScreen.srcObject = track && new MediaStream([track]);
    return track ? [{ name: t('screen.of', { name: this.#app.settings.name || t('name.guest') }), initials: '', video: this.#ownScreen }] : [];
  }

  get #people() {
    return /** @type {VideoTile[]} */ ([...this.#app.tiles.querySelectorAll('video-tile')]);
  }

  get #screens() {
    return /** @type {ScreenTile[]} */ ([...this.#app.tiles.querySelectorAll('screen-tile')]);
  }
}

/** @param {string} name @param {VideoTile | ScreenTile} tile @returns {Part} */
function partOf(name, tile) {
  return { name, initials: initials(name), video: tile.hasAttribute('data-picture') ? tile.querySelector('video') : null };
}
