import { Door, isSaidAtTheDoor } from './door.js';
import { EntryDesk } from './entry-desk.js';
import { root, showAddress } from '../../app/addresses.js';
import { on } from '../../app/app.js';
import { missingFrom } from '../../app/requirements.js';
import { showTitle } from '../../ui/dom.js';
import { t } from '../../ui/i18n.js';

/** @import { Ahead } from '../../app/ahead.js' */
/** @import { App } from '../../app/app.js' */
/** @import { EntryForm } from './entry-form.js' */

/** 4 s, in ms: longer than devices need that nobody has to be asked about. */
const PATIENCE = 4_000;

/**
 * The door: which room, as whom, and what somebody waits for.
 *
 * @param {App} app
 * @param {EntryForm} form
 * @param {Ahead<any>} parts what a call consists of
 * @param {() => void} explain is called when the devices have not opened for some seconds
 * @returns {Door}
 */
export function installEntry(app, form, parts, explain) {
  const prepare = (/** @type {() => boolean} */ isWanted) => parts.ready(isWanted, () => { desk.trouble = 'notice.server-away'; });
  const door = new Door(() => app.media.open(app.settings.switches), app.connect, prepare);
  const desk = new EntryDesk(form, door, app.settings, missingFrom(globalThis));
  const turnBack = () => {
    door.leave();
    app.hangUp();
  };
  on(form, 'enter', () => app.notices.clear());
  on(form, 'cancel', turnBack);
  on(desk, 'title', showTitle);
  on(door, 'opened', ({ room, signaling }) => app.begin(room, signaling));
  on(door, 'refused', turnBack);
  on(app, 'home', () => desk.show());
  on(app, 'language', () => desk.retell());
  let waiting = 0;
  on(door, 'stage', () => {
    clearTimeout(waiting);
    if (door.stage === 'opening') waiting = setTimeout(explain, PATIENCE);
  });

  app.call.during(({ signaling, server }) => {
    on(signaling, 'end', reason => reason === 'left' || ended(reason));
    server.addEventListener('trouble', event => {
      const key = /** @type {CustomEvent} */ (event).detail;
      if (app.room.now === null && isSaidHere(key, server.cause)) event.preventDefault(); // it needs no notice
    });
    return () => door.leave();
  });
  app.room.during(() => {
    // First: Chromium lays out the page for it as it is in that moment.
    showAddress(app.roomAddress);
    desk.arrived();
    form.hidden = true;
    return () => {
      form.hidden = false;
      form.name = app.settings.name || form.name; // it may have changed
    };
  });

  // Nobody is seen or heard by going back or forward: an address can be anybody's doing, a press is theirs.
  addEventListener('popstate', () => {
    turnBack();
    app.notices.clear();
    desk.show();
  });

  /** @param {string} key @param {string | null} cause of a trouble with the server */
  function isSaidHere(key, cause) {
    if (cause === 'origin-refused') {
      turnBack();
      form.error = t(key, { origin: root.origin });
      return true;
    }
    if (!isSaidAtTheDoor(key)) return false;
    desk.trouble = key;
    return true;
  }

  /** @param {string} reason */
  function ended(reason) {
    turnBack();
    desk.show();
    const text = t(reason === 'replaced' ? 'notice.replaced' : 'notice.stopped');
    app.notices.show({ key: 'ended', text, tone: 'error' });
  }

  return door;
}
