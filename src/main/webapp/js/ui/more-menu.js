import { showTool, toolButton } from './call-controls.js';
import { el } from './dom.js';
import { addIcon } from './icons.js';
import { name } from './i18n.js';
import { loadStyle } from './style-sheet.js';

/**
 * The menu "More" of the toolbar: a button, and the list of buttons that it shows. Escape closes it, and so does a press of one
 * of its buttons or beside it. While it is empty, it takes no place.
 */
export class MoreMenu extends HTMLElement {
  #opener = toolButton('more');
  #list = el('div', 'more-list');
  #attached = new AbortController();

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    this.ownerDocument.addEventListener('pointerdown', event => {
      if (!this.contains(/** @type {Node} */ (event.target))) this.#close();
    }, { signal });
  }

  disconnectedCallback() {
    this.#attached.abort();
  }

  /** @param {HTMLButtonElement} button made by toolButton() */
  add(button) {
    button.classList.add('more-item');
    this.#list.append(button);
    this.hidden = false;
  }

  #build() {
    loadStyle('more-menu');
    addIcon('more', 'M6 12v.1M12 12v.1M18 12v.1');
    showTool(this.#opener, 'more', 'controls.more');
    name(this.#list, 'controls.more');
    this.#list.setAttribute('role', 'group');
    this.#close();
    this.#opener.addEventListener('click', () => (this.#list.hidden ? this.#open() : this.#close()));
    // After the button's own listener, which may open something and take the focus there.
    this.#list.addEventListener('click', event => {
      if (event.target !== this.#list) this.#close();
    });
    this.addEventListener('keydown', event => this.#key(event));
    this.hidden = true;
    this.append(this.#opener, this.#list);
  }

  #open() {
    this.#list.hidden = false;
    this.#opener.setAttribute('aria-expanded', 'true');
    this.#stops()[0]?.focus();
  }

  #close() {
    const isInside = this.#list.contains(this.ownerDocument.activeElement);
    this.#list.hidden = true;
    this.#opener.setAttribute('aria-expanded', 'false');
    if (isInside) this.#opener.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.#list.hidden) return;
    const stops = this.#stops();
    const at = stops.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    /** @type {Record<string, number>} */
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 };
    if (event.key === 'Escape') this.#close();
    else if (event.key in next) stops[(next[event.key] + stops.length) % stops.length]?.focus();
    else if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation(); // the toolbar has arrows of its own
  }

  #stops() {
    return /** @type {HTMLButtonElement[]} */ ([...this.#list.querySelectorAll('button:enabled')]).filter(button => button.checkVisibility());
  }
}

customElements.define('more-menu', MoreMenu);
