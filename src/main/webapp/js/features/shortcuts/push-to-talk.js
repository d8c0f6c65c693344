/** @import { LocalMedia } from '../../media/local-media.js' */

/** What is pressed by the space bar itself. */
const TAKES_SPACE = 'a[href], audio[controls], button, details, input, label, select, summary, textarea, video[controls], [role="textbox"]';

/** While a key is held, somebody who is muted is heard. It is no press of the switch: nothing is remembered. */
export class PushToTalk {
  #media;
  #isTalking = false;

  /** @param {Pick<LocalMedia, 'switches' | 'tracks' | 'mute' | 'unmute'>} media */
  constructor(media) {
    this.#media = media;
  }

  /** @returns {boolean} whether they are heard because of this key */
  press() {
    const { switches, tracks } = this.#media;
    // A microphone that is not there would be asked for, and come when the key is up.
    if (!this.#isTalking && switches.microphone === 'off' && tracks.audio) {
      this.#isTalking = true;
      this.#media.unmute();
    }
    return this.#isTalking;
  }

  release() {
    if (!this.#isTalking) return;
    this.#isTalking = false;
    this.#media.mute();
  }
}

/** @param {EventTarget | null} target of a press of the space bar */
export function takesSpace(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(TAKES_SPACE) !== null);
}
