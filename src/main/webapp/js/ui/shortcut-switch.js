import { hint, say } from './i18n.js';
import { el, emit } from './dom.js';

/**
 * Whether a single key does something in a call. People who speak to their computer need to switch that off, for a word
 * that is heard wrong is typed letter by letter (WCAG 2.1.4). Event: `shortcuts` {on}.
 */
export class ShortcutSwitch extends HTMLElement {
  #text = el('span', 'shortcut-text');
  #state = el('span', 'shortcut-state');
  #button = el('button', 'shortcut-switch', el('kbd', '', 'M'), el('kbd', '', 'V'), this.#text, this.#state);
  #on = true;

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#render();
  }

  get on() { return this.#on; }
  set on(on) {
    this.#on = on;
    this.#render();
  }

  #build() {
    say(this.#text, 'controls.shortcuts');
    hint(this.#button, 'controls.shortcuts.title');
    this.#button.type = 'button';
    this.#button.setAttribute('role', 'switch');
    // The name is in the text and the state in aria-checked; the rest only shows them.
    for (const shown of [...this.#button.querySelectorAll('kbd'), this.#state]) shown.setAttribute('aria-hidden', 'true');
    this.#button.addEventListener('click', () => {
      this.on = !this.on;
      emit(this, 'shortcuts', { on: this.on });
    });
    this.append(this.#button);
  }

  #render() {
    this.#button.setAttribute('aria-checked', String(this.#on));
    say(this.#state, this.#on ? 'controls.shortcuts.on' : 'controls.shortcuts.off');
  }
}

customElements.define('shortcut-switch', ShortcutSwitch);
