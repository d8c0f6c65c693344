import { runningAudio } from './running-audio.js';

/** Quiet: it must not drown a word. 1 would be as loud as can be. */
const LOUDNESS = 0.04;

/** In seconds. */
const TONE = 0.14;

/**
 * Short tones one after the other, where the browser plays them.
 *
 * @param {number[]} pitches in Hz
 * @param {number} [loudness]
 */
export async function playTones(pitches, loudness = LOUDNESS) {
  const audio = await runningAudio();
  if (!audio) return;
  pitches.forEach((hertz, index) => {
    const start = audio.currentTime + index * TONE;
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    // Without a slope at each end it would click.
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + TONE / 4);
    volume.gain.linearRampToValueAtTime(0, start + TONE);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + TONE);
  });
}
