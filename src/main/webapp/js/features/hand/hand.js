import { on, SHORT_NOTICE } from '../../app/app.js';
import { SharedState } from '../../app/shared-state.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { el, icon } from '../../ui/dom.js';
import { say, t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';

/** @import { App } from '../../app/app.js' */

const SELF = 'self';

/**
 * Raising a hand: a badge on the tile, a notice to the others, and a list of who was first.
 *
 * @param {App} app
 */
export function installHand({ call: calls, notices, panels, room, tiles, toolbar }) {
  const hands = new SharedState('hand');
  /** What takes the badge away, by peer id, in the order the hands were raised. @type {Map<string, () => void>} */
  const raised = new Map();
  const list = el('p', 'hands');
  /** @type {(() => void) | null} */
  let hideList = null;
  addIcon('hand', 'M7 12.5V7a1.5 1.5 0 0 1 3 0v4-6a1.5 1.5 0 0 1 3 0v6-5a1.5 1.5 0 0 1 3 0v6-3a1.5 1.5 0 0 1 3 0v5a7 7 0 0 1-7 7c-3 0-4.5-1.5-6-4l-2.3-3.8a1.5 1.5 0 0 1 2.5-1.6z');
  const button = toolButton('hand');
  button.dataset.key = 'h';
  showTool(button, 'hand', 'hand.raise');
  toolbar.add(button);

  button.addEventListener('click', () => {
    const isUp = !raised.has(SELF);
    hands.tell({ raised: isUp });
    show(SELF, isUp);
  });
  on(hands, 'state', ({ peerId, state }) => show(peerId, state?.raised === true));
  calls.during(({ call }) => {
    on(call, 'peer', render); // somebody may be called otherwise now
    return hands.follow(call);
  });
  room.during(() => () => [...raised.keys()].forEach(lower));

  /** @param {string} peerId @param {boolean} isUp */
  function show(peerId, isUp) {
    if (isUp === raised.has(peerId)) return;
    if (isUp) raise(peerId);
    else lower(peerId);
  }

  /** @param {string} peerId */
  function raise(peerId) {
    const words = el('span', 'visually-hidden');
    say(words, 'hand.raised');
    raised.set(peerId, tiles.decorate(peerId, el('span', 'badge hand', icon('hand'), words)));
    if (peerId !== SELF) notices.show({ key: 'hand', text: t('hand.raised-by', { name: nameOf(peerId) }), tone: 'info' }, SHORT_NOTICE);
    render();
  }

  /** @param {string} peerId */
  function lower(peerId) {
    raised.get(peerId)?.();
    raised.delete(peerId);
    render();
  }

  function render() {
    const isUp = raised.has(SELF);
    showTool(button, 'hand', isUp ? 'hand.lower' : 'hand.raise');
    button.toggleAttribute('data-on', isUp);
    if (raised.size === 0) {
      hideList?.();
      hideList = null;
      return;
    }
    say(list, 'hand.list', { names: [...raised.keys()].map(nameOf).join(', ') });
    hideList ??= panels.add(list);
  }

  /** @param {string} peerId */
  function nameOf(peerId) {
    return peerId === SELF ? t('tile.you') : (tiles.tile(peerId)?.name ?? '');
  }
}
