import helpInEnglish from '../i18n/en-help.js';
import { noticesFor } from './diagnosis/device-notices.js';
import { GreenRoom } from './features/green-room/green-room.js';
import { showInvite } from './features/invite/invite-dialog.js';
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
  return { greenRoom: new GreenRoom(app, form, door, noticesFor), showInvite };
}
