/** Who is meant, where there is no picture. The name stands beside it in full. */

/**
 * What a reader takes for one character, for browsers without Intl.Segmenter (Firefox before 125): a flag of two letters, or a
 * character with its marks and with whatever is joined to it. Coarser than Unicode Standard Annex 29, but cuts no emoji in two.
 */
const CLUSTER = /\p{RI}{2}|.[\p{M}\p{EMod}\u{E0020}-\u{E007F}]*(?:\u200D.[\p{M}\p{EMod}]*)*/su;

/** @type {Intl.Segmenter | null | undefined} undefined until it is needed: it costs time */
let segmenter;

/** @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => firstCharacter(word)).join('').toUpperCase();
}

/**
 * @param {string} word
 * @param {Intl.Segmenter | null} [by] null: without
 */
export function firstCharacter(word, by = segmenter ??= makeSegmenter()) {
  if (!by) return word.match(CLUSTER)?.[0] ?? '';
  for (const { segment } of by.segment(word)) return segment;
  return '';
}

function makeSegmenter() {
  return 'Segmenter' in Intl ? new Intl.Segmenter() : null;
}

/** The same person has the same colour at everybody's, with nothing to agree on.
 * @param {string} name */
export function hue(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}
