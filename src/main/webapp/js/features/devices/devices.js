import { on } from '../../app/on.js';
import { t } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */

/**
 * The switches of microphone and camera, and the choice of a camera.
 *
 * @param {App} app
 */
export function installDevices({ media, notices, room, settings, toolbar }) {
  on(toolbar, 'mute', () => media.mute());
  on(toolbar, 'unmute', () => media.unmute());
  on(toolbar, 'camera-off', () => media.turnCameraOff());
  on(toolbar, 'camera-on', () => media.turnCameraOn());
  on(toolbar, 'camera-choose', ({ deviceId }) => media.chooseCamera(deviceId));
  for (const press of ['mute', 'unmute', 'camera-off', 'camera-on']) on(toolbar, press, () => settings.remember(press));
  on(media, 'change', show);
  on(media, 'replaced', ({ device, label }) => {
    const text = t(`notice.${device}-replaced`, { label: label || t(`notice.another-${device}`) });
    notices.show({ key: device, text, tone: 'info' });
  });
  room.during(show);

  function show() {
    toolbar.microphone = media.switches.microphone;
    toolbar.camera = media.switches.camera;
    toolbar.opening = media.opening;
    toolbar.cameras = media.cameras;
    toolbar.cameraInUse = media.cameraInUse;
  }
}
