import assert from 'node:assert/strict';
import test from 'node:test';
import { clock, duration } from '../../main/webapp/js/features/timer/clock.js';

const HOUR = 3_600_000;

test('how long a call lasts is read like a clock', () => {
  assert.equal(clock(0, 'en'), '0:00');
  assert.equal(clock(59_999, 'en'), '0:59');
  assert.equal(clock(605_000, 'en'), '10:05');
  assert.equal(clock(HOUR + 4 * 60_000 + 5_000, 'ko'), '1:04:05');
  assert.equal(clock(1200 * HOUR, 'en'), '1200:00:00');
  assert.equal(clock(-5, 'en'), '0:00', 'a clock that is set back');
});

test('programs read it, too', () => {
  assert.equal(duration(605_999), 'PT605S');
});
