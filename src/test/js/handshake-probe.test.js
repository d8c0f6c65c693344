import assert from 'node:assert/strict';
import test from 'node:test';
import { askAtTheDoor } from '../../main/webapp/js/signaling/handshake-probe.js';

const url = new URL('http://localhost/signal/standup');

/** @param {number} status @param {string} [word] of the server's */
function reply(status, word) {
  return { status, type: 'basic', headers: new Headers(word ? { 'Noom-Door': word } : {}) };
}

for (const [status, word] of [[204, 'open'], [403, 'stranger'], [429, 'crowd']]) {
  test(`${status} with its word is the server's own answer: ${word}`, async () => {
    const asked = [];
    assert.equal(await askAtTheDoor(url, async (address, init) => { asked.push([address, init.method]); return reply(status, word); }), word);
    assert.deepEqual(asked[0], [url, 'POST']);
  });
}

for (const [status, door] of [
  [401, 'sign-in'], [407, 'sign-in'], [511, 'sign-in'],
  [403, 'blocked'], [405, 'blocked'], [413, 'blocked'], [429, 'blocked'], [200, 'blocked'], [204, 'blocked'],
  [404, 'away'], [500, 'away'], [502, 'away'], [503, 'away'], [504, 'away'],
]) {
  test(`${status} without a word is a proxy's, and means ${door}`, async () => {
    assert.equal(await askAtTheDoor(url, async () => reply(status)), door);
  });
}

test('who is sent away to sign in must sign in', async () => {
  const redirect = { status: 0, type: 'opaqueredirect', headers: new Headers() };
  assert.equal(await askAtTheDoor(url, async (_, init) => { assert.equal(init.redirect, 'manual'); return redirect; }), 'sign-in');
});

test('a proxy that lets in who signs in, and WebSockets of Safari do not, is told from an open door', async () => {
  const door = await askAtTheDoor(url, async (_, { credentials }) => credentials === 'omit' ? reply(401) : reply(204, 'open'));
  assert.equal(door, 'sign-in');
});

test('what else becomes of asking without credentials is not believed', async () => {
  for (const status of [403, 429, 502]) {
    assert.equal(await askAtTheDoor(url, async (_, { credentials }) => credentials === 'omit' ? reply(status) : reply(204, 'open')), 'open');
  }
});

test('no answer means away', async () => {
  assert.equal(await askAtTheDoor(url, async () => { throw new TypeError('Failed to fetch'); }), 'away');
});
