import { el } from './dom.js';

/** Initials on a calm colour: who is meant, where there is no picture. The name stands beside it in full. */
export function avatar() {
  const element = el('span', 'avatar');
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** @param {HTMLElement} element @param {string} name */
export function paint(element, name) {
  element.textContent = initials(name);
  element.style.setProperty('--hue', String(hue(name)));
}

/** @param {string} name */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => Array.from(word)[0] ?? '').join('').toUpperCase();
}

/** The same person has the same colour at everybody's, with nothing to agree on.
 * @param {string} name */
function hue(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}
