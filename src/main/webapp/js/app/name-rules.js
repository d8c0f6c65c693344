import { isTransparent, joinsNext, joinsPrevious } from './joining-types.js';

/**
 * What a name may be made of, as in docs/protocol.md: the rules of dev.noom.room.NameRules, so that the page can say what is
 * wrong before it asks the server. Both are tested with the names in src/test/resources/names.
 *
 * @typedef {{kind: 'empty' | 'long' | 'character' | 'path', character?: string}} Fault
 */

const MAX_LENGTH = 64;

/** Letters, marks and symbols by their category, and nothing to the eye. */
const BLANK = '\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180D\\u180F\\u2800\\u3164\\uFE00-\\uFE0D\\uFFA0\\u{E0100}-\\u{E01EF}';

/** Unicode keeps U+1F300 to U+1FAFF for pictures: an emoji that is newer than this browser is a symbol too. */
const SYMBOL = '\\p{So}\\u2190-\\u21FF\\u25FB-\\u25FE\\u{1F300}-\\u{1FAFF}';

const IS_BLANK = new RegExp(`^[${BLANK}]$`, 'u');
const IS_SYMBOL = new RegExp(`^[${SYMBOL}]$`, 'u');
const JOINS_AS_SYMBOL = new RegExp(`^[${SYMBOL}\\uFE0F\\u{1F3FB}-\\u{1F3FF}]$`, 'u');
/** What can be shown as text or in colour: a variation selector after it says which. */
const IS_TWO_FACED = new RegExp(`^[${SYMBOL}\\u203C\\u2049\\u2139\\u2934\\u2935\\u3030\\u303D]$`, 'u');
const IS_INVISIBLE = /^[\p{C}\p{Zl}\p{Zp}]$/u;
const IS_SPACE = /^[\p{Z}\t-\r\x1C-\x1F\x85]$/u;
/** Not the format characters that show a sign around the digits after them. */
const IS_HIDDEN_FORMAT = /^(?![\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}])\p{Cf}$/u;

/** Marks without a letter, the same one twice, or more than four: they cover what is around. */
const PILE = /(?:^| )\p{M}|(\p{Mn})\1|[\p{Mn}\p{Me}]{5}/u;

/** Of England, Scotland and Wales: a black flag, then tag characters, which show nothing else. */
const FLAG = /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu;
const FLAG_AT_END = new RegExp(`${FLAG.source}$`, 'u');
/** Judged in place of such a flag. */
const PLAIN_FLAG = '\u2691';

const NON_JOINER = '\u200C';
const JOINER = '\u200D';

/**
 * The characters that people copy without seeing them, so that a refusal can name them. The server knows all the others.
 *
 * @type {Record<string, string>}
 */
const NAMES = {
  '00AD': 'SOFT HYPHEN',
  '034F': 'COMBINING GRAPHEME JOINER',
  '061C': 'ARABIC LETTER MARK',
  '115F': 'HANGUL CHOSEONG FILLER',
  '200B': 'ZERO WIDTH SPACE',
  '200C': 'ZERO WIDTH NON-JOINER',
  '200D': 'ZERO WIDTH JOINER',
  '200E': 'LEFT-TO-RIGHT MARK',
  '200F': 'RIGHT-TO-LEFT MARK',
  '202A': 'LEFT-TO-RIGHT EMBEDDING',
  '202B': 'RIGHT-TO-LEFT EMBEDDING',
  '202C': 'POP DIRECTIONAL FORMATTING',
  '202D': 'LEFT-TO-RIGHT OVERRIDE',
  '202E': 'RIGHT-TO-LEFT OVERRIDE',
  '2060': 'WORD JOINER',
  '2066': 'LEFT-TO-RIGHT ISOLATE',
  '2067': 'RIGHT-TO-LEFT ISOLATE',
  '2068': 'FIRST STRONG ISOLATE',
  '2069': 'POP DIRECTIONAL ISOLATE',
  '2800': 'BRAILLE PATTERN BLANK',
  '3164': 'HANGUL FILLER',
  'FE0F': 'VARIATION SELECTOR-16',
  'FEFF': 'ZERO WIDTH NO-BREAK SPACE',
};

/**
 * The name that somebody means by what they have typed or copied: composed, with single spaces, and without what shows
 * nothing at the ends.
 *
 * @param {string} text
 */
