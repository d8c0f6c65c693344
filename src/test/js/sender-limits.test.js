import assert from 'node:assert/strict';
import test from 'node:test';
import { limitSenders } from '../../main/webapp/js/link/sender-limits.js';

/** An RTCRtpSender that is as strict as a browser's: parameters are good for one use, and for this moment. */
class FakeSender {
  encodings = [{ active: true }];
  set = [];
  #fresh = null;

  getParameters() {
    this.#fresh = { encodings: structuredClone(this.encodings) };
    queueMicrotask(() => (this.#fresh = null));
    return this.#fresh;
  }

  async setParameters(parameters) {
    if (parameters !== this.#fresh) throw new Error('InvalidModificationError');
    this.#fresh = null;
    this.encodings = parameters.encodings;
    this.set.push(parameters);
  }
}

const PICTURE = { scale: 2, frames: 15, bitrate: 200_000 };

test('the picture is limited and the sound comes first', async () => {
  const [audio, video] = [new FakeSender(), new FakeSender()];
  await limitSenders(audio, video, { picture: PICTURE, sound: 32_000, paused: false });
  assert.deepEqual(audio.encodings, [{ active: true, maxBitrate: 32_000, priority: 'high', networkPriority: 'high' }]);
  assert.deepEqual(video.encodings, [
    { active: true, scaleResolutionDownBy: 2, maxFramerate: 15, maxBitrate: 200_000 },
  ]);
  assert.equal(video.set[0].degradationPreference, 'balanced');
});

test('without a picture nothing is encoded, and afterwards it is again', async () => {
  const video = new FakeSender();
  await limitSenders(undefined, video, { picture: null, sound: 32_000, paused: false });
  assert.equal(video.encodings[0].active, false);
  await limitSenders(undefined, video, { picture: PICTURE, sound: 32_000, paused: false });
  assert.equal(video.encodings[0].active, true);
});

test('nobody is told the same twice', async () => {
  const [audio, video] = [new FakeSender(), new FakeSender()];
  for (let i = 0; i < 3; i++) await limitSenders(audio, video, { picture: PICTURE, sound: 32_000, paused: false });
  assert.deepEqual([audio.set.length, video.set.length], [1, 1]);
});

test('a refusal of the browser is heard, and tried again', async () => {
  const video = new FakeSender();
  const { setParameters } = video;
  video.setParameters = async () => Promise.reject(new Error('no'));
  await assert.rejects(limitSenders(undefined, video, { picture: PICTURE, sound: 32_000, paused: false }));
  video.setParameters = setParameters;
  await limitSenders(undefined, video, { picture: PICTURE, sound: 32_000, paused: false });
  assert.equal(video.set.length, 1);
});

test('what is not negotiated yet waits for the next plan', async () => {
  const video = new FakeSender();
  video.encodings = [];
  await limitSenders(undefined, video, { picture: null, sound: 32_000, paused: false });
  assert.equal(video.set.length, 0);
});
