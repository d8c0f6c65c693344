import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { Phase } from '../../main/webapp/js/app/app.js';

test('what is there from the start and what comes later hear of the same calls', () => {
  const phase = new Phase();
  const said = [];
  phase.during(now => { said.push(`early ${now}`); });
  phase.begin('one');
  phase.during(now => { said.push(`late ${now}`); });
  assert.deepEqual(said, ['early one', 'late one']);
  phase.end();
  phase.begin('two');
  assert.deepEqual(said.slice(2), ['early two', 'late two']);
});

test('what was begun is ended, once and in that order', () => {
  const phase = new Phase();
  const said = [];
  for (const name of ['a', 'b']) phase.during(now => () => said.push(`${name} after ${now}, now ${phase.now}`));
  phase.begin('one');
  phase.end();
  phase.end();
  assert.deepEqual(said, ['a after one, now null', 'b after one, now null']);
});

test('a second one ends the first', () => {
  const phase = new Phase();
  const ended = [];
  phase.during(now => () => ended.push(now));
  phase.begin('one');
  phase.begin('two');
  assert.deepEqual(ended, ['one']);
  assert.equal(phase.now, 'two');
});

test('an end that fails keeps no other from its own', () => {
  const complaint = mock.method(console, 'error', () => {});
  const phase = new Phase();
  const ended = [];
  phase.during(() => () => { throw new Error('a panel that does not close'); });
  phase.during(now => () => ended.push(now));
  phase.begin('one');
  phase.end();
  assert.deepEqual([ended, phase.now, complaint.mock.callCount()], [['one'], null, 1]);
});
