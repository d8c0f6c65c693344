import assert from 'node:assert/strict';
import test from 'node:test';
import { adviceFor, gradeOf, NOT_CONNECTED, Steady } from '../../main/webapp/js/features/quality-panel/line-grade.js';
import { LineHistory } from '../../main/webapp/js/features/quality-panel/line-history.js';
import { lastMinute, pointsOf, sampleOf } from '../../main/webapp/js/features/quality-panel/line-sample.js';
import { countersOf } from '../../main/webapp/js/quality/link-counters.js';

const WELL = { loss: { audio: 0, video: .01 }, queued: false, paused: false, roundTrip: 30 };

test('a connection is as good as what is worst about it', () => {
  assert.deepEqual(gradeOf(WELL), { grade: 'good', reason: null });
  assert.deepEqual(gradeOf({ ...WELL, roundTrip: null }), { grade: 'good', reason: null });
  assert.deepEqual(gradeOf({ ...WELL, loss: { audio: .05, video: 0 } }), { grade: 'fair', reason: 'lossy' });
  assert.deepEqual(gradeOf({ ...WELL, loss: { audio: 0, video: .2 } }), { grade: 'poor', reason: 'lossy' });
  assert.deepEqual(gradeOf({ ...WELL, roundTrip: 400 }), { grade: 'fair', reason: 'far' });
  assert.deepEqual(gradeOf({ ...WELL, roundTrip: 400, queued: true }), { grade: 'fair', reason: 'slow' });
  assert.deepEqual(gradeOf({ ...WELL, roundTrip: 1500, queued: true }), { grade: 'poor', reason: 'slow' });
  assert.deepEqual(gradeOf({ ...WELL, paused: true }), { grade: 'poor', reason: 'slow' });
});

test('a word changes when two looks in a row say so', () => {
  const of = grade => ({ grade, reason: grade === 'good' ? null : 'lossy' });
  const steady = new Steady(of('good'));
  assert.deepEqual(['poor', 'good', 'poor', 'fair', 'fair', 'fair'].map(each => [steady.take(of(each)), steady.shown.grade]), [
    [false, 'good'], [false, 'good'], [false, 'good'], [false, 'good'], [true, 'fair'], [false, 'fair'],
  ]);
});

test('what all have in common is on this side, and one among good ones on theirs', () => {
  const good = { name: 'Ada', grade: 'good', reason: null };
  const fair = { name: 'Bob', grade: 'fair', reason: 'far' };
  const poor = { name: 'Carl', grade: 'poor', reason: 'slow' };
  const away = { name: 'Dan', ...NOT_CONNECTED };
  assert.deepEqual(adviceFor([]), { key: 'line.advice-alone', name: '' });
  assert.deepEqual(adviceFor([away]), { key: 'line.advice-unknown', name: '' });
  assert.deepEqual(adviceFor([good, away]), { key: 'line.advice-good', name: '' });
  assert.deepEqual(adviceFor([good, fair, poor]), { key: 'line.advice-theirs-slow', name: 'Carl' });
  assert.deepEqual(adviceFor([fair, poor, away]), { key: 'line.advice-own-slow', name: 'Carl' });
  assert.deepEqual(adviceFor([fair, away]), { key: 'line.advice-either-far', name: 'Bob' });
});

/** What a browser says after so many seconds. */
function statsAt(seconds) {
  const timestamp = 1000 * seconds;
  return new Map(Object.entries({
    audio: { id: 'audio', type: 'inbound-rtp', kind: 'audio', timestamp, bytesReceived: 5_000 * seconds, packetsReceived: 45 * seconds, packetsLost: 5 * seconds },
    video: { id: 'video', type: 'inbound-rtp', kind: 'video', timestamp, bytesReceived: 120_000 * seconds, packetsReceived: 100 * seconds, packetsLost: 0, framesDecoded: 30 * seconds, frameWidth: 640, frameHeight: 360 },
    out: { id: 'out', type: 'outbound-rtp', kind: 'video', timestamp, bytesSent: 25_000 * seconds },
    pair: { id: 'pair', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: .02 },
    remote: { id: 'remote', type: 'remote-inbound-rtp', roundTripTime: .04 },
  }));
}

test('two looks make a sample', () => {
  const [before, now] = [countersOf(statsAt(1)), countersOf(statsAt(2))];
  assert.deepEqual(sampleOf(before, now), { down: 1_000, up: 200, loss: 100 / 30, roundTrip: 40, frames: 30, picture: { width: 640, height: 360 } });
  assert.equal(sampleOf(now, countersOf(statsAt(2.3))), null);
});

test('a screen that comes is another picture, and no leap of frames', () => {
  const screen = { id: 'screen', type: 'inbound-rtp', kind: 'video', framesDecoded: 900, frameWidth: 1920, frameHeight: 1080 };
  const [before, now] = [countersOf(statsAt(1)), countersOf(statsAt(2).set('screen', screen))];
  assert.deepEqual([sampleOf(before, now).frames, sampleOf(before, now).picture], [0, null]);
});

test('a browser that tells nothing is no error', () => {
  const nothing = countersOf(new Map());
  assert.deepEqual(sampleOf(nothing, { ...nothing, at: 1_000 }), { down: 0, up: 0, loss: 0, roundTrip: null, frames: 0, picture: null });
});

test('a look that comes too soon is no sample, and the next one counts from before', () => {
  const history = new LineHistory();
  for (const seconds of [1, 2, 2.2, 3.2]) history.take('ada', countersOf(statsAt(seconds)));
  assert.deepEqual(history.of('ada').map(({ frames }) => Math.round(frames)), [30, 30]);
  history.keep(new Set());
  assert.deepEqual(history.of('ada'), []);
});

test('a chart has a minute, the newest at the right, and leaves out what is not known', () => {
  const samples = Array.from({ length: 100 }, (_, i) => i).reduce(lastMinute, []);
  assert.deepEqual([samples.length, samples[0], samples.at(-1)], [60, 40, 99]);
  assert.equal(pointsOf([0, null, 10, 20], 10, { width: 59, height: 10 }), '56.0,10.0 58.0,0.0 59.0,0.0');
});
