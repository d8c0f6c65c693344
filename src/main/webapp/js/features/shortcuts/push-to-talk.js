/** @import { LocalMedia } from '../../media/local-media.js' */

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
