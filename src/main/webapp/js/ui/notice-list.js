import { label, say } from './i18n.js';
import { changeIcon, el, emit, icon } from './dom.js';

/**
 * @typedef {{words: string, event: string}} Action a button, and the event that it sends
 * @typedef {{key: string, text: string, tone: 'info' | 'warning' | 'error', cause?: string | null, action?: Action}} Notice
 *   `cause` if there is a report to be saved of it
 */

/**
 * What the person should know now. Events: `save-report` {cause}, and those of the notices' actions.
 *
 * Two live regions that are there from the start: one that interrupts and one that waits. Lines are kept by `key`,
 * so that a screen reader reads only what is new.
 */
export class NoticeList extends HTMLElement {
  #alerts = region('alert');
  #infos = region('status');
  /** @type {Map<string, HTMLElement>} */
  #lines = new Map();
  /** @type {Map<string, Notice>} */
  #notices = new Map();

  connectedCallback() {
    if (!this.firstChild) this.append(this.#alerts, this.#infos);
  }

  /**
   * Says something, instead of what was said by this key before.
   *
   * @param {Notice} notice
   * @param {number} [time] in milliseconds, after which it goes by itself
   */
  show(notice, time) {
    this.#notices.set(notice.key, notice);
    this.#put(notice);
    if (time) setTimeout(() => this.#notices.get(notice.key) === notice && this.dismiss(notice.key), time);
  }

  /**
   * @param {string} key
   * @returns {boolean} whether it was there
   */
  dismiss(key) {
    this.#lines.get(key)?.remove();
    this.#lines.delete(key);
    return this.#notices.delete(key);
  }

  clear() {
    for (const key of [...this.#notices.keys()]) this.dismiss(key);
  }

  /** @param {Notice} notice */
  #put({ key, text, tone, cause, action }) {
    const line = this.#lines.get(key) ?? this.#line(key);
    const home = tone === 'info' ? this.#infos : this.#alerts;
    if (line.dataset.tone !== tone) {
      line.dataset.tone = tone;
      changeIcon(/** @type {SVGSVGElement} */ (line.children[0]), tone === 'info' ? 'info' : 'warning');
    }
    if (line.children[1].textContent !== text) line.children[1].textContent = text;
    line.dataset.cause = cause ?? '';
    line.dataset.action = action?.event ?? '';
    if (action) say(/** @type {HTMLElement} */ (line.children[3]), action.words);
    if (line.parentNode !== home) home.append(line);
  }

  /** @param {string} key */
  #line(key) {
    const dismiss = el('button', 'notice-dismiss', icon('close'));
    dismiss.type = 'button';
    label(dismiss, 'notice.dismiss');
    dismiss.addEventListener('click', () => this.dismiss(key));
    const save = el('button', 'notice-report');
    save.type = 'button';
    say(save, 'notice.save-report');
    const act = el('button', 'notice-report notice-action');
    act.type = 'button';
    const line = el('div', 'notice', icon('info'), el('p'), save, act, dismiss);
    line.dataset.key = key;
    save.addEventListener('click', () => emit(this, 'save-report', { cause: line.dataset.cause }));
    act.addEventListener('click', () => emit(this, line.dataset.action ?? ''));
    this.#lines.set(key, line);
    return line;
  }
}

/** @param {'alert' | 'status'} role */
function region(role) {
  const element = el('div', 'notices');
  element.setAttribute('role', role);
  element.setAttribute('aria-atomic', 'false'); // an alert would repeat all its lines for one new
  return element;
}

customElements.define('notice-list', NoticeList);
