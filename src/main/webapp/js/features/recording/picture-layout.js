/**
 * Where each picture of a recording goes. Pure.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

const GAP = 8;

/** Beside a screen, people get a column of this part of the width. */
const COLUMN = .2;

/**
 * People share the picture; where screens are shared, those have most of it and people a column beside them.
 *
 * @param {number} screens
 * @param {number} people
 * @param {{width: number, height: number}} size
 * @returns {{screens: Box[], people: Box[]}}
 */
export function layOut(screens, people, { width, height }) {
  if (screens === 0) return { screens: [], people: boxesIn(people, { x: 0, y: 0, width, height }) };
  const beside = people === 0 ? 0 : Math.round(width * COLUMN);
  return {
    screens: boxesIn(screens, { x: 0, y: 0, width: width - beside, height }),
    people: boxesIn(people, { x: width - beside, y: 0, width: beside, height }),
  };
}

/**
 * So many boxes of 16:9 as large as they can be, the last row centred.
 *
 * @param {number} count
 * @param {Box} area
 * @returns {Box[]}
 */
function boxesIn(count, area) {
  const grids = Array.from({ length: count }, (_, i) => gridOf(i + 1, count, area));
  const best = grids.reduce((most, grid) => (grid.width > most.width ? grid : most), grids[0]);
  return Array.from({ length: count }, (_, i) => boxAt(i, count, best, area));
}

/** @param {number} cols @param {number} count @param {Box} area */
function gridOf(cols, count, { width, height }) {
  const rows = Math.ceil(count / cols);
  const fits = Math.min((width - (cols + 1) * GAP) / cols, (((height - (rows + 1) * GAP) / rows) * 16) / 9);
  return { cols, rows, width: fits, height: (fits * 9) / 16 };
}

/** @param {number} i @param {number} count @param {ReturnType<typeof gridOf>} grid @param {Box} area @returns {Box} */
function boxAt(i, count, { cols, rows, width, height }, area) {
  const row = Math.floor(i / cols);
  const inRow = Math.min(cols, count - row * cols);
  const left = area.x + (area.width - inRow * width - (inRow - 1) * GAP) / 2;
  const top = area.y + (area.height - rows * height - (rows - 1) * GAP) / 2;
  return { x: left + (i - row * cols) * (width + GAP), y: top + row * (height + GAP), width, height };
}
