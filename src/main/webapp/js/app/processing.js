/**
 * @import { LocalMedia } from '../media/local-media.js'
 * @import { Settings } from './settings.js'
 *
 * @typedef {'echoCancellation' | 'noiseSuppression' | 'autoGainControl'} Step what is done with the sound of the microphone
 */

/** @type {Step[]} */
export const STEPS = ['echoCancellation', 'noiseSuppression', 'autoGainControl'];

/**
 * What the browser does with the sound and the picture before it sends them. What is switched off for the sound is kept for later
 * visits. A blurred background is the system's setting, and it keeps it.
 *
 * Event: `change`.
 */
export class Processing extends EventTarget {
  #media;
  #settings;
  /** @type {Set<Step>} */ #off;
  /** Says so when the system changes it. @type {MediaStreamTrack | null} */ #followed = null;

  /**
   * @param {LocalMedia} media
   * @param {Settings} settings
   */
  constructor(media, settings) {
    super();
    this.#media = media;
    this.#settings = settings;
    const { off } = settings.chosen;
    this.#off = new Set(STEPS.filter(step => Array.isArray(off) && off.includes(step)));
    media.addEventListener('change', () => this.#changed());
    if (this.#off.size > 0) this.#apply();
    this.#changed();
  }

  /** @returns {Step[]} those that this browser knows */
  get steps() {
    const track = this.#media.tracks.audio;
    const known = track?.getSettings() ?? {};
    return STEPS.filter(step => step in known);
  }

  /** @param {Step} step */
  isOn(step) {
    return !this.#off.has(step);
  }

  /**
   * @param {Step} step
   * @param {boolean} on
   */
  switch(step, on) {
    if (on) this.#off.delete(step);
    else this.#off.add(step);
    this.#settings.chosen = { off: [...this.#off] };
    return this.#apply();
  }

  /** @returns {boolean | null} whether the system blurs what is behind the person; null where a page cannot choose */
  get blur() {
    const track = this.#media.tracks.video;
    const { backgroundBlur } = /** @type {Record<string, any>} */ (track?.getCapabilities?.() ?? {});
    if (!Array.isArray(backgroundBlur) || backgroundBlur.length < 2) return null;
    return /** @type {Record<string, any>} */ (track?.getSettings()).backgroundBlur === true;
  }

  /** @param {boolean} on */
  async switchBlur(on) {
    try {
      await this.#media.tracks.video?.applyConstraints(/** @type {any} */ ({ backgroundBlur: on }));
    } catch (error) {
      console.info('The background stays as it is', error);
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Some browsers change it while the microphone is open. For the others it is opened again: nothing is negotiated for that. */
  async #apply() {
    const wishes = Object.fromEntries(STEPS.map(step => [step, this.isOn(step)]));
    this.#media.wish('microphone', wishes);
    const track = this.#media.tracks.audio;
    try {
      // What is not named here would be given up: Media Capture and Streams, applyConstraints.
      await track?.applyConstraints({ ...track.getConstraints(), ...wishes });
    } catch (error) {
      console.info('The microphone is opened again', error);
    }
    const isStill = track !== null && track === this.#media.tracks.audio;
    if (isStill && differs(track.getSettings(), wishes)) this.#media.choose('microphone', this.#media.inUse('microphone'));
    this.dispatchEvent(new Event('change'));
  }

  #changed() {
    const { video } = this.#media.tracks;
    if (video !== this.#followed) {
      this.#followed = video;
      video?.addEventListener('configurationchange', () => this.dispatchEvent(new Event('change')));
    }
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {Record<string, any>} settings
 * @param {Record<string, boolean>} wishes
 */
function differs(settings, wishes) {
  return STEPS.some(step => step in settings && settings[step] !== wishes[step]);
}
