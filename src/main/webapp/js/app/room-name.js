/** A room that nobody can guess: its name is its key, so it has 96 bits of chance. */

const BITS = 96;
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';

/**
 * Makes a name such as `lusab-babad-gutih-tugad-natag-zinov`: 16 bits a word, consonants and vowels in turn, so that it
 * can be said on the telephone in most languages ("proquints", D. S. Wilkerson, arXiv:0901.4016).
 *
 * @param {(numbers: Uint16Array) => unknown} [fill] with random numbers
 */
export function newRoomName(fill = (numbers) => crypto.getRandomValues(numbers)) {
  const numbers = new Uint16Array(BITS / 16);
  fill(numbers);
  return Array.from(numbers, word).join('-');
}

/** @param {number} number of 16 bits: 4 for each consonant, 2 for each vowel */
function word(number) {
  const consonant = (/** @type {number} */ shift) => CONSONANTS[(number >> shift) & 15];
  const vowel = (/** @type {number} */ shift) => VOWELS[(number >> shift) & 3];
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}
