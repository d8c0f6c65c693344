import { faultOfName, tidyName } from '../../app/name-rules.js';
import { el, emit } from '../../ui/dom.js';
import { say, unsay } from '../../ui/i18n.js';

/**
 * Where one writes one's own name. Event: `rename` {name}, a good one.
 */
export class NameForm extends HTMLElement {
  #input = el('input');
  #fault = el('p', 'name-fault');
  #form = el('form', 'name-form');

  connectedCallback() {
    if (this.firstChild) return;
    const words = el('span', 'field-label');
    say(words, 'rename.label');
    this.#input.name = 'own-name';
    this.#input.autocomplete = 'name';
    this.#input.dir = 'auto';
    this.#input.autofocus = true;
    this.#input.spellcheck = false;
    this.#input.maxLength = 512; // in UTF-16 units: the rules count 64 characters, and this must not cut one in two
    this.#input.addEventListener('input', () => this.#mark(false));
    this.#fault.setAttribute('role', 'alert');
    this.#fault.id = 'name-fault';
    const save = el('button', 'primary');
    say(save, 'rename.save');
    save.type = 'submit';
    this.#form.noValidate = true;
    this.#form.append(el('label', '', words, this.#input), this.#fault, save);
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    this.append(this.#form);
  }

  /** @param {string} name that the person has now */
  set name(name) {
    this.#input.value = name;
    this.#mark(false);
    this.#input.select();
  }

  /** @param {string} [character] why the name was not good, if it is one character */
  refuse(character) {
    say(this.#fault, character ? 'notice.bad-name-character' : 'notice.bad-name', { character: character ?? '' });
    this.#mark(true);
    this.#input.focus();
  }

  #submit() {
    const fault = faultOfName(this.#input.value);
    if (fault) this.refuse(fault.character);
    else emit(this, 'rename', { name: tidyName(this.#input.value) });
  }

  /** @param {boolean} isWrong */
  #mark(isWrong) {
    if (!isWrong) unsay(this.#fault);
    this.#input.setAttribute('aria-invalid', String(isWrong));
    this.#input.setAttribute('aria-describedby', isWrong ? this.#fault.id : '');
  }
}

customElements.define('name-form', NameForm);
