import { loudnessOf } from '../../ui/loudness.js';

/** @typedef {{level: number, isSilent: boolean}} Reading the root of the mean square; whether there is nothing but zeros */

/** Samples of one look: 43 ms at 48 kHz. */
const SAMPLES = 2048;

/**
 * Measures a microphone, also one that is muted: a clone of its track has a switch of its own. Nothing is kept or sent. Where
 * there is no AudioContext, or where it is kept suspended, there is nothing to read.
 */
export class LevelMeter {
  #samples = new Float32Array(SAMPLES);
  #track;
  /** @type {AudioContext | null} */ #audio = null;
  /** @type {AnalyserNode | null} */ #analyser = null;

  /** @param {MediaStreamTrack} track */
  constructor(track) {
    this.#track = track.clone();
    this.#track.enabled = true;
    try {
      this.#connect();
    } catch (error) {
      // Firefox refuses a microphone of another rate than the context's.
      console.info('The microphone cannot be measured', error);
      this.stop();
    }
  }

  /** @returns {Reading | null} */
  read() {
    if (this.#analyser?.context.state !== 'running') return null;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const level = loudnessOf(this.#samples);
    return { level, isSilent: level === 0 };
  }

  /** A device is let go when the last clone of its track has stopped. */
  stop() {
    this.#track.stop();
    this.#analyser = null;
    this.#audio?.close().catch(() => {}); // It was closed by the system.
    this.#audio = null;
  }

  #connect() {
    // Nobody listens, so it may be slow, and wake the processor seldom.
    this.#audio = new AudioContext({ latencyHint: 'playback' });
    this.#analyser = new AnalyserNode(this.#audio, { fftSize: SAMPLES });
    this.#audio.createMediaStreamSource(new MediaStream([this.#track])).connect(this.#analyser);
  }
}
