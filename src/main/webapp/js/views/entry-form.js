import { say, t } from '../i18n.js';
import { faultOfName, faultOfRoom, tidyName } from '../name-rules.js';
import { el, emit, icon } from './dom.js';

/** A pause in typing that is long enough to mean something: main.js then warms up the connection. */
const TYPING_PAUSE_MS = 250;

const ERROR_ID = 'entry-error';

/**
 * The door: which room, and as whom.
 *
 * Events: `enter` {room, name}, as the server will understand them; `room-typed` {room} in a pause of typing; `new-room`, to be answered with
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

  get room() { return tidyName(this.#room.value); }
  set room(room) { this.#room.value = room; }

  get name() { return tidyName(this.#name.value); }
  set name(name) { this.#name.value = name; }

  get busy() { return this.#busy; }
  set busy(busy) {
    this.#busy = busy;
    this.#render();
  }

  /** @returns {string | null} */
  get error() { return this.#error.textContent || null; }
  set error(sentence) {
    this.#error.textContent = sentence ?? '';
    for (const input of [this.#room, this.#name]) mark(input, false);
  }

  /** Says what is wrong with one of the two fields, and leads there.
   * @param {'room' | 'name'} field @param {string} sentence */
  refuse(field, sentence) {
    const input = field === 'room' ? this.#room : this.#name;
    this.error = sentence;
    mark(input, true);
    input.focus();
  }

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
    this.#name.addEventListener('input', () => this.#judge());
    this.#error.id = ERROR_ID;
    this.#error.setAttribute('role', 'alert');

    const form = el('form', '',
      labelled('entry.room', this.#room, this.#roomHint), labelled('entry.name', this.#name), this.#error,
      el('div', 'entry-actions', this.#button, this.#newRoom), devices, el('p', 'fine', this.#check));
    form.noValidate = true; // the sentence below the fields says more than the browser's bubble, and stays
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
    this.#judge();
    clearTimeout(this.#typing);
    if (this.room && this.#room.validity.valid) {
      this.#typing = setTimeout(() => emit(this, 'room-typed', { room: this.room }), TYPING_PAUSE_MS);
    }
  }

  /** While somebody types, nothing is said; only a sentence that may not be true any more goes. */
  #judge() {
    this.#room.setCustomValidity(complaintOfRoom(this.#room.value));
    this.#name.setCustomValidity(complaintOfName(this.#name.value));
    if (this.querySelector('[aria-invalid]')) this.error = null;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    clearTimeout(this.#typing);
    if (this.#busy) return;
    const ofRoom = complaintOfRoom(this.#room.value);
    const ofName = complaintOfName(this.#name.value);
    if (ofRoom) this.refuse('room', ofRoom);
    else if (ofName) this.refuse('name', ofName);
    else emit(this, 'enter', { room: this.room, name: this.name });
  }
}

/** @param {string} name @param {string} autocomplete */
function field(name, autocomplete) {
  const input = el('input');
  input.name = name;
  input.maxLength = 512; // in UTF-16 units: the rules count 64 characters, and this must not cut one in two
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

/** @param {HTMLInputElement} input @param {boolean} wrong */
function mark(input, wrong) {
  const others = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== ERROR_ID);
  const ids = wrong ? [...others, ERROR_ID] : others;
  if (ids.length > 0) input.setAttribute('aria-describedby', ids.join(' '));
  else input.removeAttribute('aria-describedby');
  if (wrong) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

/** @param {string} room */
function complaintOfRoom(room) {
  const fault = faultOfRoom(room);
  if (!fault) return '';
  if (fault.kind === 'empty') return t('entry.room-blank');
  return fault.character ? t('notice.bad-room-character', { character: fault.character }) : t('notice.bad-room');
}

/** @param {string} name */
function complaintOfName(name) {
  const fault = faultOfName(name);
  if (!fault || fault.kind === 'empty') return '';
  return fault.character ? t('notice.bad-name-character', { character: fault.character }) : t('notice.bad-name');
}

customElements.define('entry-form', EntryForm);
