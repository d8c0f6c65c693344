/** The few lines every view would otherwise repeat. Text only ever becomes a text node. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, className = '', ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** An icon of the sheet in index.html. It says nothing by itself: words stand beside it.
 * @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'use'));
  return changeIcon(svg, name);
}

/** @param {SVGSVGElement} svg @param {string} name */
export function changeIcon(svg, name) {
  svg.firstElementChild?.setAttribute('href', `#icon-${name}`);
  return svg;
}

/** @param {string} title of the tab */
export function showTitle(title) {
  document.title = title;
}

/** Events go up, and the features listen for them.
 * @param {HTMLElement} from @param {string} type @param {object} [detail] */
export function emit(from, type, detail) {
  from.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
}
