import { el } from './dom.js';
import { name } from './i18n.js';
import { loudnessOf } from './loudness.js';

/** How often it is looked at, in ms: a syllable takes 200. */
const PAUSE = 100;
/** Ordinary speech has a root mean square of 0.05 to 0.2. */
const FULL = 0.25;

/** How loud a microphone is. A browser without Web Audio shows none. */
export class LevelMeter extends HTMLElement {
  #bar = el('span');
  /** @type {MediaStreamTrack | null} */ #track = null;
  /** @type {AudioContext | null} */ #context = null;
  #timer = 0;

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute('role', 'meter');
    this.setAttribute('aria-valuemin', '0');
    this.setAttribute('aria-valuemax', '100');
    name(this, 'green-room.level');
    this.append(this.#bar);
    this.#say(0);
  }

  disconnectedCallback() {
    this.track = null;
  }

  /** @param {MediaStreamTrack | null} track */
  set track(track) {
    if (track === this.#track) return;
    this.#stop();
    this.#track = track;
    this.hidden = track === null;
    if (track) this.#start(track);
  }

  /** @param {MediaStreamTrack} track */
  #start(track) {
    try {
      const context = new AudioContext();
      this.#context = context;
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      this.#timer = setInterval(() => {
        // Without a press in this page it is suspended; one that comes is noticed here.
        if (context.state === 'suspended') context.resume().catch(() => {});
        analyser.getFloatTimeDomainData(samples);
        this.#say(Math.min(1, loudnessOf(samples) / FULL));
      }, PAUSE);
    } catch (error) {
      console.info('The level of the microphone is not shown', error);
      this.hidden = true;
    }
  }

  #stop() {
    clearInterval(this.#timer);
    this.#context?.close().catch(() => {});
    this.#context = null;
    this.#say(0);
  }

  /** @param {number} level from 0 to 1 */
  #say(level) {
    this.#bar.style.setProperty('--level', String(level));
    this.setAttribute('aria-valuenow', String(Math.round(100 * level)));
  }
}

customElements.define('level-meter', LevelMeter);
