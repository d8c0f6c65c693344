import assert from 'node:assert/strict';
import test from 'node:test';
import { playTones } from '../../main/webapp/js/ui/tones.js';

/** What was played, as [hertz, when]. */
let played = [];
let resume = async () => {};

class FakeParam {
  setValueAtTime() {}
  linearRampToValueAtTime() {}
}

globalThis.AudioContext = class {
  static now;
  state = 'running';
  currentTime = 0;
  destination = {};
  constructor() { AudioContext.now = this; }
  async resume() {
    await resume();
    this.state = 'running';
  }
};
globalThis.GainNode = class {
  gain = new FakeParam();
  connect(to) { return to; }
};
globalThis.OscillatorNode = class {
  constructor(audio, { frequency }) { this.frequency = frequency; }
  connect(to) { return to; }
  start(at) { played.push([this.frequency, Math.round(100 * at)]); }
  stop() {}
};

test('tones come one after the other, and no others over them', async () => {
  await Promise.all([playTones([660, 880]), playTones([440])]);
  assert.deepEqual(played, [[660, 0], [880, 14]]);
  AudioContext.now.currentTime = .27;
  await playTones([440]);
  assert.equal(played.length, 2);
  AudioContext.now.currentTime = .29;
  await playTones([440]);
  assert.deepEqual(played.at(-1), [440, 29]);
});

test('what could not be played in time is not played later', async context => {
  played = [];
  let now = 0;
  context.mock.method(performance, 'now', () => now);
  AudioContext.now.currentTime = 10;
  for (const late of [1_001, 900]) {
    AudioContext.now.state = 'suspended';
    resume = async () => { now += late; };
    await playTones([late]);
  }
  assert.deepEqual(played.map(([hertz]) => hertz), [900]);
});
