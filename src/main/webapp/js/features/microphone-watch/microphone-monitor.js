import { SpeechDetector } from './speech-detector.js';

/**
 * @import { LocalMedia } from '../../media/local-media.js'
 * @import { Reading } from './level-meter.js'
 *
 * @typedef {{read: () => Reading | null, stop: () => void}} Meter
 */

/** 4 times a second, in ms: a syllable is not missed twice, and it costs nothing. */
const LOOK = 250;
/** 8 s of zeros, in looks. A microphone that is open gives at least some noise. */
const SILENCE = 32;
/** A minute, in looks: who speaks to somebody beside them is not told of it again and again. */
const PAUSE = 240;

/**
 * Whether somebody speaks while they are muted, and whether a microphone that is on gives nothing. It measures while muted, and
 * after the microphone was opened until the first sound: one that has been heard is not asked again, because some headsets give
 * zeros whenever nobody speaks.
 *
 * Events: `muted-speech`, `silent` (once for a microphone), `over` (what was said is not true any more).
 */
export class MicrophoneMonitor extends EventTarget {
  #media;
  #measure;
  /** What is measured now, and how. @type {{track: MediaStreamTrack, isMuted: boolean, meter: Meter} | null} */ #now = null;
  /** @type {WeakSet<MediaStreamTrack>} */ #known = new WeakSet();
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;
  #speech = new SpeechDetector();
  #zeros = 0;
  /** Looks that are left out. */ #pause = 0;
  #isSaid = false;

  /**
   * @param {EventTarget & Pick<LocalMedia, 'microphone' | 'switches' | 'tracks'>} media
   * @param {(track: MediaStreamTrack) => Meter} measure
   */
  constructor(media, measure) {
    super();
    this.#media = media;
    this.#measure = measure;
  }

  /** @returns {() => void} ends it */
  start() {
    const follow = () => this.#follow();
    this.#media.addEventListener('change', follow);
    follow();
    return () => {
      this.#media.removeEventListener('change', follow);
      this.#rest();
    };
  }

  #follow() {
    const { microphone, switches, tracks: { audio: track } } = this.#media;
    const isMuted = switches.microphone === 'off';
    const isWanted = track !== null && (isMuted || (microphone === 'on' && !this.#known.has(track)));
    if (isWanted && this.#now?.track === track && this.#now.isMuted === isMuted) return;
    if (this.#isSaid) this.#tell('over');
    this.#isSaid = false;
    this.#rest();
    if (!isWanted) return;
    this.#speech = new SpeechDetector();
    this.#zeros = 0;
    this.#pause = 0;
    this.#now = { track, isMuted, meter: this.#measure(track) };
    this.#timer = setInterval(() => this.#look(), LOOK);
  }

  #rest() {
    clearInterval(this.#timer);
    this.#now?.meter.stop();
    this.#now = null;
  }

  #look() {
    const reading = this.#now?.meter.read();
    if (!reading) return;
    if (this.#now?.isMuted) this.#lookForSpeech(reading);
    else this.#lookForSound(reading);
  }

  /** @param {Reading} reading */
  #lookForSpeech({ level }) {
    if (this.#pause > 0) this.#pause--;
    if (!this.#speech.hears(level) || this.#pause > 0) return;
    this.#pause = PAUSE;
    this.#say('muted-speech');
  }

  /** @param {Reading} reading */
  #lookForSound({ isSilent }) {
    if (isSilent) {
      this.#zeros++;
      if (this.#zeros === SILENCE) this.#say('silent');
      return;
    }
    if (this.#now) this.#known.add(this.#now.track);
    this.#follow();
  }

  /** @param {string} type */
  #say(type) {
    this.#isSaid = true;
    this.#tell(type);
  }

  /** @param {string} type */
  #tell(type) {
    this.dispatchEvent(new Event(type));
  }
}
