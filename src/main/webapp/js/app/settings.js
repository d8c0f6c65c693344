import { faultOfName, tidyName } from './name-rules.js';
import { browserMemory, tabMemory } from './storage.js';

/** @import { Wanted } from '../media/local-media.js' */
/** @import { Memory } from './storage.js' */

const NAME = 'noom.name';
const MICROPHONE = 'noom.microphone';
const CAMERA = 'noom.camera';
const SHORTCUTS = 'noom.shortcuts';
const LANGUAGE = 'noom.language';
const DEVICES = 'noom.devices';

/** What each press of the controls leaves behind. @type {Record<string, [key: string, value: 'on' | 'off']>} */
const SWITCHES = {
  mute: [MICROPHONE, 'off'],
  unmute: [MICROPHONE, 'on'],
  'camera-off': [CAMERA, 'off'],
  'camera-on': [CAMERA, 'on'],
};

/**
 * What a person has chosen and need not choose again (docs/decisions/0021-the-door.md). The name is kept for later visits. The
 * switches are kept for this tab: a reload must not turn on what was turned off, and a new day begins as usual.
 */
export class Settings {
  #browser;
  #tab;
  /** @type {Record<string, unknown> | null} */ #chosen = null;
  /** Also where the browser keeps nothing. @type {Map<string, string>} */ #switched = new Map();

  /**
   * @param {Memory} [browser]
   * @param {Memory} [tab]
   */
  constructor(browser = browserMemory, tab = tabMemory) {
    this.#browser = browser;
    this.#tab = tab;
  }

  /** @returns {string} empty if there is none that can be used */
  get name() {
    // Two tabs may have two names, and each keeps its own over a reload.
    const name = this.#tab.read(NAME) ?? this.#browser.read(NAME) ?? '';
    return faultOfName(name) ? '' : tidyName(name);
  }

  set name(name) {
    this.#tab.write(NAME, name);
    this.#browser.write(NAME, name);
  }

  /** @returns {Wanted} */
  get switches() {
    const isOff = (/** @type {string} */ key) => (this.#switched.get(key) ?? this.#tab.read(key)) === 'off';
    return { microphone: !isOff(MICROPHONE), camera: !isOff(CAMERA) };
  }

  /** @returns {Record<string, unknown>} which devices, and what is wanted of them: whatever somebody has written there */
  get chosen() {
    try {
      this.#chosen ??= { ...JSON.parse(this.#browser.read(DEVICES) ?? '{}') };
    } catch {
      // Somebody else has written there.
    }
    return this.#chosen ?? {};
  }

  /** Adds to what was chosen before. */
  set chosen(chosen) {
    this.#chosen = { ...this.chosen, ...chosen };
    this.#browser.write(DEVICES, JSON.stringify(this.#chosen));
  }

  /** @returns {boolean} whether single keys do something in a call */
  get shortcuts() {
    return this.#browser.read(SHORTCUTS) !== 'off';
  }

  set shortcuts(on) {
    this.#browser.write(SHORTCUTS, on ? 'on' : 'off');
  }

  /** @returns {string[]} the one that was chosen, then those that the browser prefers */
  get languages() {
    return [this.#browser.read(LANGUAGE) ?? '', ...navigator.languages];
  }

  /** @param {string} language */
  set language(language) {
    this.#browser.write(LANGUAGE, language);
  }

  /**
   * What was pressed, and not what came of it: a camera that is lost was not turned off.
   *
   * @param {string} press an event of the controls
   */
  remember(press) {
    const switched = SWITCHES[press];
    if (!switched) return;
    this.#switched.set(...switched);
    this.#tab.write(...switched);
  }
}
