import { el, emit } from '../../ui/dom.js';
import { name as nameIt, say, t, unsay } from '../../ui/i18n.js';
import { SYMBOLS } from './symbols.js';

/**
 * @import { Mark } from './verify-desk.js'
 *
 * @typedef {object} Row what is shown of one connection
 * @property {string} name of the peer
 * @property {string | null} status a key of i18n
 * @property {number[]} symbols none while there are none
 * @property {Mark | null} mark
 */

/** Each person, and the symbols to compare with them. Events: `verify-begin` {id}, `verify-mark` {id, mark}. */
export class VerifyPanel extends HTMLElement {
  #about = el('p', 'verify-about');
  #alone = el('p', 'verify-status');
  /** @type {Map<string, VerifyRow>} by peer id */ #rows = new Map();

  connectedCallback() {
    if (this.firstChild) return;
    say(this.#about, 'verify.about');
    say(this.#alone, 'verify.alone');
    this.append(this.#about, this.#alone);
  }

  /** @param {string} id of a peer @param {Row} row */
  show(id, row) {
    const shown = this.#rows.get(id) ?? new VerifyRow(id);
    this.#rows.set(id, shown);
    if (shown.element.parentNode !== this) this.append(shown.element);
    shown.show(row);
    this.#alone.hidden = true;
  }

  /** @param {string} id of a peer that is gone */
  hide(id) {
    this.#rows.get(id)?.element.remove();
    this.#rows.delete(id);
    this.#alone.hidden = this.#rows.size > 0;
  }
}

/** One peer's. Its buttons stay where they are: who has pressed one keeps the focus. */
class VerifyRow {
  #name = el('bdi');
  #status = el('p', 'verify-status');
  #list = el('ol', 'verify-symbols');
  #begin = button('verify.begin');
  #same = button('verify.same');
  #differ = button('verify.differ');
  #judge = el('div', 'verify-actions', this.#same, this.#differ);
  /** What is in the list. */ #shown = '';

  /** @param {string} id of the peer */
  constructor(id) {
    this.#status.setAttribute('role', 'status');
    this.#begin.addEventListener('click', () => emit(this.element, 'verify-begin', { id }));
    this.#same.addEventListener('click', () => emit(this.element, 'verify-mark', { id, mark: 'same' }));
    this.#differ.addEventListener('click', () => emit(this.element, 'verify-mark', { id, mark: 'differ' }));
    this.element = el('section', 'verify-peer', el('h3', '', this.#name), this.#status, this.#list, this.#judge, this.#begin);
  }

  /** @param {Row} row */
  show({ name, status, symbols, mark }) {
    const known = name || t('name.guest');
    if (this.#name.textContent !== known) this.#name.textContent = known;
    nameIt(this.#begin, 'verify.begin-with', { name: known });
    nameIt(this.#list, 'verify.symbols-of', { name: known });
    if (status) say(this.#status, status, { name: known });
    else unsay(this.#status);
    this.#status.dataset.tone = status?.endsWith('-differ') || status?.endsWith('-forged') ? 'error' : '';
    this.#same.setAttribute('aria-pressed', String(mark === 'same'));
    this.#differ.setAttribute('aria-pressed', String(mark === 'differ'));
    this.#judge.hidden = this.#list.hidden = symbols.length === 0;
    if (this.#shown === symbols.join()) return;
    this.#shown = symbols.join();
    this.#list.replaceChildren(...symbols.map(symbolItem));
  }
}

/** The number is for two people whose pages have different languages. @param {number} symbol */
function symbolItem(symbol) {
  const [key, picture] = SYMBOLS[symbol];
  const shown = el('span', 'verify-picture', picture);
  shown.setAttribute('aria-hidden', 'true');
  const words = el('span', 'verify-word');
  say(words, `verify.symbol.${key}`);
  return el('li', '', shown, words, el('span', 'verify-number', String(symbol).padStart(2, '0')));
}

/** @param {string} key */
function button(key) {
  const made = el('button', 'verify-button');
  made.type = 'button';
  say(made, key);
  return made;
}

customElements.define('verify-panel', VerifyPanel);
