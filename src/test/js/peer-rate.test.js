import assert from 'node:assert/strict';
import test from 'node:test';
import { PeerRate } from '../../main/webapp/js/app/peer-rate.js';

test('some doings at once are shown, and more after a while; each person has their own', () => {
  let now = 0;
  const rate = new PeerRate(6, 3_000, () => now);
  const shown = peerId => Array.from({ length: 20 }, () => rate.allows(peerId)).filter(Boolean).length;
  assert.equal(shown('bob'), 6);
  assert.equal(shown('carl'), 6);
  now = 2_999;
  assert.equal(shown('bob'), 0);
  now = 3_000;
  assert.equal(shown('bob'), 6);
  rate.forget('bob');
  assert.equal(shown('bob'), 6);
});
