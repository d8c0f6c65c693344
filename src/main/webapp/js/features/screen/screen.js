import { on, SHORT_NOTICE } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { say, t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { PanelLine } from '../../ui/panel-line.js';
import { ScreenTile } from '../../ui/screen-tile.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { TileVisibility } from '../../ui/tile-visibility.js';
import { SharedScreens } from './shared-screens.js';

/**
 * @import { App } from '../../app/app.js'
 * @import { ScreenCapture } from '../../media/screen-capture.js'
 * @import { ScreenControl } from '../../quality/screen-control.js'
 * @import { Screen } from './shared-screens.js'
 */

/**
 * Shows a screen to the others, beside the camera, and the screens of others here.
 *
 * @param {App} app
 * @param {ScreenCapture} capture
 * @param {ScreenControl} control how it is sent
 * @returns {{keep: (isNeeded: boolean) => void}} needed: also what is out of sight, as for a recording
 */
export function installScreen(app, capture, control) {
  const screens = new SharedScreens();
  loadStyle('screen');
  addIcon('screen', 'M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8 20.5h8M12 17v3.5M12 14V8.5M9.5 11 12 8.5l2.5 2.5');
  app.call.during(({ call }) => {
    const end = screens.follow(call);
    return () => {
      capture.stop();
      end();
    };
  });
  on(screens, 'audience', () => control.show(screens.audience));
  if (capture.isOffered) shareOwn(app, screens, capture);
  return showOthers(app, screens);
}

/**
 * The button, and what is said while this side shares.
 *
 * @param {App} app
 * @param {SharedScreens} screens
 * @param {ScreenCapture} capture
 */
function shareOwn({ call: calls, notices, panels, toolbar }, screens, capture) {
  const button = toolButton('screen');
  button.dataset.key = 's';
  toolbar.add(button);
  const line = new PanelLine(panels, 'screen', 'sharing');

  button.addEventListener('click', () => (capture.isOn ? capture.stop() : start()));
  line.button.addEventListener('click', () => capture.stop());
  capture.addEventListener('change', () => {
    screens.share(capture.tracks);
    show();
  });
  show();

  async function start() {
    notices.dismiss('screen-failed');
    const outcome = await capture.start();
    if (!calls.now) return capture.stop(); // the question was answered after the call
    if (outcome === 'failed') notices.show({ key: 'screen-failed', text: t('screen.failed'), tone: 'warning' });
  }

  function show() {
    showTool(button, 'screen', capture.isOn ? 'screen.stop' : 'screen.share');
    button.toggleAttribute('data-on', capture.isOn);
    say(line.words, capture.tracks.audio ? 'screen.sharing-with-sound' : 'screen.sharing');
    say(line.button, 'screen.stop');
    line.show(capture.isOn);
  }
}

/**
 * A tile for each screen that somebody else shares.
 *
 * @param {App} app
 * @param {SharedScreens} screens
 */
function showOthers({ notices, tiles }, screens) {
  /** @type {Map<string, ScreenTile>} by peer id */
  const shown = new Map();
  /** Tiles that are not seen just now. @type {Set<string>} */
  const unseen = new Set();
  let isNeeded = false;
  const visibility = new TileVisibility();
  on(visibility, 'visibility', ({ peerId, seen }) => {
    if (seen) unseen.delete(peerId);
    else unseen.add(peerId);
    watch();
  });
  on(screens, 'screen', show);
  return {
    keep(/** @type {boolean} */ needed) {
      isNeeded = needed;
      watch();
    },
  };

  /** @param {Screen} screen */
  function show(screen) {
    const tile = shown.get(screen.peerId) ?? (screen.sharing ? begin(screen) : undefined);
    if (!tile) return;
    if (!screen.sharing) return end(screen, tile);
    tile.owner = screen.name;
    // While there is another link, the last picture stays.
    if (screen.stream) tile.stream = screen.stream;
    tile.connected = screen.connected;
  }

  /** @param {Screen} screen */
  function begin({ peerId, name }) {
    const tile = new ScreenTile();
    tile.peerId = `screen of ${peerId}`;
    tile.ownerId = peerId;
    tile.owner = name;
    shown.set(peerId, tile);
    tiles.put(tile);
    visibility.watch(tile);
    tell('screen.begins', name);
    return tile;
  }

  /** @param {Screen} screen @param {ScreenTile} tile */
  function end({ peerId, name }, tile) {
    shown.delete(peerId);
    unseen.delete(tile.peerId);
    tiles.remove(tile.peerId);
    tell('screen.ends', name);
    watch();
  }

  function watch() {
    screens.watch(isNeeded || shown.size === 0 || [...shown.values()].some(({ peerId }) => !unseen.has(peerId)));
  }

  /** @param {string} key @param {string} name */
  function tell(key, name) {
    notices.show({ key: 'screen', text: t(key, { name }), tone: 'info' }, SHORT_NOTICE);
  }
}
