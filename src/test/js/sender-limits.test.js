import assert from 'node:assert/strict';
import test from 'node:test';
import { limitScreen, limitSenders } from '../../main/webapp/js/link/sender-limits.js';

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

/** A connection with these senders. */
const link = (audio, video) => ({ senderOf: slot => ({ microphone: audio, camera: video, screen: video, 'screen-audio': audio })[slot] });

const PICTURE = { scale: 2, frames: 15, bitrate: 200_000 };

test('the picture is limited and the sound comes first', async () => {
  const [audio, video] = [new FakeSender(), new FakeSender()];
  await limitSenders(link(audio, video), { picture: PICTURE, sound: 32_000, paused: false });
  assert.deepEqual(audio.encodings, [{ active: true, maxBitrate: 32_000, priority: 'high', networkPriority: 'high' }]);
  assert.deepEqual(video.encodings, [
    { active: true, scaleResolutionDownBy: 2, maxFramerate: 15, maxBitrate: 200_000 },
  ]);
  assert.equal(video.set[0].degradationPreference, 'balanced');
});

test('without a picture nothing is encoded, and afterwards it is again', async () => {
  const video = new FakeSender();
  await limitSenders(link(undefined, video), { picture: null, sound: 32_000, paused: false });
  assert.equal(video.encodings[0].active, false);
  await limitSenders(link(undefined, video), { picture: PICTURE, sound: 32_000, paused: false });
  assert.equal(video.encodings[0].active, true);
});

test('nobody is told the same twice', async () => {
  const [audio, video] = [new FakeSender(), new FakeSender()];
  for (let i = 0; i < 3; i++) await limitSenders(link(audio, video), { picture: PICTURE, sound: 32_000, paused: false });
  assert.deepEqual([audio.set.length, video.set.length], [1, 1]);
});

test('a refusal of the browser is heard, and tried again', async () => {
  const video = new FakeSender();
  const { setParameters } = video;
  video.setParameters = async () => Promise.reject(new Error('no'));
  await assert.rejects(limitSenders(link(undefined, video), { picture: PICTURE, sound: 32_000, paused: false }));
  video.setParameters = setParameters;
  await limitSenders(link(undefined, video), { picture: PICTURE, sound: 32_000, paused: false });
  assert.equal(video.set.length, 1);
});

test('a negotiation that comes between is no error, and what was not heard is said again', async () => {
  const video = new FakeSender();
  const { setParameters } = video;
  video.setParameters = async () => Promise.reject(Object.assign(new Error(), { name: 'InvalidModificationError' }));
  await limitSenders(link(undefined, video), { picture: PICTURE, sound: 32_000, paused: false });
  video.setParameters = setParameters;
  await limitSenders(link(undefined, video), { picture: PICTURE, sound: 32_000, paused: false });
  assert.equal(video.set.length, 1);
});

test('what is not negotiated yet waits for the next plan', async () => {
  const video = new FakeSender();
  video.encodings = [];
  await limitSenders(link(undefined, video), { picture: null, sound: 32_000, paused: false });
  assert.equal(video.set.length, 0);
});

test('of a screen the rate is limited and never the size', async () => {
  const [audio, video] = [new FakeSender(), new FakeSender()];
  await limitScreen(link(audio, video), { frames: 5, bitrate: 800_000 });
  assert.deepEqual(video.encodings, [{ active: true, maxFramerate: 5, maxBitrate: 800_000, priority: 'medium' }]);
  assert.equal(video.set[0].degradationPreference, 'maintain-resolution');
  assert.equal(audio.encodings[0].maxBitrate, 64_000);
  await limitScreen(link(audio, video), null);
  assert.equal(video.encodings[0].active, false);
});
