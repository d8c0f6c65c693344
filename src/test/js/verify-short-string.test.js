import assert from 'node:assert/strict';
import test from 'node:test';
import { commitmentOf, shortStringOf } from '../../main/webapp/js/features/verify/short-string.js';

const [ADA, BOB] = ['a', 'b'].map(digit => digit.repeat(64));

/** Anybody who writes another client can check theirs. */
const KNOWN = { commitment: '1821ecc634b5d4df5e5e151f5eb8af9ce92d1c9bbb7059dcaf2a4d3b5626c55c', symbols: [55, 39, 35, 53, 24, 8, 49] };

test('the string is the one that the protocol writes down', async () => {
  const fingerprints = { committer: ADA, responder: BOB };
  const commitment = await commitmentOf(fingerprints, '1'.repeat(64));
  const symbols = await shortStringOf(fingerprints, { committer: '1'.repeat(64), responder: '2'.repeat(64) });
  assert.deepEqual([commitment, symbols], [KNOWN.commitment, KNOWN.symbols]);
});

test('every symbol comes about as often as the others', async () => {
  const counts = new Array(64).fill(0);
  for (let i = 0; i < 2000; i++) {
    const nonces = { committer: i.toString(16).padStart(64, '0'), responder: BOB };
    for (const symbol of await shortStringOf({ committer: ADA, responder: BOB }, nonces)) counts[symbol]++;
  }
  // 14,000 among 64 are 219 each, give or take 15; the numbers are the same in each run.
  for (const count of counts) assert.ok(count > 150 && count < 290, String(count));
});
