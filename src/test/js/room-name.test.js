import assert from 'node:assert/strict';
import test from 'node:test';
import { newRoomName } from '../../main/webapp/js/app/room-name.js';

const given = (...numbers) => newRoomName(room => room.set(numbers));

test('a name is written as its specification has it', () => {
  // 127.0.0.1, 63.84.220.193, 255.255.255.255
  assert.equal(given(0x7f00, 0x0001, 0x3f54, 0xdcc1, 0xffff, 0xffff), 'lusab-babad-gutih-tugad-zuzuz-zuzuz');
});

test('each of the 96 bits makes another name', () => {
  const names = new Set([given(0, 0, 0, 0, 0, 0)]);
  for (let bit = 0; bit < 96; bit++) {
    const numbers = [0, 0, 0, 0, 0, 0];
    numbers[bit >> 4] = 1 << (bit & 15);
    names.add(given(...numbers));
  }
  assert.equal(names.size, 97);
});

test('every number of 16 bits has a word of its own', () => {
  const words = new Set();
  for (let number = 0; number < 65_536; number += 6) {
    for (const word of given(number, number + 1, number + 2, number + 3, number + 4, number + 5).split('-')) words.add(word);
  }
  assert.equal(words.size, 65_536);
});

test('names are drawn by the browser and fit the rules for a room', () => {
  const names = new Set(Array.from({ length: 1000 }, () => newRoomName()));
  assert.equal(names.size, 1000);
  for (const name of names) assert.match(name, /^([a-z]{5}-){5}[a-z]{5}$/);
});
