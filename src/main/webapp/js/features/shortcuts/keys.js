import { browserMemory } from '../../app/storage.js';

/** @import { Memory } from '../../app/storage.js' */

const KEYS = 'noom.keys';

/** Letters, digits and signs: what can be typed with one press on most keyboards. The space bar is for talking. */
const CAN_BE_CHOSEN = /^[!-~]$/;

/** A key with one of these belongs to the browser or the system. */
const MODIFIERS = ['Control', 'Alt', 'AltGraph', 'Meta'];

/**
 * Which key was pressed: a letter in lower case, or a sign. A letter is taken by its place where the keyboard writes no Latin
 * one: with a Korean input method the key m writes ㅡ.
 *
 * @param {{key: string, code: string, getModifierState: (modifier: string) => boolean}} event of a keyboard
 * @returns {string | null} null if it is no single key
 */
export function keyOf(event) {
  if (MODIFIERS.some(modifier => event.getModifierState(modifier))) return null;
  const place = event.code.match(/^Key([A-Z])$/)?.[1];
  const isSign = CAN_BE_CHOSEN.test(event.key) && !/[a-z]/i.test(event.key);
  const key = /^[a-z]$/i.test(event.key) || isSign ? event.key : (place ?? '');
  if (!CAN_BE_CHOSEN.test(key)) return null;
  // A sign may need Shift, such as ?. A letter with it is not the letter alone.
  return !isSign && event.getModifierState('Shift') ? null : key.toLowerCase();
}

/** Which key presses which button: the usual one, or another one that the person has chosen. It is kept for later visits. */
export class Keys {
  #memory;
  /** @type {Record<string, string>} by the action of the button */ #chosen;

  /** @param {Memory} [memory] */
  constructor(memory = browserMemory) {
    this.#memory = memory;
    this.#chosen = parsed(memory.read(KEYS));
  }

  get areChanged() {
    return Object.keys(this.#chosen).length > 0;
  }

  /**
   * @param {string} action of a button
   * @param {string} usual its key, if none was chosen
   */
  keyFor(action, usual) {
    return Object.hasOwn(this.#chosen, action) ? this.#chosen[action] : usual;
  }

  /**
   * @param {string} action of a button
   * @param {string} key of keyOf()
   */
  choose(action, key) {
    this.#chosen[action] = key;
    this.#memory.write(KEYS, JSON.stringify(this.#chosen));
  }

  /** Takes the usual ones again. */
  reset() {
    this.#chosen = {};
    this.#memory.forget(KEYS);
  }
}

/** @param {string | null} text which another version of this page, or anybody, may have written */
function parsed(text) {
  try {
    const entries = Object.entries(JSON.parse(text ?? '{}') ?? {});
    return Object.fromEntries(entries.filter(([, key]) => typeof key === 'string' && CAN_BE_CHOSEN.test(key)));
  } catch {
    return {};
  }
}
