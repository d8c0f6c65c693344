import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { FakeMediaStream } from './simulation.js';

/** What is opened in vain: somebody leaves while the browser still asks, or the device still wakes up. */

globalThis.MediaStream = FakeMediaStream;
const { LocalMedia } = await import('../../main/webapp/js/local-media.js');

/** A microphone and a camera that open when the test says so. */
class FakeDevices extends EventTarget {
  /** Each {constraints, opens(), fails(name)}. */
  asked = [];
  /** All that were given. */
  tracks = [];

  getUserMedia(constraints) {
    return new Promise((resolve, reject) => {
      const opens = () => resolve(this.#stream(constraints));
      const fails = name => reject(new DOMException('', name));
      this.asked.push({ constraints, opens, fails });
    });
  }

  async enumerateDevices() {
    return ['audioinput', 'videoinput'].map(kind => ({ kind, deviceId: kind, label: kind }));
  }

  #stream(constraints) {
    const kinds = ['audio', 'video'].filter(kind => constraints[kind]);
    const tracks = kinds.map(kind => ({
      kind,
      readyState: 'live',
      getSettings: () => ({ deviceId: kind }),
      stop() { this.readyState = 'ended'; },
    }));
    this.tracks.push(...tracks);
    const of = wanted => tracks.filter(({ kind }) => kind === wanted);
    return { getTracks: () => tracks, getAudioTracks: () => of('audio'), getVideoTracks: () => of('video') };
  }
}

let devices, media;

beforeEach(() => {
  devices = new FakeDevices();
  media = new LocalMedia(devices, { query: async () => ({ state: 'granted' }) });
});

const settle = () => new Promise(resolve => setImmediate(resolve));
const live = () => devices.tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind);

function isReleased() {
  assert.deepEqual(live(), []);
  assert.deepEqual([media.tracks, media.stream.getTracks()], [{ audio: null, video: null }, []]);
}

test('both are opened by one question, and released', async () => {
  const opening = media.open();
  devices.asked[0].opens();
  assert.deepEqual(await opening, []);
  assert.deepEqual(live(), ['audio', 'video']);
  assert.deepEqual([media.microphone, media.camera], ['on', 'on']);
  media.close();
  isReleased();
});

test('a camera that is not wanted is not opened, and a microphone that is not wanted is opened and muted', async () => {
  const opening = media.open({ microphone: false, camera: false });
  assert.deepEqual(devices.asked[0].constraints, { audio: true });
  devices.asked[0].opens();
  assert.deepEqual(await opening, []);
  assert.equal(devices.asked.length, 1);
  assert.equal(media.tracks.audio.enabled, false);
  assert.deepEqual([media.microphone, media.camera], ['off', 'off']);
  assert.deepEqual(media.wanted, { microphone: false, camera: false });
});

test('what was pressed last is known', async () => {
  const opening = media.open({ microphone: false, camera: true });
  devices.asked[0].opens();
  await opening;
  assert.deepEqual(media.wanted, { microphone: false, camera: true });
  media.turnCameraOff();
  await media.unmute();
  assert.deepEqual(media.wanted, { microphone: true, camera: false });
});

test('what opens after the end is released at once, and no problem', async () => {
  const opening = media.open();
  media.close();
  devices.asked[0].opens();
  assert.deepEqual(await opening, []);
  isReleased();
});

for (const failure of ['NotAllowedError', 'NotFoundError', 'NotReadableError']) {
  test(`a ${failure} after the end is no problem, and nothing else is tried`, async () => {
    const opening = media.open();
    media.close();
    devices.asked[0].fails(failure);
    assert.deepEqual(await opening, []);
    assert.equal(devices.asked.length, 1);
  });
}

test('the end comes between two devices: the second is not opened', async () => {
  const opening = media.open();
  devices.asked[0].fails('NotFoundError');
  await settle();
  assert.deepEqual(devices.asked[1].constraints, { audio: true });
  media.close();
  devices.asked[1].opens();
  assert.deepEqual(await opening, []);
  assert.equal(devices.asked.length, 2);
  isReleased();
});

test('a camera or a microphone that was switched on just before the end is released', async () => {
  const cameraOn = media.turnCameraOn();
  const unmuted = media.unmute();
  media.close();
  devices.asked.forEach(each => each.opens());
  assert.deepEqual([await cameraOn, await unmuted], [null, null]);
  isReleased();
});

test('whoever enters again meanwhile has what was asked for then, whatever comes first', async () => {
  const former = media.open();
  media.close();
  const opening = media.open();
  devices.asked[1].opens();
  await opening;
  const { audio, video } = media.tracks;
  devices.asked[0].opens();
  await former;
  assert.deepEqual(media.tracks, { audio, video });
  assert.deepEqual(live(), ['audio', 'video']);
  assert.deepEqual([audio.readyState, video.readyState], ['live', 'live']);
});
