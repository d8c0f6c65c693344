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
  pitches.forEach((hertz, index) => startTone(audio.destination, { hertz, start: audio.currentTime + index * TONE, length: TONE, loudness }));
}

/**
 * One tone, with a slope at each end, without which it would click.
 *
 * @param {AudioNode} target
 * @param {object} tone
 * @param {number} tone.hertz
 * @param {number} tone.start in s, by the clock of the sound, as the others
 * @param {number} tone.length
 * @param {number} [tone.tail] of silence, which belongs to it
 * @param {number} tone.loudness 1 would be as loud as can be
 * @returns {OscillatorNode} `ended` when it is over
 */
export function startTone(target, { hertz, start, length, tail = 0, loudness }) {
  const tone = new OscillatorNode(target.context, { frequency: hertz });
  const volume = new GainNode(target.context, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness, start + length / 4);
  volume.gain.linearRampToValueAtTime(0, start + length);
  tone.connect(volume).connect(target);
  tone.start(start);
  tone.stop(start + length + tail);
  return tone;
}
