/** @import { SoundMix } from './sound-mix.js' */

/** After so many intervals without a tick, the sound's clock stands. */
const PATIENCE = 3;

/** A tick that takes long is followed by a pause of twice its time: a call that is recorded is still to be used. */
const SHARE = 2;

/**
 * Calls something so many times a second, also while the page is not seen. Then there are no animation frames, and timers come once a
 * second; but the clock of the sound goes on, and its events are no timers. (A worker would need a policy of Trusted Types.) The next
 * tick is asked for after this one, so that a slow machine has no queue of them.
 */
export class FrameClock {
  #sound;
  #tick;
  #interval;
  #tickedAt = 0;
  #pause;
  /** For a browser or a system that has stopped the sound. @type {ReturnType<typeof setInterval> | undefined} */ #timer;

  /** @param {SoundMix} sound @param {() => void} tick @param {number} rate a second */
  constructor(sound, tick, rate) {
    this.#sound = sound;
    this.#tick = tick;
    this.#interval = this.#pause = 1000 / rate;
  }

  start() {
    this.#tickedAt = performance.now();
    this.#timer = setInterval(() => {
      if (performance.now() - this.#tickedAt > PATIENCE * this.#pause) this.#run();
    }, this.#interval);
    this.#next();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #next() {
    this.#sound.after(this.#pause, () => {
      if (this.#timer === undefined) return;
      this.#run();
      this.#next();
    });
  }

  #run() {
    const began = performance.now();
    this.#tick();
    this.#tickedAt = performance.now();
    this.#pause = Math.max(this.#interval, SHARE * (this.#tickedAt - began));
  }
}
