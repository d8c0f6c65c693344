import { browserMemory } from '../../app/storage.js';
import { CAN_BE_A_KEY } from '../../ui/page-keys.js';

/** @import { Memory } from '../../app/storage.js' */

const KEYS = 'noom.keys';

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
    return Object.fromEntries(entries.filter(([, key]) => typeof key === 'string' && CAN_BE_A_KEY.test(key)));
  } catch {
    return {};
  }
}
