import { on } from '../../app/app.js';
import { followKeys, keyOf } from '../../ui/page-keys.js';

/** @import { App } from '../../app/app.js' */

/**
 * The switches of microphone and camera, and the choice of a camera.
 *
 * @param {App} app
 */
export function installDevices({ media, room, settings, toolbar }) {
  on(toolbar, 'mute', () => media.mute());
  on(toolbar, 'unmute', () => media.unmute());
  on(toolbar, 'camera-off', () => media.turnCameraOff());
  on(toolbar, 'camera-on', () => media.turnCameraOn());
  on(toolbar, 'camera-choose', ({ deviceId }) => {
    media.choose('camera', deviceId);
    settings.chosen = { camera: deviceId };
  });
  for (const press of ['mute', 'unmute', 'camera-off', 'camera-on']) on(toolbar, press, () => settings.remember(press));
  on(media, 'change', show);
  room.during(show);
  room.during(() => {
    const inRoom = new AbortController();
    followKeys(pressEarly, () => {}, inRoom.signal);
    return () => inRoom.abort();
  });

  /**
   * The feature of all keys comes a second or more later, and marks the buttons that it serves. Somebody may want to be muted
   * before that.
   *
   * @param {KeyboardEvent} event
   */
  function pressEarly(event) {
    const key = event.repeat || !settings.shortcuts ? null : keyOf(event);
    const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (toolbar.querySelectorAll('button[data-key]:enabled:not([aria-keyshortcuts])'));
    const button = [...buttons].find(each => each.dataset.key === key);
    if (!button) return;
    event.preventDefault(); // a list of cameras would choose one that begins with this letter
    button.click();
  }

  function show() {
    toolbar.microphone = media.switches.microphone;
    toolbar.camera = media.switches.camera;
    toolbar.opening = media.opening;
    toolbar.cameras = media.cameras;
    toolbar.cameraInUse = media.inUse('camera');
  }
}
