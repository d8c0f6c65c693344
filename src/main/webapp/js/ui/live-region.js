import { t } from './i18n.js';
import { el } from './dom.js';

/** @typedef {{key: string, params?: Record<string, string | number>}} Sentence a key of i18n */

/** Says to a screen reader what others see. It waits until the reader has finished, and is the only one for people. */
export class LiveRegion extends HTMLElement {
  connectedCallback() {
    this.className = 'visually-hidden';
    this.setAttribute('role', 'status');
    this.setAttribute('aria-atomic', 'false');
  }

  /** New elements, so that the same sentence is said again. @param {Sentence[]} sentences */
  say(sentences) {
    this.replaceChildren(...sentences.map(({ key, params }) => el('p', '', t(key, params))));
  }
}

customElements.define('live-region', LiveRegion);
