import assert from 'node:assert/strict';
import test from 'node:test';
import { firstCharacter, initials } from '../../main/webapp/js/ui/avatar.js';

for (const [name, expected] of [
  ['Ada', 'A'],
  ['ada lovelace', 'AL'],
  ['Ada King of Lovelace', 'AL'],
  ['민아', '민'],
  ['김 민아', '김민'],
  ['🇰🇷 Kim', '🇰🇷K'],
  ['👩‍💻 Ada', '👩‍💻A'],
  ['Ada 👩🏽‍🚀', 'A👩🏽‍🚀'],
  ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
  ['❤️‍🔥 Bo', '❤️‍🔥B'],
  ['1️⃣ Eins', '1️⃣E'],
  ['🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} Mac', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}M'],
  ['E\u0301va', 'É'.normalize('NFD')],
  ['g\u0308oran', 'G\u0308'],
  ['', ''],
]) {
  test(`${name} is ${expected}`, () => assert.equal(initials(name), expected));
  test(`${name} begins whole without Intl.Segmenter too`, () => {
    assert.equal(firstCharacter(name, null), firstCharacter(name));
  });
}

test('a browser may have no Intl.Segmenter', async () => {
  const { Segmenter } = Intl;
  Reflect.deleteProperty(Intl, 'Segmenter');
  try {
    const { initials: without } = await import('../../main/webapp/js/ui/avatar.js?without');
    assert.equal(without('🇰🇷 Kim'), '🇰🇷K');
  } finally {
    Intl.Segmenter = Segmenter;
  }
});

test('most names need no Intl.Segmenter, which costs 50 ms as two people connect', async () => {
  const { Segmenter } = Intl;
  Intl.Segmenter = /** @type {any} */ (class {
    constructor() { throw new Error('It was made.'); }
  });
  try {
    const { initials: fast } = await import('../../main/webapp/js/ui/avatar.js?fast');
    for (const [name, expected] of [['Ada Lovelace', 'AL'], ['김 민아', '김민'], ['Éva', 'É'], ['王小明', '王'], ['3rd floor', '3F']]) {
      assert.equal(fast(name), expected);
    }
  } finally {
    Intl.Segmenter = Segmenter;
  }
});
