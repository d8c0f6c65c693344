import { el, emit } from './dom.js';
import { say, t } from './i18n.js';

/**
 * @typedef {'microphone' | 'camera' | 'speaker'} Kind
 * @typedef {{deviceId: string, label: string, inUse: boolean}} Choice
 */

/** @type {Kind[]} */
const KINDS = ['microphone', 'speaker', 'camera'];

/**
 * A list of the devices of each kind. One that has nothing to choose from is not shown.
 *
 * Event: `device-choose` {kind, deviceId}.
 */
export class DevicePickers extends HTMLElement {
  /** @type {Map<Kind, {row: HTMLElement, select: HTMLSelectElement, shown: string}>} */
  #pickers = new Map();

  connectedCallback() {
    if (this.#pickers.size === 0) for (const kind of KINDS) this.#build(kind);
  }

  /**
   * @param {Kind} kind
   * @param {Choice[]} choices
   */
  show(kind, choices) {
    const picker = this.#pickers.get(kind);
    if (!picker) return;
    const { row, select } = picker;
    const texts = choices.map(({ label }, index) => label || t(`devices.${kind}-number`, { number: index + 1 }));
    const shown = JSON.stringify([texts, choices.map(({ deviceId }) => deviceId)]);
    row.hidden = choices.length === 0;
    // A list that is open would close.
    if (shown !== picker.shown) select.replaceChildren(...choices.map(({ deviceId }, index) => new Option(texts[index], deviceId)));
    picker.shown = shown;
    select.selectedIndex = choices.findIndex(({ inUse }) => inUse);
  }

  /** @param {Kind} kind */
  #build(kind) {
    const words = el('span');
    const select = el('select');
    const row = el('label', 'device-picker', words, select);
    say(words, `devices.${kind}`);
    select.name = `devices-${kind}`;
    row.hidden = true;
    select.addEventListener('change', () => emit(this, 'device-choose', { kind, deviceId: select.value }));
    this.#pickers.set(kind, { row, select, shown: '' });
    this.append(row);
  }
}

customElements.define('device-pickers', DevicePickers);
