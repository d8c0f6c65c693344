import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { selectedPair, statsOf, timeOf } from '../../main/webapp/js/link/stats.js';

const stats = (...entries) => new Map(entries.map(each => [each.id, each]));
const pair = (id, more = {}) => ({ id, type: 'candidate-pair', ...more });

test('the pair that the transport names', () => {
  const all = stats({ id: 'T', type: 'transport', selectedCandidatePairId: 'B' }, pair('A', { selected: true }), pair('B'));
  assert.equal(selectedPair(all).id, 'B');
});

test('Firefox marks it itself', () => {
  assert.equal(selectedPair(stats(pair('A'), pair('B', { selected: true }))).id, 'B');
});

test('one that only says which pair was nominated and works', () => {
  const all = stats(pair('A', { nominated: true, state: 'failed' }), pair('B', { nominated: true, state: 'succeeded' }), pair('C'));
  assert.equal(selectedPair(all).id, 'B');
});

test('no pair, no transport, nothing at all', () => {
  assert.equal(selectedPair(stats(pair('A'))), undefined);
  assert.equal(selectedPair(stats({ id: 'T', type: 'transport' })), undefined);
  assert.equal(selectedPair(stats()), undefined);
  assert.equal(timeOf(stats()), 0);
});

test('the time of the newest entry', () => {
  assert.equal(timeOf(stats(pair('A', { timestamp: 5 }), pair('B', { timestamp: 7 }), pair('C'))), 7);
});

test('a browser that refuses, throws or never answers is one that does not tell', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  await assert.rejects(statsOf({ getStats: async () => Promise.reject(new Error('no')) }), /no/);
  await assert.rejects(statsOf({ getStats: () => { throw new Error('gone'); } }), /gone/);
  const never = statsOf({ getStats: () => new Promise(() => {}) });
  mock.timers.tick(3000);
  await assert.rejects(never, /does not answer/);
  mock.timers.reset();
});
