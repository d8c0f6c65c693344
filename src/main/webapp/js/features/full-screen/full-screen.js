import { SHORT_NOTICE } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { FullScreen } from '../../ui/full-screen.js';
import { t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';

/** @import { App } from '../../app/app.js' */

/**
 * The call on the whole screen, where the browser can do that.
 *
 * @param {App} app
 */
export function installFullScreen({ notices, room, toolbar }) {
  const screen = new FullScreen();
  if (!screen.isPossible) return;
  const button = toolButton('full-screen');
  button.dataset.key = 'f';
  addIcon('full-screen', 'M4 9V5a1 1 0 0 1 1-1h4M15 4h4a1 1 0 0 1 1 1v4M20 15v4a1 1 0 0 1-1 1h-4M9 20H5a1 1 0 0 1-1-1v-4');
  button.addEventListener('click', () => (screen.isOn ? screen.leave() : enter()));
  screen.addEventListener('change', show);
  room.during(() => () => screen.leave());
  show();
  toolbar.addMore(button);

  async function enter() {
    try {
      await screen.enter();
    } catch (error) {
      console.info('The browser does not give the whole screen', error);
      notices.show({ key: 'full-screen', text: t('full-screen.refused'), tone: 'info' }, SHORT_NOTICE);
    }
  }

  function show() {
    showTool(button, 'full-screen', screen.isOn ? 'full-screen.leave' : 'full-screen.enter');
  }
}
