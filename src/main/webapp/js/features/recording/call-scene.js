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

/**
 * What is to be seen and heard in a call just now: everybody, and every screen, the own one, too. Of those who cannot know of the
 * recording there are a name and initials only.
 */
export class CallScene {
  #app;
  #capture;
  #isTold;
  /** No tile shows the own screen. */ #ownScreen = el('video');

  /**
   * @param {App} app
   * @param {ScreenCapture} capture
   * @param {(peerId: string) => boolean} isTold whether that person can know of the recording
   */
  constructor(app, capture, isTold) {
    this.#app = app;
    this.#capture = capture;
    this.#isTold = isTold;
    Object.assign(this.#ownScreen, { muted: true, playsInline: true, autoplay: true });
  }

  /** @returns {Parts} */
  get parts() {
    const others = this.#screens.map(tile => this.#partOf(tile.name, tile));
    return { screens: [...this.#own, ...others], people: this.#people.map(tile => this.#partOf(tile.name || t('name.guest'), tile)) };
  }

  /** @returns {MediaStreamTrack[]} without what is muted */
  get tracks() {
    const { media } = this.#app;
    const voice = media.microphone === 'on' ? media.tracks.audio : null;
    const others = [...this.#people.filter(({ self }) => !self), ...this.#screens].filter(tile => this.#isIn(tile));
    const own = [voice, this.#capture.tracks.audio].filter(track => track !== null);
    return [...own, ...others.flatMap(({ stream }) => stream?.getAudioTracks() ?? [])];
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

  /** @param {string} name @param {VideoTile | ScreenTile} tile @returns {Part} */
  #partOf(name, tile) {
    const isSeen = tile.hasAttribute('data-picture') && this.#isIn(tile);
    return { name, initials: initials(name), video: isSeen ? tile.querySelector('video') : null };
  }

  /** @param {VideoTile | ScreenTile} tile */
  #isIn(tile) {
    return tile.self || this.#isTold('ownerId' in tile ? tile.ownerId : tile.peerId);
  }
}
