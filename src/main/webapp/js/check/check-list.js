import { say } from '../ui/i18n.js';
import { changeIcon, el, icon } from '../ui/dom.js';

/** @typedef {'waiting' | 'running' | 'ok' | 'unset' | 'warning' | 'problem'} State */

/** @type {Record<State, string>} */
const ICONS = { waiting: 'dot', running: 'dots', ok: 'tick', unset: 'dot', warning: 'warning', problem: 'warning' };

/**
 * The steps of a check, each with how it went. The state is said in words; the icon only repeats it.
 */
export class CheckList extends HTMLElement {
  #list = el('ol', 'check-steps');
  /** @type {Map<string, HTMLElement>} */ #lines = new Map();

  connectedCallback() {
    if (!this.firstChild) this.append(this.#list);
  }

  /** @param {readonly string[]} steps all of them wait */
  set steps(steps) {
    this.#lines.clear();
    this.#list.replaceChildren(...steps.map(step => this.#line(step)));
  }

  /**
   * @param {string} step
   * @param {State} state
   * @param {string} [sentence] a key of i18n: what it means for this person
   * @param {string} [advice] a key of i18n: what an administrator can do
   * @param {string} [code] for those who look it up
   */
  show(step, state, sentence, advice, code) {
    const line = /** @type {HTMLElement} */ (this.#lines.get(step));
    line.dataset.state = state;
    changeIcon(/** @type {SVGSVGElement} */ (line.firstElementChild), ICONS[state]);
    const [, words] = line.children;
    say(/** @type {HTMLElement} */ (words.children[0].children[1]), `check.state.${state}`);
    words.querySelectorAll('.check-more').forEach(more => more.remove());
    if (sentence) words.append(said('p', sentence));
    if (advice) words.append(forAdministrator(advice, code ?? ''));
    if (state === 'running') line.setAttribute('aria-current', 'step');
    else line.removeAttribute('aria-current');
  }

  /** @param {string} step */
  #line(step) {
    const title = el('strong');
    const state = el('span', 'check-state');
    say(title, `check.step.${step}`);
    say(state, 'check.state.waiting');
    const line = el('li', '', icon('dot'), el('div', '', el('p', 'check-title', title, state)));
    line.dataset.state = 'waiting';
    this.#lines.set(step, line);
    return line;
  }
}

/**
 * @param {'p' | 'span'} tag
 * @param {string} key
 */
function said(tag, key) {
  const element = el(tag, 'check-more');
  say(element, key);
  return element;
}

/**
 * @param {string} advice
 * @param {string} code
 */
function forAdministrator(advice, code) {
  const whom = el('strong');
  say(whom, 'check.for-administrator');
  return el('p', 'check-more check-advice', whom, ' ', said('span', advice), ' ', el('code', '', code));
}

customElements.define('check-list', CheckList);
