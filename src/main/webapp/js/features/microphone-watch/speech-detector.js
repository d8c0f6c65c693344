/** How many looks in a row are considered, and how many of them must be loud: about a second of speech in a second and a half. */
const LOOKS = 6;
const LOUD = 4;

/** Below this it is a quiet room, as loud as it may seem beside silence. Of 1, as the root of the mean square. */
const QUIET = 0.008;
/** How much louder than the room a voice is: a fan or other people are the room. */
const ABOVE_THE_ROOM = 3;
/** How fast the room may become louder: twice as loud in some six seconds of four looks each. */
const ROOM_RISES = 1.03;

/** Tells somebody who speaks from a room that is loud: a voice has pauses, and a fan has none. It looks four times a second. */
export class SpeechDetector {
  /** How loud the room is without a voice; unknown at first. */ #room = Infinity;
  /** @type {boolean[]} */ #loud = [];

  /**
   * @param {number} level how loud it is now
   * @returns {boolean} whether somebody speaks
   */
  hears(level) {
    this.#room = Math.min(level, Math.max(this.#room, QUIET / ABOVE_THE_ROOM) * ROOM_RISES);
    this.#loud.push(level > Math.max(QUIET, this.#room * ABOVE_THE_ROOM));
    if (this.#loud.length > LOOKS) this.#loud.shift();
    return this.#loud.filter(Boolean).length >= LOUD;
  }
}
