import { el, icon } from '../../ui/dom.js';
import { giveFocusBack } from '../../ui/focus-back.js';
import { label, say, unsay } from '../../ui/i18n.js';
import { keyOf } from '../../ui/page-keys.js';
import { loadStyle } from '../../ui/style-sheet.js';

/**
 * @import { Settings } from '../../app/settings.js'
 * @import { Keys } from './keys.js'
 */

/**
 * All keys of the call by the words of their buttons. Here they are changed, or all switched off: people who speak to their
 * computer need that, for a word that is heard wrong is typed letter by letter (WCAG 2.1.4).
 */
export class KeyOverview extends HTMLElement {
  #keys;
  #settings;
  #buttons;
  #changed;
  #opener;
  #switchState = el('span', 'keys-state');
  #switch = el('button', 'keys-switch', el('span', 'keys-text'), this.#switchState);
  #list = el('ul', 'keys-list');
  #status = el('p', 'keys-status');
  #reset = el('button', 'secondary');
  #close = el('button', 'keys-closer', icon('close'));
  #dialog = el('dialog', 'keys');
  /** Where the focus was. @type {Element | null} */ #before = null;
  /** The button of which the next key is taken. @type {HTMLButtonElement | null} */ #waiting = null;

  /**
   * @param {object} page
   * @param {Keys} page.keys
   * @param {Settings} page.settings
   * @param {() => HTMLButtonElement[]} page.buttons that have a key
   * @param {() => void} page.changed is called when a key or the switch has changed
   * @param {HTMLElement} page.opener opens it, in the menu
   */
  constructor({ keys, settings, buttons, changed, opener }) {
    super();
    this.#keys = keys;
    this.#settings = settings;
    this.#buttons = buttons;
    this.#changed = changed;
    this.#opener = opener;
  }

  connectedCallback() {
    if (!this.firstChild) this.#build();
  }

  open() {
    say(this.#status, 'shortcuts.hint');
    this.#render();
    this.#before = document.activeElement;
    this.#dialog.showModal(); // nothing opens it while it is open
  }

  close() {
    this.#dialog.close();
  }

  #build() {
    loadStyle('shortcuts');
    const title = el('h2');
    title.id = 'keys-title';
    say(title, 'shortcuts.title');
    say(/** @type {HTMLElement} */ (this.#switch.firstElementChild), 'shortcuts.switch');
    say(this.#reset, 'shortcuts.reset');
    label(this.#close, 'shortcuts.close');
    for (const button of [this.#switch, this.#reset, this.#close]) button.type = 'button';
    this.#switch.setAttribute('role', 'switch');
    this.#switchState.setAttribute('aria-hidden', 'true'); // aria-checked says it
    this.#status.setAttribute('role', 'status');
    this.#dialog.setAttribute('aria-labelledby', title.id);

    this.#close.addEventListener('click', () => this.close());
    this.#switch.addEventListener('click', () => this.#turn());
    this.#reset.addEventListener('click', () => this.#change(() => this.#keys.reset()));
    this.#dialog.addEventListener('keydown', event => this.#key(event));
    this.#dialog.addEventListener('click', event => event.target === this.#dialog && this.close()); // beside it
    this.#dialog.addEventListener('close', () => this.#closed());
    this.#dialog.append(el('div', 'keys-body',
      el('div', 'keys-head', title, this.#close), this.#switch, this.#list, this.#status, this.#reset));
    this.append(this.#dialog);
  }

  /** A dialog gives the focus back by itself, but not to a menu whose item is hidden again. */
  #closed() {
    this.#wait(null);
    giveFocusBack(this.#before, this.#opener);
  }

  #turn() {
    this.#change(() => {
      this.#settings.shortcuts = !this.#settings.shortcuts;
    });
  }

  /** @param {() => void} change */
  #change(change) {
    change();
    unsay(this.#status);
    this.#wait(null);
    this.#changed();
    this.#render();
  }

  #render() {
    const isOn = this.#settings.shortcuts;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.of;
    this.#switch.setAttribute('aria-checked', String(isOn));
    say(this.#switchState, isOn ? 'shortcuts.on' : 'shortcuts.off');
    this.#reset.hidden = !this.#keys.areChanged;
    const space = el('kbd');
    const held = el('span');
    say(space, 'shortcuts.space');
    say(held, 'shortcuts.talk');
    this.#list.replaceChildren(...this.#buttons().map(button => this.#row(button)), el('li', '', held, space));
    this.#list.toggleAttribute('data-off', !isOn);
    if (focused) this.#changer(focused)?.focus();
  }

  /** @param {HTMLButtonElement} button */
  #row(button) {
    const { action = '' } = button.dataset;
    const words = wordsOf(button);
    const key = this.#keyOf(button);
    const changer = el('button', 'keys-changer', el('kbd', '', key.toUpperCase()));
    changer.type = 'button';
    changer.dataset.of = action;
    label(changer, 'shortcuts.change', { words, key: key.toUpperCase() });
    changer.addEventListener('click', () => this.#wait(changer));
    return el('li', '', el('span', '', words), changer);
  }

  /** @param {HTMLButtonElement | null} changer */
  #wait(changer) {
    this.#waiting?.removeAttribute('data-waiting');
    this.#waiting = changer;
    changer?.setAttribute('data-waiting', '');
    if (changer) say(this.#status, 'shortcuts.press');
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const waiting = this.#waiting;
    if (!waiting || event.key === 'Shift') return;
    if (event.key === 'Tab') return this.#giveUp();
    event.preventDefault(); // Escape would close the dialog, Enter would press the button
    if (event.key === 'Escape') return this.#giveUp();
    const key = keyOf(event);
    if (key === null) return say(this.#status, 'shortcuts.unfit');
    const taken = this.#buttons().find(each => this.#keyOf(each) === key && each.dataset.action !== waiting.dataset.of);
    if (taken) return say(this.#status, 'shortcuts.taken', { key: key.toUpperCase(), words: wordsOf(taken) });
    this.#change(() => this.#keys.choose(waiting.dataset.of ?? '', key));
    say(this.#status, 'shortcuts.changed', { key: key.toUpperCase() });
  }

  #giveUp() {
    this.#wait(null);
    unsay(this.#status);
  }

  /** @param {HTMLButtonElement} button */
  #keyOf({ dataset: { action = '', key = '' } }) {
    return this.#keys.keyFor(action, key);
  }

  /** @param {string} action */
  #changer(action) {
    return /** @type {HTMLElement | undefined} */ ([...this.#list.querySelectorAll('button')].find(each => each.dataset.of === action));
  }
}

/** @param {HTMLButtonElement} button */
function wordsOf(button) {
  return button.querySelector('.control-text')?.textContent ?? '';
}

customElements.define('key-overview', KeyOverview);
