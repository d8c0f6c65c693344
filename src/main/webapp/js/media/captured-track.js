/** @import { Known } from './device-list.js' */

/** 1 s, in ms: headsets that change their profile interrupt the sound for a moment. */
const MOMENT = 1_000;

/**
 * What a device gives, as long as it gives it.
 *
 * Events: `change` (interrupted, or not any more), `interrupted` (for longer than a moment), `resumed`, `ended`.
 */
export class CapturedTrack extends EventTarget {
  #isInterrupted = false;

  /**
   * @param {MediaStreamTrack} track
   * @param {boolean} enabled
   */
  constructor(track, enabled) {
    super();
    this.track = track;
    track.enabled = enabled;
    track.onended = () => this.dispatchEvent(new Event('ended'));
    track.onmute = () => this.#interrupt();
    track.onunmute = () => this.#resume();
    if (track.muted) this.#interrupt();
  }

  /** @returns {Known} */
  get known() {
    const { deviceId = '', groupId = '' } = this.track.getSettings();
    return { deviceId, groupId, label: this.track.label };
  }

  /** @returns {boolean} whether the system keeps it from this page: a phone call has it, or a switch on the device is off */
  get isInterrupted() {
    return this.#isInterrupted;
  }

  release() {
    this.track.onended = this.track.onmute = this.track.onunmute = null;
    this.#isInterrupted = false;
    this.track.stop();
  }

  #interrupt() {
    this.#isInterrupted = true;
    this.dispatchEvent(new Event('change'));
    setTimeout(() => this.#isInterrupted && this.dispatchEvent(new Event('interrupted')), MOMENT);
  }

  #resume() {
    this.#isInterrupted = false;
    this.dispatchEvent(new Event('change'));
    this.dispatchEvent(new Event('resumed'));
  }
}

/**
 * Has a stream have these tracks, and no others. One that stays is not touched: it would blink.
 *
 * @param {MediaStream} stream
 * @param {(MediaStreamTrack | null)[]} tracks
 * @returns {boolean} whether others are in it now
 */
export function showIn(stream, tracks) {
  const before = stream.getTracks();
  const gone = before.filter(track => !tracks.includes(track));
  const come = tracks.filter(track => track !== null).filter(track => !before.includes(track));
  for (const track of gone) stream.removeTrack(track);
  for (const track of come) stream.addTrack(track);
  return gone.length + come.length > 0;
}
