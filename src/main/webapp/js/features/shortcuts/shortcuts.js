import { on } from '../../app/on.js';
import { browserMemory } from '../../app/storage.js';

/** @import { App } from '../../app/app.js' */
/** @import { ShortcutSwitch } from '../../ui/shortcut-switch.js' */

const KEY = 'noom.shortcuts';

/**
 * Whether single keys do something in a call, and the switch for it. The switch itself is loaded later.
 *
 * @param {App} app
 * @param {ShortcutSwitch} element
 */
export async function installShortcuts({ toolbar }, element) {
  toolbar.shortcuts = browserMemory.read(KEY) !== 'off';
  on(element, 'shortcuts', ({ on: isOn }) => {
    browserMemory.write(KEY, isOn ? 'on' : 'off');
    toolbar.shortcuts = isOn;
  });
  await customElements.whenDefined('shortcut-switch');
  element.on = toolbar.shortcuts;
}
