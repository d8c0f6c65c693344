import { on } from '../../app/app.js';
import { browserMemory } from '../../app/storage.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { changeIcon, el, icon } from '../../ui/dom.js';
import { label } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { LayoutModel } from './layout-model.js';
import { OwnCorner } from './own-tile.js';

/** @import { App } from '../../app/app.js' */
/** @import { VideoTile } from '../../ui/video-tile.js' */

const VIEW = 'noom.view';

/**
 * How large each tile is: all the same, or one of them large: a shared screen, whom somebody has pinned, or who speaks. All of it
 * is style, because a <video> that is moved stops playing.
 *
 * @param {App} app
 */
export function installLayout({ room, speakers, tiles, toolbar }) {
  loadStyle('layout');
  addIcon('pin', 'M9 4h6l-.8 5.5 3.3 3.5H6.5l3.3-3.5zM12 13v7');
  addIcon('shrink', 'M4 14h6v6M20 10h-6V4M10 14l-6 6M14 10l6-6');
  addIcon('move', 'M12 4v16M4 12h16M9.5 6.5 12 4l2.5 2.5M9.5 17.5 12 20l2.5-2.5M6.5 9.5 4 12l2.5 2.5M17.5 9.5 20 12l-2.5 2.5');
  addIcon('view', 'M4 5h16v9H4zM4 17.5h4V20H4zM10 17.5h4V20h-4zM16 17.5h4V20h-4z');
  const model = new LayoutModel(browserMemory.read(VIEW) === 'speaker');
  const corner = new OwnCorner(tiles, browserMemory);
  /** The button of each tile. @type {WeakMap<VideoTile, HTMLButtonElement>} */
  const pins = new WeakMap();
  const choice = toolButton('view');
  choice.dataset.key = 'l';
  toolbar.addMore(choice);

  choice.addEventListener('click', () => {
    model.followsSpeaker = !model.followsSpeaker;
    browserMemory.write(VIEW, model.followsSpeaker ? 'speaker' : 'grid');
  });
  on(speakers, 'stage', id => { model.speaker = id; });
  model.speaker = speakers.onStage;
  model.addEventListener('change', render);
  new MutationObserver(look).observe(tiles, { childList: true });
  room.during(look);

  /** The tiles that there are: those of people, and of screens. */
  function all() {
    return /** @type {VideoTile[]} */ ([...tiles.querySelectorAll(':scope > video-tile, :scope > screen-tile')]);
  }

  function look() {
    const shown = all();
    for (const tile of shown) if (!pins.has(tile)) equip(tile);
    const isScreen = (/** @type {Element} */ tile) => tile.matches('screen-tile');
    const ids = (/** @type {VideoTile[]} */ some) => some.map(({ peerId }) => peerId);
    model.show(ids(shown.filter(tile => !tile.self && !isScreen(tile))), ids(shown.filter(isScreen)));
  }

  /** @param {VideoTile} tile */
  function equip(tile) {
    const pin = el('button', 'tile-tool tile-pin', icon('pin'));
    pins.set(tile, pin);
    if (tile.self) return corner.equip(tile);
    pin.type = 'button';
    pin.addEventListener('click', () => model.press(tile.peerId));
    tile.append(pin);
  }

  function render() {
    const { followsSpeaker, hasOwnOnTop, large } = model;
    const shown = all();
    showTool(choice, 'view', followsSpeaker ? 'layout.grid' : 'layout.speaker');
    tiles.dataset.layout = large === null ? 'grid' : 'stage';
    tiles.toggleAttribute('data-own-on-top', hasOwnOnTop);
    // What lies beside the large one: style cannot count.
    const beside = large === null ? 0 : shown.length - 1 - (hasOwnOnTop ? 1 : 0);
    tiles.dataset.beside = String(beside);
    for (const [name, across] of Object.entries({ '--in-one': 1, '--in-twos': 2, '--in-threes': 3 })) {
      tiles.style.setProperty(name, String(Math.ceil(beside / across)));
    }
    for (const tile of shown) {
      tile.toggleAttribute('data-large', tile.peerId === large);
      if (!tile.self) renderPin(tile, tile.peerId === large);
    }
  }

  /** @param {VideoTile} tile @param {boolean} isLarge */
  function renderPin(tile, isLarge) {
    const pin = pins.get(tile);
    if (!pin) return;
    const { name } = tile;
    const isPinned = model.isPinned(tile.peerId);
    const isScreenOnItsOwn = isLarge && !isPinned && tile.matches('screen-tile');
    const key = isPinned ? 'layout.unpin' : isScreenOnItsOwn ? 'layout.shrink' : 'layout.pin';
    changeIcon(/** @type {SVGSVGElement} */ (pin.firstElementChild), isScreenOnItsOwn ? 'shrink' : 'pin');
    pin.toggleAttribute('data-on', isPinned);
    label(pin, key, { name });
  }
}
