import assert from 'node:assert/strict';
import test from 'node:test';
import { Memory } from '../../main/webapp/js/app/storage.js';
import { Keys } from '../../main/webapp/js/features/shortcuts/keys.js';
import { PushToTalk } from '../../main/webapp/js/features/shortcuts/push-to-talk.js';
import { keyOf } from '../../main/webapp/js/ui/page-keys.js';

function pressed(key, code, ...modifiers) {
  return keyOf({ key, code, getModifierState: modifier => modifiers.includes(modifier) });
}

/** @param {Record<string, string>} [kept] */
function memory(kept = {}) {
  return new Memory(() => /** @type {any} */ ({
    getItem: key => kept[key] ?? null,
    setItem: (key, value) => { kept[key] = value; },
    removeItem: key => { delete kept[key]; },
  }));
}

test('a letter is taken as it is written, and by its place where no Latin letter is', () => {
  assert.equal(pressed('m', 'KeyM'), 'm');
  assert.equal(pressed('M', 'KeyM', 'CapsLock'), 'm');
  assert.equal(pressed('a', 'KeyQ'), 'a', 'a French keyboard');
  assert.equal(pressed('ㅡ', 'KeyM'), 'm', 'a Korean input method');
  assert.equal(pressed('Process', 'KeyM'), 'm', 'while it composes');
});

test('a sign may need Shift, and a letter with Shift is none', () => {
  assert.equal(pressed('?', 'Slash', 'Shift'), '?');
  assert.equal(pressed('?', 'Comma', 'Shift'), '?', 'a French keyboard');
  assert.equal(pressed('M', 'KeyM', 'Shift'), null);
  assert.equal(pressed('ㅃ', 'KeyQ', 'Shift'), null);
});

test('what belongs to the browser, and what is no single key, is none', () => {
  for (const modifier of ['Control', 'Alt', 'AltGraph', 'Meta']) assert.equal(pressed('m', 'KeyM', modifier), null);
  for (const [key, code] of [['Enter', 'Enter'], [' ', 'Space'], ['F1', 'F1'], ['Tab', 'Tab'], ['é', 'Digit2']]) assert.equal(pressed(key, code), null);
});

test('a key that was chosen is kept, until the usual ones are wanted again', () => {
  const kept = memory();
  new Keys(kept).choose('mute', 'u');
  const keys = new Keys(kept);
  assert.equal(keys.keyFor('mute', 'm'), 'u');
  assert.equal(keys.keyFor('camera', 'v'), 'v');
  assert.ok(keys.areChanged);
  keys.reset();
  assert.equal(new Keys(kept).keyFor('mute', 'm'), 'm');
  assert.ok(!keys.areChanged);
});

test('what somebody else has kept by this name does no harm', () => {
  for (const text of ['', '{', 'null', '7', '"m"', '[]', '{"mute":7}', '{"mute":""}', '{"mute":"mm"}', '{"mute":" "}']) {
    assert.equal(new Keys(memory({ 'noom.keys': text })).keyFor('mute', 'm'), 'm', text);
  }
  assert.equal(new Keys(memory()).keyFor('constructor', 'c'), 'c');
});

test('who is muted is heard while the key is held, and muted again', () => {
  const media = fakeMedia('off');
  const talk = new PushToTalk(media);
  assert.ok(talk.press());
  assert.ok(talk.press(), 'held');
  talk.release();
  talk.release();
  assert.deepEqual(media.pressed, ['unmute', 'mute']);
});

test('who is not muted, or has no microphone, is left as they are', () => {
  for (const media of [fakeMedia('on'), fakeMedia('none'), { ...fakeMedia('off'), tracks: { audio: null, video: null } }]) {
    const talk = new PushToTalk(media);
    assert.ok(!talk.press());
    talk.release();
    assert.deepEqual(media.pressed, []);
  }
});

/** @param {'on' | 'off' | 'none'} microphone */
function fakeMedia(microphone) {
  const pressed = [];
  return {
    pressed,
    switches: { microphone, camera: microphone },
    tracks: { audio: /** @type {any} */ ({}), video: null },
    mute: () => pressed.push('mute'),
    unmute: () => pressed.push('unmute'),
  };
}
