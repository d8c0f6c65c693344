const SVG = 'http://www.w3.org/2000/svg';

/**
 * Adds an icon to the sheet of index.html, which has those of the first view.
 *
 * @param {string} name
 * @param {string} path drawn as a line in a square of 24
 */
export function addIcon(name, path) {
  const symbol = document.createElementNS(SVG, 'symbol');
  symbol.id = `icon-${name}`;
  symbol.setAttribute('viewBox', '0 0 24 24');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  symbol.append(line);
  document.querySelector('.icon-sheet')?.append(symbol);
}
