import { Call } from './call/call.js';
import { installCallView } from './features/call-view/call-view.js';
import { installDevices } from './features/devices/devices.js';

/** @import { App } from './app/app.js' */

/**
 * What is needed from the press on "Enter": main.js loads it before that, at the first sign of somebody. See docs/decisions/0025-first-load.md.
 *
 * @param {App} app
 * @param {{title: HTMLElement, people: HTMLElement}} header
 */
export function installCall(app, header) {
  installCallView(app, header);
  installDevices(app);
  return Call;
}
