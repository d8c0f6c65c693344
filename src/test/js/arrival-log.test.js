import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { ArrivalLog } from '../../main/webapp/js/features/arrivals/arrival-log.js';

/** @type {ArrivalLog} */ let arrivals;
/** @type {any[]} */ let said;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  arrivals = new ArrivalLog();
  said = [];
  arrivals.addEventListener('say', event => said.push(...event.detail.map(({ key, params }) => [key, ...Object.values(params)])));
});
afterEach(() => mock.timers.reset());

/** What has been said since the last time, once there is nothing to wait for. */
function heard() {
  mock.timers.tick(5000);
  return said.splice(0);
}

function enter(...names) {
  names.forEach(name => arrivals.sees(`id of ${name}`, name, 'connecting'));
  arrivals.entered();
  return heard();
}

test('entering says how many are here, and not each of them', () => {
  assert.deepEqual(enter('Bo', 'Kim'), [['arrivals.entered', 3]]);
});

test('somebody who comes and goes is said by name, once', () => {
  enter();
  arrivals.sees('p1', 'Bo', 'connecting');
  arrivals.sees('p1', 'Bo', 'connected');
  assert.deepEqual(heard(), [['arrivals.joined', 'Bo']]);
  arrivals.misses('p1');
  assert.deepEqual(heard(), [['arrivals.left', 'Bo']]);
});

test('up to three who come together are said by name, more by number', () => {
  enter();
  for (const name of ['A', 'B', 'C']) arrivals.sees(name, name, 'connecting');
  assert.deepEqual(heard(), ['A', 'B', 'C'].map(name => ['arrivals.joined', name]));
  for (const name of ['D', 'E', 'F', 'G']) arrivals.sees(name, name, 'connecting');
  assert.deepEqual(heard(), [['arrivals.joined-many', 4]]);
  for (const name of ['A', 'B', 'C', 'D']) arrivals.misses(name);
  assert.deepEqual(heard(), [['arrivals.left-many', 4]]);
});

test('a lost connection and its return are said; a short loss is not', () => {
  enter('Bo');
  const is = connection => arrivals.sees('id of Bo', 'Bo', connection);
  is('connected');
  is('reconnecting');
  is('connected');
  assert.deepEqual(heard(), []);
  is('reconnecting');
  assert.deepEqual(heard(), [['arrivals.lost', 'Bo']]);
  is('reconnecting');
  assert.deepEqual(heard(), []);
  is('connected');
  assert.deepEqual(heard(), [['arrivals.here', 'Bo']]);
});

test('a connection that was never there is said too', () => {
  enter('Bo');
  arrivals.sees('id of Bo', 'Bo', 'failed');
  assert.deepEqual(heard(), [['arrivals.failed', 'Bo']]);
});

test('a reload and a restarted server are not said', () => {
  enter('Bo', 'Kim');
  arrivals.misses('id of Bo');
  arrivals.sees('another id of Bo', 'Bo', 'connecting');
  arrivals.misses('id of Kim');
  arrivals.sees('id of Kim', 'Kim', 'connecting');
  assert.deepEqual(heard(), []);
});

test('who leaves the room hears nothing of those who stay', () => {
  enter('Bo');
  arrivals.misses('id of Bo');
  arrivals.end();
  assert.deepEqual(heard(), []);
  assert.deepEqual(enter(), [['arrivals.entered', 1]]);
});
