import { ChatLog } from './chat-log.js';
import { ChatPanel } from './chat-panel.js';
import { on } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { say } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { loadStyle } from '../../ui/style-sheet.js';

/** @import { App } from '../../app/app.js' */
/** @import { ChatLine } from './chat-log.js' */

/** As much of a line as a screen reader reads between two sentences. In code points. */
const BEGINNING = 100;

/**
 * Writing to everybody in the room: a panel beside the tiles, and a mark on its button while there is something unread.
 *
 * @param {App} app
 */
export function installChat({ announcements, call: calls, side, toolbar }) {
  loadStyle('chat');
  addIcon('chat', 'M4 6.5a2.5 2.5 0 0 1 2.5-2.5h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5zM8 8.5h8M8 11.5h5');
  const panel = new ChatPanel();
  const button = toolButton('chat');
  button.dataset.key = 'c';
  let unread = 0;
  toolbar.add(button);
  const place = side.add({ name: 'chat', title: 'chat.title', content: panel, button });
  showUnread(0);
  panel.addEventListener('side-open', () => {
    showUnread(0);
    panel.showEnd();
  });

  calls.during(({ signaling }) => {
    const log = new ChatLog(signaling);
    const listening = new AbortController();
    const { signal } = listening;
    log.addEventListener('change', () => (panel.lines = log.lines));
    on(log, 'heard', hear);
    panel.addEventListener('chat-say', event => log.say(/** @type {CustomEvent} */ (event).detail.text), { signal });
    panel.addEventListener('chat-again', event => log.again(/** @type {CustomEvent} */ (event).detail.id), { signal });
    log.catchUp();
    return () => {
      listening.abort();
      log.close();
      panel.clear();
      showUnread(0);
    };
  });

  /** @param {ChatLine} line of somebody else; an open panel reads it out itself */
  function hear({ name, text }) {
    if (place.isOpen) return;
    showUnread(unread + 1);
    const beginning = [...text].slice(0, BEGINNING).join('');
    announcements.say([{ key: 'chat.heard', params: { name, text: beginning === text ? text : `${beginning}…` } }]);
  }

  /** @param {number} count */
  function showUnread(count) {
    unread = count;
    showTool(button, 'chat', 'chat.button');
    const words = /** @type {HTMLElement} */ (button.lastElementChild);
    if (count > 0) say(words, 'chat.unread', { count });
    button.toggleAttribute('data-unread', count > 0);
  }
}
