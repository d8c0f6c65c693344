import { on } from '../../app/app.js';
import { el, icon } from '../../ui/dom.js';
import { say, t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { VerifyDesk } from './verify-desk.js';
import { VerifyPanel } from './verify-panel.js';

/**
 * @import { App, CurrentCall } from '../../app/app.js'
 * @import { SideHandle } from '../../ui/side-panels.js'
 * @import { Mark, Verified } from './verify-desk.js'
 *
 * @typedef {object} Place of the panel
 * @property {HTMLElement} content
 * @property {SideHandle} handle
 */

addIcon('verified', 'M12 3l8 3v5.5c0 4.5-3.2 7.8-8 9.5-4.8-1.7-8-5-8-9.5V6zM8.5 12l2.5 2.5 4.5-5');
addIcon('unverified', 'M12 3l8 3v5.5c0 4.5-3.2 7.8-8 9.5-4.8-1.7-8-5-8-9.5V6zM12 8v5M12 16v.1');

/**
 * The comparisons of one call: the panel, marks on tiles, and what is said of them.
 *
 * @param {App} app
 * @param {CurrentCall} current
 * @param {Place} place
 * @param {ReadonlyMap<string, boolean>} able see VerifyDesk
 * @returns {{hear: (id: string, message: unknown) => void, greet: (id: string) => void, end: () => void}}
 */
export function openVerifyRoom({ notices, tiles }, { call }, { content, handle }, able) {
  const desk = new VerifyDesk(able);
  const panel = new VerifyPanel();
  const listening = new AbortController();
  const { signal } = listening;
  /** What takes a mark away, by peer id. @type {Map<string, {mark: Mark, remove: () => void}>} */ const badges = new Map();
  /** The peer whose request the notice shows. @type {string | null} */ let asker = null;

  content.replaceChildren(panel);
  on(panel, 'verify-begin', ({ id }) => desk.begin(id));
  on(panel, 'verify-mark', ({ id, mark }) => desk.mark(id, mark));
  content.addEventListener('side-open', () => notices.dismiss('verify'), { signal });
  notices.addEventListener('open-verify', () => handle.open(), { signal });
  on(desk, 'change', show);
  on(desk, 'asked', id => {
    if (handle.isOpen) return;
    asker = id;
    const text = t('verify.asked-by', { name: nameOf(id) });
    notices.show({ key: 'verify', text, tone: 'info', action: { words: 'verify.show', event: 'open-verify' } });
  });
  on(desk, 'lost', id => {
    const text = t('verify.lost', { name: nameOf(id) });
    notices.show({ key: 'verify-lost', text, tone: 'warning', action: { words: 'verify.show', event: 'open-verify' } });
  });
  const leave = desk.follow(call);
  return {
    hear: (id, message) => desk.hear(id, message),
    greet: id => desk.reconsider(id),
    end: () => {
      leave();
      listening.abort();
      for (const id of [...badges.keys()]) decorate(id, null);
      notices.dismiss('verify');
      notices.dismiss('verify-lost');
      content.replaceChildren();
    },
  };

  /** @param {string} id */
  function show(id) {
    const remote = desk.peers.find(({ peer }) => peer.id === id);
    const verified = desk.of(id);
    decorate(id, remote && verified ? verified.mark : null);
    if (!remote) {
      if (asker === id) notices.dismiss('verify');
      return panel.hide(id);
    }
    const { state, symbols } = verified?.exchange ?? { state: 'idle', symbols: [] };
    panel.show(id, { name: remote.peer.name, status: statusOf(id, verified), symbols: state === 'shown' ? symbols : [], mark: verified?.isJudged ? verified.mark : null });
  }

  /** @param {string} id @param {Verified | null} verified */
  function statusOf(id, verified) {
    const obstacle = desk.obstacle(id);
    if (obstacle) return `verify.cannot-${obstacle}`;
    const { state, fault } = verified?.exchange ?? { state: 'idle', fault: null };
    if (state === 'failed') return `verify.failed-${fault}`;
    if (state === 'asked' || state === 'answered') return 'verify.asked';
    if (state !== 'shown') return null;
    return verified?.isJudged ? `verify.marked-${verified.mark}` : 'verify.shown';
  }

  /** @param {string} id @param {Mark | null} mark */
  function decorate(id, mark) {
    if ((badges.get(id)?.mark ?? null) === mark) return;
    badges.get(id)?.remove();
    badges.delete(id);
    if (!mark) return;
    const words = el('span', 'visually-hidden');
    say(words, `verify.badge-${mark}`);
    const badge = el('span', 'badge verify-badge', icon(mark === 'same' ? 'verified' : 'unverified'), words);
    badge.dataset.mark = mark;
    badges.set(id, { mark, remove: tiles.decorate(id, badge) });
  }

  /** @param {string} id */
  function nameOf(id) {
    return desk.peers.find(({ peer }) => peer.id === id)?.peer.name || t('name.guest');
  }
}
