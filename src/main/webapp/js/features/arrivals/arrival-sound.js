import { runningAudio } from './running-audio.js';

/** In Hz: up for those who come, down for those who go. */
const TONES = { joined: [523, 784], left: [784, 523] };

/** Quiet: it must not drown a word. 1 would be as loud as can be. */
const LOUDNESS = 0.04;

/** In seconds. */
const TONE = 0.14;

/**
 * Two short tones, where the browser plays them.
 *
 * @param {'joined' | 'left'} what
 */
export async function playArrival(what) {
  const audio = await runningAudio();
  if (!audio) return;
  TONES[what].forEach((hertz, index) => {
    const start = audio.currentTime + index * TONE;
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    // Without a slope at each end it would click.
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + TONE / 4);
    volume.gain.linearRampToValueAtTime(0, start + TONE);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + TONE);
  });
}
