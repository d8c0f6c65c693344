/**
 * By number: the key of its name, and its picture. Everyday things, whose names are short in both languages and hard to mistake for
 * another one. The order is part of the protocol between pages: it never changes.
 *
 * @type {[string, string][]}
 */
export const SYMBOLS = [
  ['dog', '🐶'], ['cat', '🐱'], ['lion', '🦁'], ['horse', '🐴'], ['unicorn', '🦄'], ['pig', '🐷'], ['elephant', '🐘'], ['rabbit', '🐰'],
  ['panda', '🐼'], ['rooster', '🐓'], ['penguin', '🐧'], ['turtle', '🐢'], ['fish', '🐟'], ['octopus', '🐙'], ['butterfly', '🦋'], ['bee', '🐝'],
  ['flower', '🌷'], ['tree', '🌳'], ['cactus', '🌵'], ['mushroom', '🍄'], ['globe', '🌍'], ['moon', '🌙'], ['cloud', '☁️'], ['fire', '🔥'],
  ['banana', '🍌'], ['apple', '🍎'], ['strawberry', '🍓'], ['corn', '🌽'], ['pizza', '🍕'], ['cake', '🎂'], ['cheese', '🧀'], ['egg', '🥚'],
  ['heart', '❤️'], ['robot', '🤖'], ['ghost', '👻'], ['crown', '👑'], ['glasses', '👓'], ['shoe', '👟'], ['hat', '🎩'], ['ring', '💍'],
  ['umbrella', '☂️'], ['hourglass', '⌛'], ['clock', '⏰'], ['gift', '🎁'], ['candle', '🕯️'], ['book', '📕'], ['pencil', '✏️'], ['scissors', '✂️'],
  ['lock', '🔒'], ['key', '🔑'], ['hammer', '🔨'], ['telephone', '☎️'], ['flag', '🏁'], ['train', '🚂'], ['bicycle', '🚲'], ['airplane', '✈️'],
  ['rocket', '🚀'], ['ship', '🚢'], ['trophy', '🏆'], ['ball', '⚽'], ['guitar', '🎸'], ['trumpet', '🎺'], ['bell', '🔔'], ['anchor', '⚓'],
];
