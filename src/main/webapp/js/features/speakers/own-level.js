import { loudnessOf } from '../../ui/loudness.js';

/** Samples that one reading looks at: a sixth of a second at 48 kHz, so that no syllable falls between two readings. */
const SAMPLES = 8192;

/** How loud the own microphone is. The browser counts; a reading is one look at its numbers. */
export class OwnLevel {
  #samples = new Float32Array(SAMPLES);
  /** @type {AudioContext | null} */ #context = null;
  /** @type {AnalyserNode | null} */ #analyser = null;
  /** @type {MediaStreamAudioSourceNode | null} */ #source = null;
  /** @type {MediaStreamTrack | null} */ #track = null;
  #isImpossible = false;

  /**
   * @param {MediaStreamTrack | null} track of the microphone, while it is on
   * @returns {number} 0 to 1; 0 also where the browser does not say
   */
  read(track) {
    if (track !== this.#track) this.#use(track);
    if (!track || !this.#analyser) return 0;
    // The system may have interrupted it, or the browser waits for a press.
    if (this.#context?.state !== 'running') {
      this.#context?.resume().catch(() => {});
      return 0;
    }
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return loudnessOf(this.#samples);
  }

  /** Lets everything go. */
  close() {
    this.#use(null);
    this.#context?.close().catch(() => {});
    this.#context = this.#analyser = null;
  }

  /** @param {MediaStreamTrack | null} track */
  #use(track) {
    this.#track = track;
    this.#source?.disconnect();
    this.#source = null;
    if (!track || this.#isImpossible) return;
    try {
      this.#context ??= new AudioContext();
      this.#analyser ??= new AnalyserNode(this.#context, { fftSize: SAMPLES });
      this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
      this.#source.connect(this.#analyser);
    } catch (error) {
      // No sound device, no Web Audio, or a microphone with another rate (Firefox): then nobody sees that they speak.
      this.#isImpossible = true;
      console.info('How loud the own microphone is cannot be measured', error);
    }
  }
}
