import { on } from '../../app/app.js';

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

  function show() {
    toolbar.microphone = media.switches.microphone;
    toolbar.camera = media.switches.camera;
    toolbar.opening = media.opening;
    toolbar.cameras = media.cameras;
    toolbar.cameraInUse = media.inUse('camera');
  }
}
