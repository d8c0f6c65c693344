import { el, icon } from './dom.js';
import { giveFocusBack } from './focus-back.js';
import { label, say } from './i18n.js';
import { loadStyle } from './style-sheet.js';

/**
 * @typedef {object} SidePanel
 * @property {string} name of the feature, once on the page
 * @property {string} title a key of i18n
 * @property {HTMLElement} content gets the events `side-open` and `side-close`
 * @property {HTMLButtonElement} [button] opens and closes it
 *
 * @typedef {object} SideHandle
 * @property {() => void} open
 * @property {() => void} close
 * @property {boolean} isOpen
 */

/**
 * The place beside the tiles, where one panel at a time is open: a chat, a list, a choice. On a phone it covers the tiles. The
 * focus goes into it, to an element with `autofocus` if it has one, and back to where it was.
 */
export class SidePanels extends HTMLElement {
  /** @type {{panel: SidePanel, section: HTMLElement} | null} */ #open = null;
  /** Where the focus was. @type {Element | null} */ #before = null;

  connectedCallback() {
    loadStyle('side-panels');
    this.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) this.close();
    });
  }

  /**
   * @param {SidePanel} panel
   * @returns {SideHandle}
   */
  add(panel) {
    const section = this.#section(panel);
    const isOpen = () => this.#open?.section === section;
    const open = () => isOpen() || this.#show(panel, section);
    const close = () => {
      if (isOpen()) this.close();
    };
    panel.button?.setAttribute('aria-expanded', 'false');
    panel.button?.addEventListener('click', () => (isOpen() ? close() : open()));
    return { open, close, get isOpen() { return isOpen(); } };
  }

  /** Closes what is open. */
  close() {
    const { button } = this.#open?.panel ?? {};
    const isInside = this.contains(document.activeElement);
    this.#hide();
    this.hidden = true;
    this.parentElement?.toggleAttribute('data-side', false);
    if (isInside) giveFocusBack(this.#before, button);
  }

  /** @param {SidePanel} panel */
  #section({ name, title, content }) {
    const heading = el('h2');
    heading.id = `side-${name}`;
    say(heading, title);
    const close = el('button', 'side-closer', icon('close'));
    close.type = 'button';
    label(close, 'side.close');
    close.addEventListener('click', () => this.close());
    const section = el('section', 'side-panel', el('div', 'side-head', heading, close), content);
    section.dataset.name = name;
    section.setAttribute('aria-labelledby', heading.id);
    section.tabIndex = -1;
    section.hidden = true;
    this.append(section);
    return section;
  }

  /** @param {SidePanel} panel @param {HTMLElement} section */
  #show(panel, section) {
    const before = this.contains(document.activeElement) ? this.#before : document.activeElement;
    this.#hide();
    this.#before = before;
    this.#open = { panel, section };
    section.hidden = false;
    this.hidden = false;
    this.parentElement?.toggleAttribute('data-side', true);
    panel.button?.setAttribute('aria-expanded', 'true');
    panel.content.dispatchEvent(new Event('side-open'));
    const first = /** @type {HTMLElement | null} */ (section.querySelector('[autofocus]'));
    (first ?? section).focus();
  }

  #hide() {
    if (!this.#open) return;
    const { panel, section } = this.#open;
    this.#open = null;
    section.hidden = true;
    panel.button?.setAttribute('aria-expanded', 'false');
    panel.content.dispatchEvent(new Event('side-close'));
  }
}

customElements.define('side-panels', SidePanels);
