import { el } from './dom.js';

/** Long enough for a browser to begin with it. In ms. */
const BEGINNING = 60_000;

/**
 * Hands the person a file that was made in the page.
 *
 * @param {string} name
 * @param {string | Blob} content text is JSON
 */
export function download(name, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: 'application/json' }));
  const link = el('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), BEGINNING);
}
