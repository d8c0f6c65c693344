import { CallPicture } from './call-picture.js';
import { FrameClock } from './frame-clock.js';
import { RecordingFile } from './recording-file.js';
import { SoundMix } from './sound-mix.js';

/**
 * @import { Sink } from '../../app/sinks.js'
 * @import { Parts } from './call-picture.js'
 * @import { Outcome } from './recording-file.js'
 */

/** What browsers can write, the best first. Older Safaris write no WebM. */
const TYPES = ['video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'];

/** With the sound 12 MB a minute. In bits a second. */
const RATES = { videoBitsPerSecond: 1_500_000, audioBitsPerSecond: 96_000 };

/** 15 pictures a second are enough for faces, and half the work. */
const FRAME_RATE = 15;

/** Who is to be heard is looked up four times a second. In pictures. */
const FRAMES_A_LOOK = 4;

/** How often something is written. In ms. */
const PIECE = 1_000;

/** @returns {string} the type of what this browser would write; empty if it cannot record a call */
export function recordedType() {
  const isPossible = typeof MediaRecorder === 'function' && typeof AudioContext === 'function' && 'captureStream' in HTMLCanvasElement.prototype;
  return (isPossible && TYPES.find(type => MediaRecorder.isTypeSupported(type))) || '';
}

/**
 * Writes what is seen and heard in a call, until it is stopped or there is no space left.
 *
 * Events: `stop` (nothing is recorded any more), then `end` (detail: an Outcome; the file is complete, or given up).
 */
export class CallRecorder extends EventTarget {
  #file;
  #tracks;
  #picture;
  #sound = new SoundMix();
  #recorder;
  #clock = new FrameClock(this.#sound, () => this.#tick(), FRAME_RATE);
  #frames = 0;
  #isOn = false;
  /** @type {Outcome} */ #outcome = 'stopped';

  /**
   * @param {Sink} sink
   * @param {() => Parts} parts what is to be seen just now
   * @param {() => MediaStreamTrack[]} tracks what is to be heard just now
   */
  constructor(sink, parts, tracks) {
    super();
    this.#file = new RecordingFile(sink);
    this.#file.addEventListener('full', () => this.stop('full'));
    this.#tracks = tracks;
    try {
      this.#picture = new CallPicture(parts);
      const stream = new MediaStream([this.#picture.track(FRAME_RATE), this.#sound.track]);
      this.#recorder = new MediaRecorder(stream, { mimeType: recordedType(), ...RATES });
    } catch (error) {
      this.#sound.stop(); // a page has few AudioContexts
      throw error;
    }
    this.#recorder.ondataavailable = ({ data }) => this.#file.write(data);
    // By itself only after an error, when it has handed over what there was.
    this.#recorder.onstop = () => this.#finish();
    this.#recorder.addEventListener('error', () => { this.#outcome = 'full'; });
  }

  start() {
    this.#isOn = true;
    this.listen();
    this.#clock.start();
    this.#recorder.start(PIECE);
  }

  /** Looks up who is to be heard: nothing that somebody says while muted goes into the file. */
  listen() {
    if (this.#isOn) this.#sound.take(this.#tracks());
  }

  /** @param {Outcome} [outcome] */
  stop(outcome = 'stopped') {
    if (!this.#isOn) return;
    this.#outcome = outcome;
    if (this.#recorder.state === 'inactive') this.#finish();
    else this.#recorder.stop();
    this.#release();
  }

  #tick() {
    this.#picture.draw();
    if (this.#frames++ % FRAMES_A_LOOK === 0) this.listen();
  }

  #release() {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#clock.stop();
    this.#sound.stop();
    this.dispatchEvent(new Event('stop'));
  }

  async #finish() {
    this.#release();
    const isEmpty = this.#outcome === 'stopped' && this.#frames === 0;
    const outcome = await this.#file.finish(isEmpty ? 'empty' : this.#outcome);
    this.dispatchEvent(new CustomEvent('end', { detail: outcome }));
  }
}
