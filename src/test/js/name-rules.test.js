import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { DUAL, joinsNext, joinsPrevious, LEFT, RIGHT } from '../../main/webapp/js/app/joining-types.js';
import { faultOfName, faultOfRoom, tidyName } from '../../main/webapp/js/app/name-rules.js';

/** The same names that the Java tests judge (NamesTest), so that page and server agree. */

const read = async file => JSON.parse(await readFile(new URL(`../resources/names/${file}`, import.meta.url), 'utf8'));
const names = await read('names.json');
const hostile = await read('hostile.json');
const shown = text => JSON.stringify(text).replace(/[^ -~]/gu, c => `\\u{${c.codePointAt(0).toString(16)}}`);

for (const name of [...names.kept, ...hostile.shown]) {
  test(`${shown(name)} is a name as it is`, () => {
    assert.equal(faultOfName(name), null);
    assert.equal(tidyName(name), name);
  });
}

for (const { typed, name } of [...names.cleaned, ...hostile.cleaned]) {
  test(`${shown(typed)} is ${shown(name)}`, () => {
    assert.equal(tidyName(typed), name);
    assert.equal(faultOfName(typed), null);
    assert.equal(faultOfRoom(typed), null);
  });
}

for (const { typed, character } of names.refused) {
  test(`${shown(typed)} is refused because of ${character}`, () => {
    for (const fault of [faultOfName(typed), faultOfRoom(typed)]) {
      assert.equal(fault?.kind, 'character');
      // The page knows the code point of each and the names of some.
      assert.ok(character === fault?.character || character.startsWith(`${fault?.character} `), fault?.character);
    }
  });
}

for (const typed of hostile.refused) {
  test(`${shown(typed).slice(0, 60)} is refused, as by the server`, () => assert.notEqual(faultOfName(typed), null));
}

test('what people copy without seeing it is named', () => {
  assert.equal(faultOfName('a\u202eb')?.character, 'U+202E RIGHT-TO-LEFT OVERRIDE');
  assert.equal(faultOfName('a\u200bb')?.character, 'U+200B ZERO WIDTH SPACE');
});

test('a room is one segment of a path', () => {
  for (const room of ['.', '..', '...', 'a/b', '/', 'a\\b', '\\', '\u200f..']) assert.equal(faultOfRoom(room)?.kind, 'path', room);
  for (const room of ['.a', 'a..', 'v1.0']) assert.equal(faultOfRoom(room), null, room);
});

test('the length counts code points', () => {
  assert.equal(faultOfName('😀'.repeat(64)), null);
  assert.equal(faultOfName('😀'.repeat(65))?.kind, 'long');
  assert.equal(faultOfName(`${' '.repeat(100)}a`), null);
});

test('joining types are those of Unicode, in both languages', async () => {
  const { dual, left, right } = await read('joining-types.json');
  const oneLine = ranges => ranges.trim().replace(/\s+/g, ' ');
  assert.deepEqual([DUAL, LEFT, RIGHT].map(oneLine), [dual, left, right]);
  assert.ok(joinsNext('ب') && joinsPrevious('ب'));
  assert.ok(!joinsNext('ا') && joinsPrevious('ا'));
  assert.ok(!joinsNext('a') && !joinsPrevious('a'));
});
