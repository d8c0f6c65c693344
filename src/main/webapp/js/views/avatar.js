/** Who is meant, where there is no picture. The name stands beside it in full. */

/** @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => Array.from(word)[0] ?? '').join('').toUpperCase();
}

/** The same person has the same colour at everybody's, with nothing to agree on.
 * @param {string} name */
export function hue(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}
