const SVG = 'http://www.w3.org/2000/svg';

/** How many modules of white surround a code (ISO/IEC 18004): a camera finds it by them. */
const QUIET_ZONE = 4;

/**
 * A picture that the camera of a phone reads as `text`. Black on white whatever the colours of the page are: many cameras read
 * no other. The encoder comes with the first one.
 *
 * @param {string} text
 * @returns {Promise<SVGSVGElement>} rejected if the encoder does not load
 */
export async function qrCode(text) {
  const { encode } = await import('../vendor/uqr.js');
  // As small as can be, and then as safe as it can be at that size.
  const { data, size } = encode(text, { ecc: 'L', boostEcc: true, border: QUIET_ZONE });
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  svg.setAttribute('role', 'img');
  svg.append(shape(`M0 0h${size}v${size}h-${size}z`, '#fff'), shape(outline(data), '#000'));
  return svg;
}

/** @param {string} path @param {string} fill */
function shape(path, fill) {
  const made = document.createElementNS(SVG, 'path');
  made.setAttribute('d', path);
  made.setAttribute('fill', fill);
  return made;
}

/**
 * The dark modules as a path, one rectangle for those beside each other: between two there would be a hairline.
 *
 * @param {boolean[][]} rows
 */
export function outline(rows) {
  const runs = rows.map((row, y) => {
    const dark = row.map(isDark => (isDark ? '#' : ' ')).join('');
    return [...dark.matchAll(/#+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join('');
  });
  return runs.join('');
}
