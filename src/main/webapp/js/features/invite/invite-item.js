import { closeInvite, showInvite } from './invite-dialog.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { emit } from '../../ui/dom.js';
import { addIcon } from '../../ui/icons.js';

/** @import { App } from '../../app/app.js' */

/**
 * The link as a code for a phone; and copying it in the menu, where the toolbar of a phone has no place for it (controls.css).
 *
 * @param {App} app
 */
export function installInviteItem(app) {
  const { toolbar } = app;
  const copy = toolButton('copy-link');
  showTool(copy, 'link', 'controls.copy-link');
  copy.addEventListener('click', () => emit(toolbar, 'copy-link'));
  toolbar.addMore(copy);

  const code = toolButton('invite-code');
  addIcon('code', 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M14 20h2v-2M20 18v2h-2');
  showTool(code, 'code', 'invite.open');
  code.addEventListener('click', () => showInvite(app.roomAddress, code));
  toolbar.addMore(code);
  app.room.during(() => closeInvite);
}
