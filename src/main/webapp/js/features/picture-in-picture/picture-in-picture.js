import { SHORT_NOTICE } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { emit } from '../../ui/dom.js';
import { t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { LargestVideo } from '../../ui/largest-video.js';
import { SmallWindow } from '../../ui/small-window.js';

/**
 * @import { App } from '../../app/app.js'
 * @import { VideoTile } from '../../ui/video-tile.js'
 */

/**
 * The others in a small window above all others. Where the browser has no window for elements (Safari), it is the largest video;
 * where a page cannot ask for that either, there is no button: Firefox has its own on each video.
 *
 * @param {App} app
 */
export function installPictureInPicture(app) {
  const { media, notices, room, tiles, toolbar } = app;
  const small = new SmallWindow();
  const view = [small, new LargestVideo(tiles)].find(each => each.isPossible);
  if (!view) return;
  const button = toolButton('picture-in-picture');
  button.dataset.key = 'p';
  addIcon('picture-in-picture', 'M11 19H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v4M14 14h6a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z');
  button.addEventListener('click', () => (view.isOpen ? view.close() : open()));
  view.addEventListener('change', show);
  room.during(() => () => view.close());
  show();
  toolbar.addMore(button);
  if (view === small) fill();

  async function open() {
    try {
      await view?.open();
      if (room.now === null) view?.close(); // the call has ended meanwhile
    } catch (error) {
      console.info('The browser gives no small window', error);
      notices.show({ key: 'picture-in-picture', text: t('picture-in-picture.refused'), tone: 'info' }, SHORT_NOTICE);
    }
  }

  function show() {
    showTool(button, 'picture-in-picture', view?.isOpen ? 'picture-in-picture.close' : 'picture-in-picture.open');
  }

  function fill() {
    const changed = new MutationObserver(showPeople);
    changed.observe(tiles, { attributeFilter: ['data-picture', 'data-peer'], childList: true, subtree: true });
    small.addEventListener('change', showPeople);
    media.addEventListener('change', showPeople);
    small.addEventListener('mute', () => emit(toolbar, media.switches.microphone === 'on' ? 'mute' : 'unmute'));
    small.addEventListener('leave', () => emit(toolbar, 'leave'));
  }

  function showPeople() {
    if (!small.isOpen) return;
    const others = /** @type {VideoTile[]} */ ([...tiles.querySelectorAll('video-tile:not([data-self])')]);
    const people = others.map(tile => ({
      id: tile.peerId,
      name: tile.name || t('name.guest'),
      stream: tile.stream,
      hasPicture: tile.hasAttribute('data-picture'),
    }));
    small.show(people, media.switches.microphone);
  }
}
