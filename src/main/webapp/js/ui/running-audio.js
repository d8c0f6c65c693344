/** One for all sounds, because each has a thread; undefined: not tried yet. @type {AudioContext | null | undefined} */
let context;

/**
 * Null where there is none, or where it does not run: before a person has pressed anything a browser keeps it suspended, and a
 * system can interrupt it. Who gets null says nothing.
 *
 * @returns {Promise<AudioContext | null>}
 */
export async function runningAudio() {
  try {
    context ??= typeof AudioContext === 'function' ? new AudioContext() : null;
    // It may never answer: then nothing is done either.
    if (context && context.state !== 'running') await context.resume();
  } catch (error) {
    console.info('There is no AudioContext', error);
    context = null;
  }
  return context?.state === 'running' ? context : null;
}
