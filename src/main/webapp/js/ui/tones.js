import { runningAudio } from './running-audio.js';

/** Quiet: it must not drown a word. 1 would be as loud as can be. */
const LOUDNESS = 0.04;

/** In seconds. */
const TONE = 0.14;

/** A sound that could not be played for so long says what was, and not what is. In ms. */
const LATE = 1_000;

/** Until when something is played, by the clock of the sound: nobody can make a chord of others' tones. */
let busyUntil = 0;

/**
 * Short tones one after the other, where the browser plays them in time, and plays no others.
 *
 * @param {number[]} pitches in Hz
 * @param {number} [loudness]
 */
export async function playTones(pitches, loudness = LOUDNESS) {
  const asked = performance.now();
  const audio = await runningAudio();
  if (!audio || performance.now() - asked > LATE || audio.currentTime < busyUntil) return;
  busyUntil = audio.currentTime + pitches.length * TONE;
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
