import { showTool, toolButton } from '../../ui/call-controls.js';
import { translate } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { followKeys, keyOf } from '../../ui/page-keys.js';
import { KeyOverview } from './key-overview.js';
import { Keys } from './keys.js';
import { PushToTalk, takesSpace } from './push-to-talk.js';

/** @import { App } from '../../app/app.js' */

/**
 * Keys that press the buttons of the toolbar and of its menu: those with `data-key`. They work wherever the focus is, as in
 * every other call program, except where one writes. All can be switched off or changed (WCAG 2.1.4).
 *
 * @param {App} app
 */
export function installShortcuts({ callView, media, room, settings, tiles, toolbar }) {
  const keys = new Keys();
  const talk = new PushToTalk(media);
  const button = toolButton('shortcuts');
  const overview = new KeyOverview({ keys, settings, buttons, changed: mark, opener: button });
  button.dataset.key = '?';
  addIcon('keyboard', 'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM7 10v.1M10.3 10v.1M13.7 10v.1M17 10v.1M8 14h8');
  showTool(button, 'keyboard', 'shortcuts.open');
  button.addEventListener('click', () => overview.open());
  toolbar.addMore(button);
  callView.append(overview);

  // Features may add their buttons later than this one.
  new MutationObserver(mark).observe(toolbar, { attributeFilter: ['data-key'], childList: true, subtree: true });
  mark();

  room.during(() => {
    const inRoom = new AbortController();
    followKeys(pressed, () => talk.release(), inRoom.signal);
    return () => {
      inRoom.abort();
      talk.release();
      overview.close();
    };
  });

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (!settings.shortcuts) return;
    if (event.code === 'Space') {
      if (!hasModifier(event) && !takesSpace(event.target) && !tiles.silent && talk.press()) event.preventDefault(); // it would scroll
      return;
    }
    const key = event.repeat ? null : keyOf(event);
    const found = buttons().filter(each => keyed(each) === key);
    // Another one may have this key by its own choice, and this one usually.
    const pressed = found.find(each => each.dataset.key !== key) ?? found[0];
    if (!pressed) return;
    event.preventDefault(); // a list of cameras would choose one that begins with this letter
    pressed.click();
  }

  /** Those that can be pressed, in the order of the page. */
  function buttons() {
    return /** @type {HTMLButtonElement[]} */ ([...toolbar.querySelectorAll('button[data-key]:enabled:not([hidden])')]);
  }

  /** @param {HTMLButtonElement} each */
  function keyed({ dataset: { action = '', key = '' } }) {
    return keys.keyFor(action, key);
  }

  /** Says each key to screen readers and in the tooltips. */
  function mark() {
    for (const each of /** @type {NodeListOf<HTMLButtonElement>} */ (toolbar.querySelectorAll('button[data-key]'))) {
      if (settings.shortcuts) each.setAttribute('aria-keyshortcuts', keyed(each));
      else each.removeAttribute('aria-keyshortcuts');
    }
    translate(toolbar);
  }
}

/** @param {KeyboardEvent} event */
function hasModifier(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
}
