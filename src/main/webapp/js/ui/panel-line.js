import { el, icon } from './dom.js';

/** @import { PanelList } from './panel-list.js' */

/** A line of the panels that says what goes on, with a button that ends it. */
export class PanelLine {
  words = el('span');
  button = el('button', 'panel-button');
  #panels;
  /** @type {(() => void) | null} */ #hide = null;

  /**
   * @param {Pick<PanelList, 'add'>} panels
   * @param {string} picture the name of an icon
   * @param {string} [className]
   */
  constructor(panels, picture, className = '') {
    this.#panels = panels;
    this.button.type = 'button';
    this.element = el('p', `panel-line ${className}`.trim(), icon(picture), this.words, this.button);
  }

  /** @param {boolean} isShown */
  show(isShown) {
    if (isShown) this.#hide ??= this.#panels.add(this.element);
    else {
      this.#hide?.();
      this.#hide = null;
    }
  }
}
