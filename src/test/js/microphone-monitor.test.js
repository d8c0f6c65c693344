import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { MicrophoneMonitor } from '../../main/webapp/js/features/microphone-watch/microphone-monitor.js';
import { SpeechDetector } from '../../main/webapp/js/features/microphone-watch/speech-detector.js';

const SILENCE = { level: 0, isSilent: true };
const ROOM = { level: 0.002, isSilent: false };
const VOICE = { level: 0.1, isSilent: false };

/** @type {any} */ let media;
/** @type {any[]} */ let meters;
/** @type {string[]} */ let said;
/** @type {any} */ let reading;
/** @type {() => void} */ let end;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval'] });
  media = Object.assign(new EventTarget(), { tracks: { audio: { id: 1 } } });
  switchTo('on');
  meters = [];
  said = [];
  reading = ROOM;
  const monitor = new MicrophoneMonitor(media, () => {
    const meter = { isRunning: true, read: () => reading, stop: () => { meter.isRunning = false; } };
    meters.push(meter);
    return meter;
  });
  for (const type of ['muted-speech', 'silent', 'over']) monitor.addEventListener(type, () => said.push(type));
  end = monitor.start();
});

function switchTo(microphone) {
  media.microphone = microphone;
  media.switches = { microphone };
  media.dispatchEvent(new Event('change'));
}

/** @param {any} heard @param {number} seconds */
function hears(heard, seconds) {
  reading = heard;
  mock.timers.tick(seconds * 1000);
}

const running = () => meters.filter(({ isRunning }) => isRunning).length;

test('a microphone that has been heard once is not measured any more while it is on', () => {
  hears(ROOM, 1);
  assert.equal(running(), 0);
  hears(SILENCE, 60);
  media.dispatchEvent(new Event('change'));
  hears(SILENCE, 60);
  assert.deepEqual(said, []);
});

test('a microphone that gives nothing but zeros is said once, until it gives something', () => {
  hears(SILENCE, 7);
  assert.deepEqual(said, []);
  hears(SILENCE, 60);
  assert.deepEqual(said, ['silent']);
  hears(ROOM, 1);
  assert.deepEqual(said, ['silent', 'over']);
  assert.equal(running(), 0);
});

test('who speaks while they are muted is told after a second, and not again for a minute', () => {
  switchTo('off');
  hears(ROOM, 2);
  said.length = 0;
  hears(VOICE, 0.5);
  assert.deepEqual(said, []);
  hears(VOICE, 0.5);
  assert.deepEqual(said, ['muted-speech']);
  for (let s = 0; s < 50; s++) hears(s % 2 ? ROOM : VOICE, 1);
  assert.deepEqual(said, ['muted-speech']);
  for (let s = 0; s < 20; s++) hears(s % 4 ? VOICE : ROOM, 1);
  assert.deepEqual(said, ['muted-speech', 'muted-speech']);
  switchTo('on');
  assert.equal(said.at(-1), 'over');
});

test('who speaks while they are heard is told nothing', () => {
  hears(ROOM, 1);
  hears(VOICE, 60);
  assert.deepEqual(said, []);
});

test('another microphone is another one', () => {
  hears(ROOM, 1);
  media.tracks = { audio: { id: 2 } };
  media.dispatchEvent(new Event('change'));
  hears(SILENCE, 9);
  assert.deepEqual(said, ['silent']);
});

test('where nothing can be measured nothing is said', () => {
  switchTo('off');
  said.length = 0;
  hears(null, 60);
  assert.deepEqual(said, []);
});

test('a device that is gone, or a call that is over, is let go', () => {
  switchTo('off');
  assert.equal(running(), 1);
  media.tracks = { audio: null };
  media.dispatchEvent(new Event('change'));
  assert.equal(running(), 0);
  media.tracks = { audio: { id: 3 } };
  media.dispatchEvent(new Event('change'));
  assert.equal(running(), 1);
  end();
  media.dispatchEvent(new Event('change'));
  assert.equal(running(), 0);
});

/** @param {number[]} levels */
function detects(levels) {
  const detector = new SpeechDetector();
  return levels.some(level => detector.hears(level));
}

test('a fan is the room, however loud, and a cough is no speech', () => {
  assert.ok(!detects(Array.from({ length: 400 }, (_, at) => 0.05 + 0.02 * (at % 3))), 'a fan');
  assert.ok(!detects([...Array(20).fill(0.002), 0.3, 0.2, 0.1, ...Array(20).fill(0.002)]), 'a cough');
  assert.ok(!detects(Array(100).fill(0.005)), 'a quiet voice next door');
});

test('a voice is told from the room, also from a loud one', () => {
  assert.ok(detects([...Array(20).fill(0.002), 0.05, 0.08, 0.03, 0.06]));
  assert.ok(detects([...Array(40).fill(0.02), 0.15, 0.2, 0.02, 0.1, 0.18]));
  assert.ok(detects([0.1, 0.2, 0.1, 0.01, 0.1, 0.2, 0.15, 0.1]), 'who speaks at once');
});
