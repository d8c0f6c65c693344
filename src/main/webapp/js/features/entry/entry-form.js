import { say, t, unsay } from '../../ui/i18n.js';
import { faultOfName, faultOfRoom, tidyName } from '../../app/name-rules.js';
import { el, emit, icon } from '../../ui/dom.js';
import { RoomLinks } from './room-links.js';

/** A pause in typing that is long enough to mean something: the connection is then made ahead. */
const TYPING_PAUSE_MS = 250;

const ERROR_ID = 'entry-error';

/**
 * The door: which room, and as whom. A press of its button is the only way in, and while somebody waits it says for what.
 *
 * Nothing moves in it: what is said while waiting has the place of the small print, and Cancel has that of New room.
 *
 * Events: `enter` {room, name}, as the server will understand them; `cancel` while waiting; `room-typed` {room} in a pause of
 * typing; `new-room`, to be answered with propose(); `preview`, with its button, before anybody enters; those of RoomLinks.
 */
export class EntryForm extends HTMLElement {
  #title = el('h1');
  #room = field('room', 'off');
  #name = field('name', 'nickname');
  #roomHint = el('small');
  #roomLinks = new RoomLinks();
  #newRoom = button('entry.new-room', 'secondary');
  #cancel = button('entry.cancel', 'secondary');
  #buttonText = el('span');
  #button = el('button', 'primary', this.#buttonText, icon('arrow'));
  #progress = el('p', 'entry-progress');
  #error = el('p', 'entry-error');
  #devices = el('span');
  #preview = button('entry.preview', 'inline');
  #check = el('a');
  #smallPrint = el('div', 'entry-small-print', el('p', 'fine', this.#devices, ' ', this.#preview), el('p', 'fine', this.#check));
  /** @type {{key: string, max?: string} | null} */
  #waitsFor = null;
  #impossible = false;
  #typing = 0;
  #attached = new AbortController();

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#attached = new AbortController();
    // Wherever the focus is. What a Korean keyboard composes is cancelled by the same key, and a dialog is closed by it.
    const page = this.ownerDocument;
    page.addEventListener('keydown', event => {
      const isOurs = event.key === 'Escape' && !event.isComposing && !page.querySelector('dialog:modal');
      if (isOurs && this.#waitsFor) this.#stop();
    }, { signal: this.#attached.signal });
    this.#render();
  }

  disconnectedCallback() {
    this.#attached.abort();
    clearTimeout(this.#typing);
  }

  get room() { return tidyName(this.#room.value); }
  set room(room) { this.#room.value = room; }

  get name() { return tidyName(this.#name.value); }
  set name(name) { this.#name.value = name; }

  /** What somebody who has pressed the button waits for: a key of i18n; null while nobody waits. */
  get waitsFor() { return this.#waitsFor; }
  set waitsFor(waitsFor) {
    this.#waitsFor = waitsFor;
    this.#render();
  }

  /** @returns {string | null} */
  get error() { return this.#error.textContent || null; }
  set error(sentence) {
    this.#error.textContent = sentence ?? '';
    for (const input of [this.#room, this.#name]) mark(input, false);
    this.#render();
  }

  /** Says what is wrong with one of the two fields, and leads there.
   * @param {'room' | 'name'} field @param {string} sentence */
  refuse(field, sentence) {
    const input = field === 'room' ? this.#room : this.#name;
    this.error = sentence;
    mark(input, true);
    input.focus();
  }

  /** Whether nobody can enter with this browser: the button does nothing, and the error says why. */
  get impossible() { return this.#impossible; }
  set impossible(impossible) { this.#impossible = impossible; }

  /** How one comes in. @param {{microphone: boolean, camera: boolean}} switches */
  set switches({ microphone, camera }) {
    const key = microphone ? (camera ? '' : '-camera-off') : camera ? '-muted' : '-both-off';
    say(this.#devices, `entry.devices${key}`);
  }

  /** @param {URL} url of the page that checks before a call */
  set checkUrl(url) { this.#check.href = url.href; }

  /** The room that the page's address names, so that one press is enough; null: the room is still to be typed.
   * @param {string | null} room */
  set invitation(room) {
    const invited = room !== null;
    this.toggleAttribute('data-invited', invited);
    if (invited) this.room = room;
    this.#renderTitle();
    say(this.#roomHint, invited ? 'entry.room-link' : 'entry.room-hint');
    const complaint = invited ? complaintOfRoom(room) : '';
    if (complaint) this.refuse('room', complaint);
    else (invited ? this.#button : this.#room).focus();
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
    const tagline = el('p', 'tagline');
    say(tagline, 'entry.tagline');
    say(this.#buttonText, 'entry.enter');
    say(this.#check, 'entry.check');

    this.#title.id = 'entry-title';
    this.#title.dir = 'auto';
    this.#roomHint.id = 'room-hint';
    this.#roomHint.setAttribute('role', 'status');
    this.#newRoom.addEventListener('click', () => emit(this, 'new-room'));
    this.#cancel.addEventListener('click', () => this.#stop());
    this.#preview.addEventListener('click', () => emit(this, 'preview', this.#preview));
    this.#room.setAttribute('aria-describedby', 'room-hint');
    this.#room.required = true;
    this.#room.addEventListener('input', () => this.#typed());
    this.#name.addEventListener('input', () => this.#judge());
    this.#progress.setAttribute('role', 'status');
    this.#error.id = ERROR_ID;
    this.#error.setAttribute('role', 'alert');

    const room = labelled('entry.room', this.#room, this.#roomHint);
    room.prepend(this.#roomLinks); // before the field: from it, the next key leads to the name
    const form = el('form', '',
      room, labelled('entry.name', this.#name),
      el('div', 'entry-actions', this.#button, this.#newRoom, this.#cancel),
      el('div', 'entry-below', this.#smallPrint, this.#progress, this.#error));
    form.noValidate = true; // the sentence below the fields says more than the browser's bubble, and stays
    form.addEventListener('submit', (event) => this.#submit(event));
    // A key that is held down was pressed in the page before, which may be anybody's.
    form.addEventListener('keydown', (event) => {
      if (event.repeat && event.key === 'Enter') event.preventDefault();
    });
    this.append(el('div', 'entry-words', this.#title, tagline), form);
  }

  #render() {
    const waits = this.#waitsFor !== null;
    if (this.#waitsFor) say(this.#progress, this.#waitsFor.key, { max: this.#waitsFor.max ?? '' });
    else unsay(this.#progress);
    // Not `disabled`: that would take the focus away from who has just pressed it.
    this.#button.ariaDisabled = String(waits);
    this.toggleAttribute('data-waiting', waits);
    this.#room.readOnly = waits;
    this.#name.readOnly = waits;
    this.toggleAttribute('data-message', waits || this.error !== null);
    if (!waits && this.#cancel.matches(':focus')) this.#button.focus();
  }

  /**
   * Names the room that the button leads to, also if another one has been typed; a screen reader says it with the button. An
   * address can be anybody's doing: what is no room's name is not shown large, where it could turn or cover other words.
   */
  #renderTitle() {
    const invited = this.hasAttribute('data-invited');
    const isProper = !faultOfRoom(this.#room.value);
    this.#roomLinks.room = isProper ? this.room : null;
    if (!invited || (this.room && !isProper)) say(this.#title, 'entry.title');
    else if (this.room) say(this.#title, 'entry.title-room', { room: this.room });
    if (invited) this.#button.setAttribute('aria-describedby', 'entry-title');
    else this.#button.removeAttribute('aria-describedby');
  }

  #stop() {
    emit(this, 'cancel');
  }

  #typed() {
    this.#renderTitle();
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
    if (this.#waitsFor || this.#impossible) return;
    const ofRoom = complaintOfRoom(this.#room.value);
    const ofName = complaintOfName(this.#name.value);
    if (ofRoom) this.refuse('room', ofRoom);
    else if (ofName) this.refuse('name', ofName);
    else emit(this, 'enter', { room: this.room, name: this.name });
  }
}

/** @param {string} key @param {string} className */
function button(key, className) {
  const made = el('button', className);
  made.type = 'button';
  say(made, key);
  return made;
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
