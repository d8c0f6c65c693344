import { showTool, toolButton } from '../../ui/call-controls.js';
import { emit } from '../../ui/dom.js';

/** @import { App } from '../../app/app.js' */

/**
 * Copying the link in the menu, where the toolbar of a phone has no place for it (controls.css).
 *
 * @param {App} app
 */
export function installInviteItem({ toolbar }) {
  const button = toolButton('copy-link');
  showTool(button, 'link', 'controls.copy-link');
  button.addEventListener('click', () => emit(toolbar, 'copy-link'));
  toolbar.addMore(button);
}
