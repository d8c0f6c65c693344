import { el } from './dom.js';

/** Long enough for a browser to begin with it. In ms. */
const BEGINNING = 60_000;

/**
 * Hands the person a file that was made in the page.
 *
 * @param {string} name
 * @param {string} json
 */
export function download(name, json) {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = el('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), BEGINNING);
}
