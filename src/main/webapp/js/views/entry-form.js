import { say, t } from '../i18n.js';
import { el, emit, icon } from './dom.js';

/** A pause in typing that is long enough to mean something: main.js then warms up the connection. */
const TYPING_PAUSE_MS = 250;

/**
 * The door: which room, and as whom.
 *
 * Events: `enter` {room, name}, both trimmed; `room-typed` {room} in a pause of typing; `new-room`, to be answered with
 * propose().
 */
export class EntryForm extends HTMLElement {
  #room = field('room', 'off');
  #name = field('name', 'nickname');
  #roomHint = el('small');
  #newRoom = el('button', 'secondary');
  #buttonText = el('span');
  #button = el('button', 'primary', this.#buttonText, icon('arrow'));
  #error = el('p', 'entry-error');
  #check = el('a');
  #busy = false;
  #typing = 0;

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#render();
  }

  disconnectedCallback() {
    clearTimeout(this.#typing);
  }

  get room() { return this.#room.value.trim(); }
  set room(room) { this.#room.value = room; }

  get name() { return this.#name.value.trim(); }
  set name(name) { this.#name.value = name; }

  get busy() { return this.#busy; }
  set busy(busy) {
    this.#busy = busy;
    this.#render();
  }

  /** @returns {string | null} */
  get error() { return this.#error.textContent || null; }
  set error(sentence) { this.#error.textContent = sentence ?? ''; }

  /** @param {URL} url of the page that checks before a call */
  set checkUrl(url) { this.#check.href = url.href; }

  focusRoom() {
    this.#room.focus();
  }

  /** Puts a name for a new room into the form; what is left to do is to enter.
   * @param {string} room */
  propose(room) {
    this.room = room;
    this.#typed();
    say(this.#roomHint, 'entry.room-new');
    this.#button.focus();
  }

  #build() {
    const title = el('h1');
    const tagline = el('p', 'tagline');
    const devices = el('p', 'fine');
    say(title, 'entry.title');
    say(tagline, 'entry.tagline');
    say(this.#roomHint, 'entry.room-hint');
    say(this.#newRoom, 'entry.new-room');
    say(devices, 'entry.devices');
    say(this.#check, 'entry.check');

    this.#roomHint.id = 'room-hint';
    this.#roomHint.setAttribute('role', 'status');
    this.#newRoom.type = 'button';
    this.#newRoom.addEventListener('click', () => emit(this, 'new-room'));
    this.#room.setAttribute('aria-describedby', 'room-hint');
    this.#room.required = true;
    this.#room.addEventListener('input', () => this.#typed());
    this.#error.setAttribute('role', 'alert');

    const form = el('form', '',
      labelled('entry.room', this.#room, this.#roomHint), labelled('entry.name', this.#name), this.#error,
      el('div', 'entry-actions', this.#button, this.#newRoom), devices, el('p', 'fine', this.#check));
    form.addEventListener('submit', (event) => this.#submit(event));
    this.append(el('div', 'entry-words', title, tagline), form);
  }

  #render() {
    say(this.#buttonText, this.#busy ? 'entry.busy' : 'entry.enter');
    this.#button.disabled = this.#busy;
    this.#newRoom.disabled = this.#busy;
  }

  #typed() {
    say(this.#roomHint, 'entry.room-hint');
    // `required` is content with blanks; the browser's own bubble is the right place to say that we are not.
    this.#room.setCustomValidity(complaint(this.#room.value));
    clearTimeout(this.#typing);
    if (this.room && this.#room.validity.valid) {
      this.#typing = setTimeout(() => emit(this, 'room-typed', { room: this.room }), TYPING_PAUSE_MS);
    }
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    clearTimeout(this.#typing);
    if (!this.#busy) emit(this, 'enter', { room: this.room, name: this.name });
  }
}

/** @param {string} name @param {string} autocomplete */
function field(name, autocomplete) {
  const input = el('input');
  input.name = name;
  input.maxLength = 64; // as in docs/protocol.md
  input.setAttribute('autocomplete', autocomplete);
  input.autocapitalize = 'none';
  input.spellcheck = false;
  return input;
}

/** @param {string} key @param {HTMLInputElement} input @param {HTMLElement[]} below */
function labelled(key, input, ...below) {
  const words = el('span', 'field-label');
  say(words, key);
  return el('div', 'field', el('label', '', words, input), ...below);
}

/** @param {string} room */
function complaint(room) {
  if (room && !room.trim()) return t('entry.room-blank');
  return /[/\\]|^\s*\.+\s*$/.test(room) ? t('notice.bad-room') : '';
}

customElements.define('entry-form', EntryForm);
