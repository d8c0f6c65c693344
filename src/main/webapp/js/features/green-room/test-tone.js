import { startTone } from '../../ui/tones.js';

/** In Hz: a fifth, up. */
const TONES = [523, 784];

/** In seconds; silence at the end. */
const TONE = { length: 0.35, pause: 0.1, tail: 0.3 };

/** 1 would be as loud as can be: quiet, and not to be missed. */
const LOUDNESS = 0.12;

/** 3 s, in ms: a browser that keeps the sound suspended does not answer at all. */
const PATIENCE = 3_000;

/**
 * Two short tones from one loudspeaker, by an <audio> as the voices of a call. Not by AudioContext.setSinkId, which Firefox and
 * Safari lack.
 *
 * @param {string} speaker '' for the system's
 * @returns {Promise<boolean>} whether they were played, when they are over
 */
export async function playTestTone(speaker) {
  /** @type {AudioContext | undefined} */
  let context;
  try {
    context = new AudioContext();
    const target = new MediaStreamAudioDestinationNode(context);
    const audio = new Audio();
    audio.srcObject = target.stream;
    await inTime(Promise.all([audio.setSinkId?.(speaker), context.resume(), audio.play()]));
    await inTime(playInto(context, target));
    return true;
  } catch (error) {
    console.info('The test sound is not played', error);
    return false;
  } finally {
    context?.close().catch(() => {});
  }
}

/** @param {Promise<unknown>} promise */
function inTime(promise) {
  return Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error('It does not answer')), PATIENCE))]);
}

/**
 * @param {AudioContext} context
 * @param {AudioNode} target
 */
function playInto(context, target) {
  const { length, pause, tail } = TONE; // the tail, because an <audio> is late
  const all = TONES.map((hertz, index) => {
    const start = context.currentTime + pause + index * (length + pause);
    const tone = startTone(target, { hertz, start, length, tail, loudness: LOUDNESS });
    return new Promise(ended => tone.addEventListener('ended', ended, { once: true }));
  });
  return Promise.all(all);
}
