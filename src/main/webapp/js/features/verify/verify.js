import { on } from '../../app/app.js';
import { later } from '../../app/later.js';
import { SharedState } from '../../app/shared-state.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { el } from '../../ui/dom.js';
import { addIcon } from '../../ui/icons.js';
import { loadStyle } from '../../ui/style-sheet.js';

/** @import { App } from '../../app/app.js' */

/** What peers have said while the rest was loading. More than a round has. */
const MOST_WAITING = 32;

/**
 * Comparing symbols with somebody, to know that nobody is in between. Here is only what says to the others that this page can do
 * it. The rest comes when a person here or there wants it.
 *
 * @param {App} app
 * @param {() => Promise<void>} loadWords of this feature
 */
export function installVerify(app, loadWords) {
  const { call: calls, side, toolbar } = app;
  const shared = new SharedState('verify');
  /** By peer id: whose page has this part, and whether it can calculate. @type {Map<string, boolean>} */ const able = new Map();
  /** @type {[string, unknown][]} */ const waiting = [];
  /** @type {ReturnType<typeof import('./verify-room.js').openVerifyRoom> | null} */ let room = null;
  /** The call for which the rest is being loaded. @type {object | null} */ let loading = null;
  addIcon('verify', 'M12 3l8 3v5.5c0 4.5-3.2 7.8-8 9.5-4.8-1.7-8-5-8-9.5V6z');
  const content = el('div', 'verify');
  const button = toolButton('verify');
  showTool(button, 'verify', 'verify.title');
  toolbar.addMore(button);
  const handle = side.add({ name: 'verify', title: 'verify.title', content, button });

  content.addEventListener('side-open', load);
  on(shared, 'state', ({ peerId, state }) => {
    if (state?.kind === 'hello') greet(peerId, state.able === true);
    else if (state === null) able.delete(peerId);
    else hear(peerId, state);
  });
  calls.during(({ call }) => {
    shared.tell({ kind: 'hello', able: Boolean(globalThis.crypto?.subtle) });
    const leave = shared.follow(call);
    return () => {
      room?.end();
      room = null;
      leave();
      waiting.length = 0;
    };
  });

  /** @param {string} peerId @param {boolean} isAble */
  function greet(peerId, isAble) {
    able.set(peerId, isAble);
    room?.greet(peerId);
  }

  /** @param {string} peerId @param {unknown} message */
  function hear(peerId, message) {
    if (room) return room.hear(peerId, message);
    if (waiting.length < MOST_WAITING) waiting.push([peerId, message]);
    load();
  }

  async function load() {
    const current = calls.now;
    if (!current || room || loading === current) return;
    loading = current;
    loadStyle('verify');
    const both = () => Promise.all([import('./verify-room.js'), loadWords()]);
    const loaded = await later(both, () => calls.now === current, { isUrgent: true });
    if (!loaded) return;
    room = loaded[0].openVerifyRoom(app, current, { content, handle }, able);
    loading = null;
    for (const [peerId, message] of waiting.splice(0)) room.hear(peerId, message);
  }
}
