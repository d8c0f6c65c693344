import helpInEnglish from '../i18n/en-help.js';
import { noticesFor } from './diagnosis/device-notices.js';
import { GreenRoom } from './features/green-room/green-room.js';
import { closeInvite, showInvite } from './features/invite/invite-dialog.js';
import { loadMore } from './ui/i18n.js';

/** @import { App } from './app/app.js' */
/** @import { Door } from './features/entry/door.js' */
/** @import { EntryForm } from './features/entry/entry-form.js' */

/**
 * What only some people need at the door: main.js loads it when it is used. See docs/decisions/0038-green-room.md.
 *
 * @param {App} app
 * @param {EntryForm} form
 * @param {Door} door
 */
export async function installAtTheDoor(app, form, door) {
  await loadMore('-help', helpInEnglish);
  app.room.during(() => {
    closeInvite();
    return closeInvite;
  });
  addEventListener('popstate', closeInvite);
  return { greenRoom: new GreenRoom(app, form, door, noticesFor), showInvite: showInviteHere };

  /** Not to people who have entered before this was loaded. @type {typeof showInvite} */
  async function showInviteHere(link, opener) {
    if (app.room.now === null) await showInvite(link, opener);
  }
}
