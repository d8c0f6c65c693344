/** Who is meant, where there is no picture. The name stands beside it in full. */

/**
 * What a reader takes for one character, for browsers without Intl.Segmenter (Firefox before 125): a flag of two letters, or a
 * character with its marks and with whatever is joined to it. Coarser than Unicode Standard Annex 29, but cuts no emoji in two.
 */
const CLUSTER = /\p{RI}{2}|.[\p{M}\p{EMod}\u{E0020}-\u{E007F}]*(?:\u200D.[\p{M}\p{EMod}]*)*/su;

/**
 * A letter or digit that is a character by itself, as nearly all names begin: no mark, joiner or jamo follows, and it is no jamo. A browser
 * needs 50 ms to make its first segmenter, in the very moment in which two people connect.
 */
const BY_ITSELF = /^(?![\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7FB])[\p{L}\p{N}](?![\p{M}\p{EMod}\p{Cf}\u1160-\u11FF])/u;

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
export function firstCharacter(word, by) {
  const [letter] = word.match(BY_ITSELF) ?? [];
  if (letter !== undefined) return letter;
  return firstCluster(word, by === undefined ? segmenter ??= makeSegmenter() : by);
}

/** @param {string} word @param {Intl.Segmenter | null} by */
function firstCluster(word, by) {
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
