import assert from 'node:assert/strict';
import test from 'node:test';
import { outline } from '../../main/webapp/js/ui/qr-code.js';
import { encode } from '../../main/webapp/js/vendor/uqr.js';

/** That a decoder reads the code, InviteIT shows. */

test('modules that lie side by side are one rectangle', () => {
  const rows = [[true, true, false, true], [false, false, false, false], [false, true, true, false]];
  assert.equal(outline(rows), 'M0 0h2v1h-2zM3 0h1v1h-1zM1 2h2v1h-2z');
});

test('the longest name that a room can have fits into a code', () => {
  const link = `https://${'a'.repeat(63)}.example/noom/room/${encodeURIComponent('👩'.repeat(64))}`;
  assert.ok(encode(link, { ecc: 'L', boostEcc: true }).version <= 40);
});
