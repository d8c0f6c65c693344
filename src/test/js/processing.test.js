import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Processing } from '../../main/webapp/js/app/processing.js';

/** What is done with sound and picture: by a browser that changes an open device, and by one that does not. */

console.info = () => {};
const ALL = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

class FakeTrack extends EventTarget {
  constructor(settings, applies) {
    super();
    Object.assign(this, { settings: { ...settings }, applies });
  }
  getSettings() { return this.settings; }
  getConstraints() { return { deviceId: { exact: 'mic' } }; }
  getCapabilities() { return { backgroundBlur: [false, true] }; }
  async applyConstraints(constraints) {
    this.applied = constraints;
    if (this.applies === 'refused') throw new DOMException('', 'OverconstrainedError');
    if (this.applies) for (const key of Object.keys(this.settings)) if (key in constraints) this.settings[key] = constraints[key];
  }
}

class FakeMedia extends EventTarget {
  reopened = 0;
  wishes = {};
  tracks = { audio: null, video: null };
  wish(device, wishes) { this.wishes[device] = wishes; }
  inUse() { return 'mic'; }
  choose() { this.reopened++; }
}

let media, settings;

beforeEach(() => {
  media = new FakeMedia();
  settings = { chosen: {} };
});

function withMicrophone(applies, known = ALL) {
  media.tracks = { audio: new FakeTrack(known, applies), video: null };
  return new Processing(media, settings);
}

test('all is on, and nothing is touched', () => {
  const processing = withMicrophone(true);
  assert.deepEqual(processing.steps.map(step => processing.isOn(step)), [true, true, true]);
  assert.deepEqual([media.wishes, media.reopened], [{}, 0]);
});

test('a browser that changes an open microphone is asked to', async () => {
  const processing = withMicrophone(true);
  await processing.switch('echoCancellation', false);
  const wishes = { ...ALL, echoCancellation: false };
  assert.deepEqual(media.tracks.audio.applied, { deviceId: { exact: 'mic' }, ...wishes });
  assert.deepEqual([media.wishes.microphone, media.reopened], [wishes, 0]);
  assert.deepEqual(settings.chosen, { off: ['echoCancellation'] });
});

for (const applies of ['refused', false]) {
  test(`where it is ${applies || 'ignored'}, the microphone is opened again`, async () => {
    const processing = withMicrophone(applies);
    await processing.switch('autoGainControl', false);
    assert.equal(media.reopened, 1);
  });
}

test('what was switched off at an earlier visit is off', async () => {
  settings.chosen = { off: ['noiseSuppression', 'unknown', 7] };
  const processing = withMicrophone(true);
  await new Promise(setImmediate);
  assert.equal(processing.isOn('noiseSuppression'), false);
  assert.equal(media.tracks.audio.settings.noiseSuppression, false);
});

test('only what the browser knows is shown, and nothing without a microphone', () => {
  assert.deepEqual(withMicrophone(true, { echoCancellation: true }).steps, ['echoCancellation']);
  media.tracks = { audio: null, video: null };
  assert.deepEqual(new Processing(media, settings).steps, []);
});

test('a background is blurred where the system lets a page choose', async () => {
  media.tracks = { audio: null, video: new FakeTrack({ backgroundBlur: false }, true) };
  const processing = new Processing(media, settings);
  assert.equal(processing.blur, false);
  await processing.switchBlur(true);
  assert.equal(processing.blur, true);
  media.tracks.video.getCapabilities = () => ({ backgroundBlur: [true] });
  assert.equal(processing.blur, null);
  media.tracks.video = null;
  assert.equal(processing.blur, null);
});

test('what the system changes is shown', () => {
  media.tracks = { audio: null, video: new FakeTrack({ backgroundBlur: false }, true) };
  const processing = new Processing(media, settings);
  let changes = 0;
  processing.addEventListener('change', () => changes++);
  media.tracks.video.dispatchEvent(new Event('configurationchange'));
  assert.equal(changes, 1);
});
