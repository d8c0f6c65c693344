import { nameOf } from './device-errors.js';

/**
 * What this machine shows: the second user of navigator.mediaDevices, beside LocalMedia.
 *
 * @typedef {'shared' | 'cancelled' | 'failed'} Outcome `cancelled`: by the person, who needs no word about it
 */

/**
 * Text is readable at this size, and each peer costs an encoder: a larger screen is scaled down. Rarely does it show what moves
 * faster. No `min` and no `exact`: browsers refuse them here.
 */
const PICTURE = { width: { max: 1920 }, height: { max: 1200 }, frameRate: { max: 15 } };

/** It is no voice: what makes voices clearer makes music worse. And the voices of this call must not come back to their owners. */
const SOUND = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, restrictOwnAudio: true };

/** A person needs longer than this to refuse: before, it was a policy or the system. In ms. */
const REFLEX = 250;

/**
 * A screen, a window or a tab that the person has chosen, with its sound if the browser offers it.
 *
 * Event: `change` (it begins, loses its sound or is over, from whichever side).
 */
export class ScreenCapture extends EventTarget {
  #devices;
  /** @type {MediaStreamTrack | null} */ #video = null;
  /** @type {MediaStreamTrack | null} */ #audio = null;
  /** Counts the questions: the answer to a former one does not matter. */ #turn = 0;

  /** @param {MediaDevices | undefined} [devices] */
  constructor(devices = navigator.mediaDevices) {
    super();
    this.#devices = devices;
  }

  /** Not on phones, and not where the page is no secure context. */
  get isOffered() {
    return typeof this.#devices?.getDisplayMedia === 'function';
  }

  get isOn() {
    return this.#video !== null;
  }

  get tracks() {
    return { video: this.#video, audio: this.#audio };
  }

  /** Asks the person what to show. A question that stays open is given up by the next one, or by stop(). @returns {Promise<Outcome>} */
  async start() {
    const turn = ++this.#turn;
    const asked = performance.now();
    try {
      const stream = await this.#ask();
      if (turn === this.#turn) this.#use(stream);
      else stream.getTracks().forEach(track => track.stop());
      return this.#video ? 'shared' : 'cancelled';
    } catch (error) {
      const isRefused = isCancelled(error) && performance.now() - asked > REFLEX;
      if (isRefused || turn !== this.#turn) return 'cancelled';
      console.warn('The screen cannot be shared', error);
      return 'failed';
    }
  }

  stop() {
    this.#turn++;
    if (!this.#video) return;
    for (const track of [this.#video, this.#audio]) track?.stop();
    this.#video = this.#audio = null;
    this.dispatchEvent(new Event('change'));
  }

  /** @returns {Promise<MediaStream>} */
  async #ask() {
    const devices = /** @type {MediaDevices} */ (this.#devices);
    // Without that wish fulfilled, the sound of the whole system has the others' voices in it.
    const isOwnSoundLeftOut = 'restrictOwnAudio' in (devices.getSupportedConstraints?.() ?? {});
    const wishes = {
      video: PICTURE,
      audio: SOUND,
      selfBrowserSurface: 'exclude', // this page in this page in this page
      surfaceSwitching: 'include',
      systemAudio: isOwnSoundLeftOut ? 'include' : 'exclude',
    };
    try {
      return await devices.getDisplayMedia(wishes);
    } catch (error) {
      // A browser that cannot fulfil a wish: less sharp is better than nothing.
      if (!['TypeError', 'OverconstrainedError', 'NotSupportedError'].includes(nameOf(error))) throw error;
      return devices.getDisplayMedia({ video: true });
    }
  }

  /** @param {MediaStream} stream */
  #use(stream) {
    this.#video?.stop();
    this.#audio?.stop();
    [this.#video = null] = stream.getVideoTracks();
    [this.#audio = null] = stream.getAudioTracks();
    const video = this.#video;
    const audio = this.#audio;
    if (video) video.contentHint = 'detail'; // sharp first; where there is no such hint, it is an unused property
    video?.addEventListener('ended', () => this.#video === video && this.stop());
    audio?.addEventListener('ended', () => {
      if (this.#audio !== audio) return;
      this.#audio = null;
      this.dispatchEvent(new Event('change'));
    });
    this.dispatchEvent(new Event('change'));
  }
}

/** Chromium names the person's and the system's refusal alike, and tells them apart in words. @param {unknown} error */
function isCancelled(error) {
  return nameOf(error) === 'NotAllowedError' && !/system/i.test(String(error));
}
