import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { Newcomers } from '../../main/webapp/js/call/newcomers.js';

let called, newcomers;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  called = [];
  newcomers = new Newcomers(id => called.push(id));
});

/** One by one, for a timer begins another one. @param {number} count */
function halfSeconds(count) {
  for (let i = 0; i < count; i++) mock.timers.tick(500);
}

test('a full room is called at once', () => {
  for (let i = 0; i < 16; i++) newcomers.add(`p${i}`);
  assert.equal(called.length, 16);
});

test('a crowd is called in order, two a second, and who has gone is not', () => {
  for (let i = 0; i < 20; i++) newcomers.add(`p${i}`);
  assert.equal(called.length, 16);
  assert.equal(newcomers.isCrowd, true);
  newcomers.remove('p16');
  halfSeconds(1);
  assert.deepEqual(called.slice(16), ['p17']);
  halfSeconds(2);
  assert.deepEqual(called.slice(16), ['p17', 'p18', 'p19']);
});

test('who comes and goes without end costs no more than two connections a second', () => {
  for (let i = 0; i < 400; i++) {
    newcomers.add(`p${i}`);
    newcomers.remove(`p${i}`);
    mock.timers.tick(25);
  }
  assert.ok(called.length <= 16 + 20, `${called.length} were called in ten seconds`);
  newcomers.add('real');
  mock.timers.tick(500);
  assert.equal(called.at(-1), 'real');
});

test('after a quiet while all are called at once again', () => {
  for (let i = 0; i < 16; i++) newcomers.add(`p${i}`);
  halfSeconds(16);
  for (let i = 0; i < 16; i++) newcomers.add(`q${i}`);
  assert.equal(called.length, 32);
});

test('connections that were made ahead count', () => {
  for (let i = 0; i < 16; i++) newcomers.count();
  newcomers.add('p1');
  assert.deepEqual(called, []);
});

test('after the call nobody is called', () => {
  for (let i = 0; i < 18; i++) newcomers.add(`p${i}`);
  newcomers.stop();
  mock.timers.tick(5000);
  assert.equal(called.length, 16);
});
