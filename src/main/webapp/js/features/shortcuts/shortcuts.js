import { on } from '../../app/app.js';

/** @import { App } from '../../app/app.js' */
/** @import { ShortcutSwitch } from '../../ui/shortcut-switch.js' */

/**
 * The switch for keys that do something in a call.
 *
 * @param {App} app
 * @param {ShortcutSwitch} element
 */
export function installShortcuts({ settings, toolbar }, element) {
  element.on = settings.shortcuts;
  on(element, 'shortcuts', ({ on: isOn }) => {
    settings.shortcuts = isOn;
    toolbar.shortcuts = isOn;
  });
}
