import { isNowhere, roomOfAddress, root } from '../../app/addresses.js';
import { wordsFor } from './door.js';
import { t } from '../../ui/i18n.js';
import { faultOfRoom, tidyName } from '../../app/name-rules.js';

/** @import { Door } from './door.js' */
/** @import { SignalError } from '../../signaling/protocol.js' */
/** @import { Missing } from '../../app/requirements.js' */
/** @import { Settings } from '../../app/settings.js' */
/** @import { EntryForm } from './entry-form.js' */

/** Which field of the form is wrong. @type {Record<string, 'room' | 'name'>} */
const FIELDS = { 'bad-room': 'room', 'bad-name': 'name' };

/**
 * Where the door, its form, the page's address and what is remembered come together.
 *
 * Event: `title` (detail: what the tab is called now).
 */
export class EntryDesk extends EventTarget {
  #form;
  #door;
  #settings;
  #missing;
  /** Why there is no way to the server, a key of i18n. @type {string | null} */ #trouble = null;

  /**
   * @param {EntryForm} form
   * @param {Door} door
   * @param {Settings} settings
   * @param {Missing | null} missing what this browser lacks
   */
  constructor(form, door, settings, missing) {
    super();
    this.#form = form;
    this.#door = door;
    this.#settings = settings;
    this.#missing = missing;
    form.checkUrl = new URL('check', root);
    form.name = settings.name;
    form.impossible = missing !== null;
    form.addEventListener('room-typed', event => this.#connectAhead(/** @type {CustomEvent} */ (event).detail.room));
    form.addEventListener('new-room', async () => form.propose((await import('../../app/room-name.js')).newRoomName()));
    form.addEventListener('enter', event => this.#enter(/** @type {CustomEvent} */ (event).detail));
    door.addEventListener('stage', () => this.#showStage());
    door.addEventListener('refused', event => this.#refused(/** @type {CustomEvent} */ (event).detail));
  }

  /** The door of the room that the address names, or of any. */
  show() {
    const room = roomOfAddress();
    if (this.#missing) this.#form.error = t(`notice.${this.#missing}`);
    else this.#form.error = isNowhere() ? t('entry.nowhere') : null;
    this.#form.switches = this.#settings.switches;
    this.#form.invitation = room;
    this.#showTitle();
    if (room !== null && !faultOfRoom(room)) this.#connectAhead(room);
  }

  /** In another language: what is not said by a key is said again, or goes if it is not true for ever. */
  retell() {
    this.#form.error = this.#missing ? t(`notice.${this.#missing}`) : null;
    this.#showTitle();
  }

  /** @param {string | null} key why there is no way to the server */
  set trouble(key) {
    this.#trouble = key;
    this.#showStage();
  }

  /** The server has let them in: the name is good, and is remembered. */
  arrived() {
    this.#form.waitsFor = null;
    this.#settings.name = this.#form.name;
  }

  /** @param {string} room */
  #connectAhead(room) {
    if (!this.#missing) this.#door.connectAhead(room);
  }

  /** @param {{room: string, name: string}} who */
  #enter({ room, name }) {
    this.#form.error = null;
    this.#trouble = null;
    this.#door.enter(room, name || t('name.guest'));
  }

  #showStage() {
    const { stage, refusal } = this.#door;
    // Until the call is shown, the last words stay.
    if (stage === 'in') return;
    this.#form.waitsFor = wordsFor(stage, refusal, this.#trouble);
    this.#showTitle();
  }

  /** The room's, where the address is one that a room can have: for bookmarks and lists of tabs. */
  #showTitle() {
    const room = roomOfAddress();
    const isHome = room === null || faultOfRoom(room);
    const waits = this.#door.stage === 'waiting';
    const title = isHome ? t('title.home') : t('title.room', { room: tidyName(room) });
    this.dispatchEvent(new CustomEvent('title', { detail: waits ? t('title.waiting', { room: this.#form.room }) : title }));
  }

  /** @param {SignalError} error */
  #refused({ code, message, character = '', limit }) {
    const field = FIELDS[code];
    const key = field ? `notice.${code}${character && '-character'}` : 'notice.error';
    const sentence = t(key, { max: limit ?? '', character, message: message.replace(/\.$/, '') });
    if (field) this.#form.refuse(field, sentence);
    else this.#form.error = sentence;
  }
}
