import { loadStyle } from './style-sheet.js';

/** Where features show what belongs to the whole room: between the tiles and the toolbar. While it is empty, it takes no place. */
export class PanelList extends HTMLElement {
  connectedCallback() {
    loadStyle('panels');
  }

  /**
   * @param {HTMLElement} panel
   * @returns {() => void} takes it away
   */
  add(panel) {
    panel.classList.add('panel');
    this.append(panel);
    return () => panel.remove();
  }
}

customElements.define('panel-list', PanelList);