export function tidyName(text) {
  const points = Array.from(text.replace(/\p{Zs}+/gu, ' ').normalize('NFC'));
  let start = 0;
  let end = points.length;
  while (start < end && isPadding(points[start])) start++;
  while (start < end && endsInPadding(points.slice(start, end))) end--;
  return points.slice(start, end).join('');
}

/**
 * What is wrong with a person's name; null if nothing is.
 *
 * @param {string} text
 * @returns {Fault | null}
 */
export function faultOfName(text) {
  const name = tidyName(text);
  if (!name) return { kind: 'empty' };
  const judged = name.replace(FLAG, PLAIN_FLAG);
  const points = Array.from(judged);
  const unseen = points.findIndex((_, at) => isUnseen(points, at));
  if (unseen >= 0) return { kind: 'character', character: describe(points[unseen]) };
  // Joiners between the marks would not make the pile lower.
  const pile = judged.replace(/[\u200C\u200D]/g, '').match(PILE);
  if (pile) return { kind: 'character', character: describe(pile[0].trimStart()) };
  return Array.from(name).length > MAX_LENGTH ? { kind: 'long' } : null;
}

/**
 * What is wrong with a room's name; null if nothing is. It is one segment of a path.
 *
 * @param {string} text
 * @returns {Fault | null}
 */
export function faultOfRoom(text) {
  return faultOfName(text) ?? (/[/\\]|^\.+$/.test(tidyName(text)) ? { kind: 'path' } : null);
}

/** @param {string} character @returns {string} as somebody who is to find it needs it */
function describe(character) {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return NAMES[code] ? `U+${code} ${NAMES[code]}` : `U+${code}`;
}

/** @param {string[]} points */
function endsInPadding(points) {
  const last = points[points.length - 1];
  if (!isPadding(last) || FLAG_AT_END.test(points.join(''))) return false;
  // The heart in colour keeps its selector, and a letter its joiner where that changes the shape.
  const mayBelong = last === JOINER || isVariationSelector(last);
  return !mayBelong || isUnseen(points, points.length - 1);
}

/** @param {string} character */
function isPadding(character) {
  const kinds = [IS_SPACE, IS_BLANK, IS_HIDDEN_FORMAT];
  return isVariationSelector(character) || kinds.some((kind) => kind.test(character));
}

/** @param {string[]} points @param {number} at */
function isUnseen(points, at) {
  const character = points[at];
  const before = points[at - 1] ?? '';
  const after = points[at + 1] ?? '';
  if (character === JOINER) return !isJoinerAtHome(before, after);
  if (character === NON_JOINER) return !isVirama(before) && !separatesLetters(points, at);
  if (isVariationSelector(character)) return after !== '\u20E3' && !IS_TWO_FACED.test(before);
  return (IS_INVISIBLE.test(character) && !IS_SYMBOL.test(character)) || IS_BLANK.test(character);
}

/**
 * Between two symbols it makes one of them. After a virama it changes the shape (RFC 5892, appendix A.2), and so it does
 * between a letter and its virama: Bengali and Kannada write a "ra" like this, Sinhala two letters that touch.
 *
 * @param {string} before
 * @param {string} after
 */
function isJoinerAtHome(before, after) {
  if (JOINS_AS_SYMBOL.test(before) && IS_SYMBOL.test(after)) return true;
  return isVirama(before) || (/^\p{Lo}$/u.test(before) && isVirama(after));
}

/**
 * Between two letters that would connect; the marks on them do not count (RFC 5892, appendix A.1).
 *
 * @param {string[]} points
 * @param {number} at
 */
function separatesLetters(points, at) {
  const before = points.slice(0, at).findLast((character) => !isTransparent(character)) ?? '';
  const after = points.slice(at + 1).find((character) => !isTransparent(character)) ?? '';
  return joinsNext(before) && joinsPrevious(after);
}

/**
 * Canonical_Combining_Class=Virama (9), which `\p{…}` does not know. But normalization sorts marks by their class: a virama
 * goes before U+05B0 (class 10) and after U+3099 (class 8).
 *
 * @param {string} character
 */
function isVirama(character) {
  return /^(?![\u05B0\u3099])\p{M}$/u.test(character) && isSorted(character, '\u05B0') && isSorted('\u3099', character);
}

/** @param {string} first @param {string} second */
function isSorted(first, second) {
  return (second + first).normalize('NFD') === first + second;
}

/** Variation selectors 15 and 16: text or colour. @param {string} character */
function isVariationSelector(character) {
  return character === '\uFE0E' || character === '\uFE0F';
}
