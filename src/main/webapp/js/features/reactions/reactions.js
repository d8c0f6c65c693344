import { on } from '../../app/app.js';
import { PeerRate } from '../../app/peer-rate.js';
import { SharedState } from '../../app/shared-state.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { el } from '../../ui/dom.js';
import { giveFocusBack } from '../../ui/focus-back.js';
import { label, name, say, t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { loadStyle } from '../../ui/style-sheet.js';

/** @import { App } from '../../app/app.js' */

const SELF = 'self';

/** How long one is seen, in ms. */
const SHOWN = 4000;

/** As many as one can press for fun in this time, in ms. */
const BURST = 6;
const WINDOW = 3000;

/** What there is, and its name among the words. @type {Map<unknown, string>} */
const NAMES = new Map(Object.entries({ '👍': 'thumb', '❤️': 'heart', '😂': 'laughter', '😮': 'surprise', '👏': 'applause', '🎉': 'party' }));

/**
 * A reaction is seen on the tile for some seconds, and said to screen readers. It is an event: who comes later does not see it.
 *
 * @param {App} app
 */
export function installReactions({ announcements, call: calls, panels, room, tiles, toolbar }) {
  loadStyle('reactions');
  addIcon('reaction', 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14a4 4 0 0 0 7 0M9 9.5v.1M15 9.5v.1');
  const reactions = new SharedState('reaction');
  const rate = new PeerRate(BURST, WINDOW);
  const picker = el('div', 'reaction-picker', ...[...NAMES].map(pick));
  /** @type {(() => void) | null} */
  let hidePicker = null;
  const button = toolButton('reaction');
  showTool(button, 'reaction', 'reactions.title');
  button.setAttribute('aria-expanded', 'false');
  picker.setAttribute('role', 'group');
  name(picker, 'reactions.title');
  toolbar.addMore(button);

  button.addEventListener('click', () => (hidePicker ? close() : open()));
  picker.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    close();
    giveFocusBack(null, button);
  });
  on(reactions, 'state', ({ peerId, state }) => {
    if (state === null) rate.forget(peerId);
    else show(peerId, state.reaction);
  });
  calls.during(({ call }) => reactions.follow(call));
  room.during(() => close);

  /** @param {[unknown, string]} reaction */
  function pick([emoji, word]) {
    const one = el('button', 'reaction-choice', String(emoji));
    one.type = 'button';
    label(one, `reactions.${word}`);
    one.addEventListener('click', () => {
      if (show(SELF, emoji)) reactions.mention({ reaction: emoji });
    });
    return one;
  }

  function open() {
    hidePicker = panels.add(picker);
    button.setAttribute('aria-expanded', 'true');
    // After the menu, which takes the focus back when it closes.
    setTimeout(() => picker.querySelector('button')?.focus());
  }

  function close() {
    hidePicker?.();
    hidePicker = null;
    button.setAttribute('aria-expanded', 'false');
  }

  /** @param {string} peerId @param {unknown} emoji what a peer says it is @returns {boolean} whether it is shown */
  function show(peerId, emoji) {
    const word = NAMES.get(emoji);
    if (!word || !rate.allows(peerId)) return false;
    const words = el('span', 'visually-hidden');
    say(words, `reactions.${word}`);
    const shown = el('span', '', String(emoji));
    shown.ariaHidden = 'true';
    setTimeout(tiles.decorate(peerId, el('span', 'badge reaction', shown, words)), SHOWN);
    if (peerId !== SELF) {
      announcements.say([{ key: 'reactions.said', params: { name: tiles.tile(peerId)?.name ?? '', reaction: t(`reactions.${word}`) } }]);
    }
    return true;
  }
}
