import { KEPT_AT_MOST } from '../../app/sinks.js';
import { CallPicture } from './call-picture.js';
import { FrameClock } from './frame-clock.js';
import { SoundMix } from './sound-mix.js';

/**
 * @import { Sink } from '../../app/sinks.js'
 * @import { Parts } from './call-picture.js'
 *
 * @typedef {'stopped' | 'full' | 'lost'} Outcome `full`: there is no more space, and what was recorded before is saved; `lost`:
 *   nothing is saved
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

/** 64 MB: a disk that is so far behind will not catch up, and what waits for it is in memory. */
const MAX_WAITING = 64 * 1000 * 1000;

/** @returns {string} the type of what this browser would write; empty if it cannot record a call */
export function recordedType() {
  const isPossible = typeof MediaRecorder === 'function' && typeof AudioContext === 'function' && 'captureStream' in HTMLCanvasElement.prototype;
  return (isPossible && TYPES.find(type => MediaRecorder.isTypeSupported(type))) || '';
}

/**
 * Writes what is seen and heard in a call, until it is stopped or there is no space left.
 *
 * Events: `stop` (nothing is recorded any more), then `end` (detail: an Outcome; the file is complete).
 */
export class CallRecorder extends EventTarget {
  #sink;
  #tracks;
  #picture;
  #sound = new SoundMix();
  #recorder;
  #clock = new FrameClock(this.#sound, () => this.#tick(), FRAME_RATE);
  #frames = 0;
  #writing = Promise.resolve();
  #bytes = 0;
  #waiting = 0;
  #isOn = false;
  /** @type {Outcome} */ #outcome = 'stopped';

  /**
   * @param {Sink} sink
   * @param {() => Parts} parts what is to be seen just now
   * @param {() => MediaStreamTrack[]} tracks what is to be heard just now
   */
  constructor(sink, parts, tracks) {
    super();
    this.#sink = sink;
    this.#tracks = tracks;
    try {
      this.#picture = new CallPicture(parts);
      const stream = new MediaStream([this.#picture.track(FRAME_RATE), this.#sound.track]);
      this.#recorder = new MediaRecorder(stream, { mimeType: recordedType(), ...RATES });
    } catch (error) {
      this.#sound.stop(); // a page has few AudioContexts
      throw error;
    }
    this.#recorder.ondataavailable = ({ data }) => this.#write(data);
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

  /** @param {Blob} piece */
  #write(piece) {
    this.#bytes += piece.size;
    this.#waiting += piece.size;
    this.#writing = this.#writing.then(async () => {
      try {
        if (piece.size > 0) await this.#sink.write(new Uint8Array(await piece.arrayBuffer()));
      } catch (error) {
        console.info('A recording cannot be written', error);
        this.stop('full');
      }
      this.#waiting -= piece.size;
    });
    if ((this.#sink.isKept && this.#bytes > KEPT_AT_MOST) || this.#waiting > MAX_WAITING) this.stop('full');
  }

  async #finish() {
    this.#release();
    await this.#writing;
    try {
      if (this.#outcome === 'lost') this.#sink.abandon();
      else await this.#sink.finish();
    } catch (error) {
      // A disk that is full takes the file back.
      console.info('A recording cannot be saved', error);
      this.#outcome = 'lost';
    }
    this.dispatchEvent(new CustomEvent('end', { detail: this.#outcome }));
  }
}
