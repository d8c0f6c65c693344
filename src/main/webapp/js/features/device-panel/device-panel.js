import { on } from '../../app/app.js';
import { DeviceChoices } from '../../app/device-choices.js';
import { Processing } from '../../app/processing.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { DevicePickers } from '../../ui/device-pickers.js';
import { el } from '../../ui/dom.js';
import { t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { canChooseSpeaker, SoundOutput } from '../../ui/sound-output.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { followProcessing } from './processing-switches.js';

/** @import { App } from '../../app/app.js' */
/** @import { Plugged } from '../../app/device-choices.js' */

const DIALS = 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4';

/**
 * Another microphone, loudspeaker or camera in the middle of a call, and what is done with the sound of the microphone.
 *
 * @param {App} app
 */
export function installDevicePanel(app) {
  const { media, notices, room, settings, side, tiles, toolbar } = app;
  const choices = new DeviceChoices(media, settings);
  const pickers = new DevicePickers();
  const content = el('div', 'device-panel', pickers);
  const button = toolButton('devices');
  loadStyle('devices');
  addIcon('devices', DIALS);
  button.dataset.key = 'd';
  showTool(button, 'devices', 'devices.title');
  toolbar.addMore(button);
  side.add({ name: 'devices', title: 'devices.title', content, button });
  followProcessing(content, new Processing(media, settings), choices);

  const output = new SoundOutput(tiles, () => {
    choices.choose({ speaker: '' });
    notices.show({ key: 'speaker', text: t('devices.speaker-failed'), tone: 'warning' });
  });
  on(pickers, 'device-choose', ({ kind, deviceId }) => choices.choose({ [kind]: deviceId }));
  on(choices, 'change', show);
  show();
  offerPlugged();

  function show() {
    pickers.show('microphone', choices.of('microphone'));
    pickers.show('camera', choices.of('camera'));
    pickers.show('speaker', canChooseSpeaker ? choices.of('speaker') : []);
    if (output.deviceId !== choices.speaker) output.deviceId = choices.speaker;
  }

  /** A device that has just been plugged in is one press away. Nothing changes by itself. */
  function offerPlugged() {
    /** @type {Plugged | null} */
    let offered = null;
    on(choices, 'plugged', plugged => {
      if (room.now === null) return;
      offered = plugged;
      const text = t('devices.plugged', { label: plugged.label || t('devices.unnamed') });
      notices.show({ key: 'plugged', text, tone: 'info', action: { words: 'devices.use', event: 'use-plugged' } });
    });
    on(choices, 'gone', (/** @type {string[]} */ ids) => {
      if (Object.values(offered?.chosen ?? {}).some(id => ids.includes(id))) withdraw();
    });
    on(notices, 'use-plugged', () => {
      if (offered) choices.choose(offered.chosen);
      withdraw();
    });
    room.during(() => withdraw);

    function withdraw() {
      offered = null;
      notices.dismiss('plugged');
    }
  }
}
