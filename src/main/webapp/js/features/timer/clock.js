/** How long something lasts, as people read a clock. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * @param {number} ms
 * @param {string} language a BCP 47 tag
 * @returns {string} such as 4:05 or 1:04:05, in the digits of the language
 */
export function clock(ms, language) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE), seconds % MINUTE];
  const [first, ...rest] = h > 0 ? [h, m, s] : [m, s];
  const plain = new Intl.NumberFormat(language, { useGrouping: false });
  const padded = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  return [plain.format(first), ...rest.map(part => padded.format(part))].join(':');
}

/**
 * @param {number} ms
 * @returns {string} as the attribute `datetime` of HTML wants it
 */
export function duration(ms) {
  return `PT${Math.max(0, Math.floor(ms / 1000))}S`;
}
