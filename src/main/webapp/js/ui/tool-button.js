import { changeIcon, el, icon } from './dom.js';
import { hint, say } from './i18n.js';

/**
 * A button of the toolbar: an icon, and words beside it.
 *
 * @param {string} action
 */
export function toolButton(action) {
  const button = el('button', 'control', icon('link'), el('span', 'control-text'));
  button.type = 'button';
  button.dataset.action = action;
  return button;
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} iconName
 * @param {string} key of i18n; where the button has a shortcut, `KEY.title` names it
 */
export function showTool(button, iconName, key) {
  const [svg, text] = button.children;
  changeIcon(/** @type {SVGSVGElement} */ (svg), iconName);
  say(/** @type {HTMLElement} */ (text), key);
  hint(button, button.hasAttribute('aria-keyshortcuts') ? `${key}.title` : key);
}
