import { el, emit } from '../../ui/dom.js';
import { say } from '../../ui/i18n.js';

/**
 * The link of the room that is written in the form, for others. Only where there is such a room.
 *
 * Events: `copy-link`, `show-code` {room, button}.
 */
export class RoomLinks extends HTMLElement {
  #copy = el('button', 'inline');
  #code = el('button', 'inline');
  /** @type {string | null} */ #room = null;

  connectedCallback() {
    if (this.firstChild) return;
    say(this.#copy, 'controls.copy-link');
    say(this.#code, 'entry.code');
    for (const button of [this.#copy, this.#code]) button.type = 'button';
    this.#copy.addEventListener('click', () => emit(this, 'copy-link', { room: this.#room }));
    this.#code.addEventListener('click', () => emit(this, 'show-code', { room: this.#room, button: this.#code }));
    this.append(this.#copy, this.#code);
  }

  /** @param {string | null} room null: there is none yet */
  set room(room) {
    this.#room = room;
    this.hidden = room === null;
  }
}

customElements.define('room-links', RoomLinks);
