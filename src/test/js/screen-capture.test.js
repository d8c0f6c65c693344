import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { ScreenCapture } from '../../main/webapp/js/media/screen-capture.js';

class FakeTrack extends EventTarget {
  stopped = false;
  contentHint = '';
  stop() { this.stopped = true; }
  ends() { this.dispatchEvent(new Event('ended')); }
}

const streamOf = (video, audio) => ({
  getVideoTracks: () => [video],
  getAudioTracks: () => (audio ? [audio] : []),
  getTracks: () => (audio ? [video, audio] : [video]),
});

/** A browser that answers when the test says so. */
function setUp() {
  const asked = [];
  const devices = { getDisplayMedia: wishes => new Promise((resolve, reject) => asked.push({ wishes, resolve, reject })) };
  const capture = new ScreenCapture(devices);
  let changes = 0;
  capture.addEventListener('change', () => changes++);
  return { asked, capture, changes: () => changes };
}

const error = (name, message = '') => Object.assign(new Error(message), { name });

test('a phone offers nothing', () => {
  assert.equal(new ScreenCapture({}).isOffered, false);
});

test('what the person has chosen is shared with its sound, sharp before smooth', async () => {
  const { asked, capture, changes } = setUp();
  const outcome = capture.start();
  const [video, audio] = [new FakeTrack(), new FakeTrack()];
  asked[0].resolve(streamOf(video, audio));
  assert.equal(await outcome, 'shared');
  assert.deepEqual(capture.tracks, { video, audio });
  assert.equal(video.contentHint, 'detail');
  assert.equal(changes(), 1);
});

test('it ends by the bar of the browser, with all that belongs to it', async () => {
  const { asked, capture, changes } = setUp();
  const outcome = capture.start();
  const [video, audio] = [new FakeTrack(), new FakeTrack()];
  asked[0].resolve(streamOf(video, audio));
  await outcome;
  audio.ends();
  assert.deepEqual(capture.tracks, { video, audio: null });
  video.ends();
  assert.equal(capture.isOn, false);
  assert.equal(changes(), 3);
});

test('an answer that comes too late opens nothing', async () => {
  const { asked, capture, changes } = setUp();
  const outcome = capture.start();
  capture.stop();
  const video = new FakeTrack();
  asked[0].resolve(streamOf(video));
  assert.equal(await outcome, 'cancelled');
  assert.ok(video.stopped);
  assert.equal(changes(), 0);
});

test('of two questions the later counts', async () => {
  const { asked, capture } = setUp();
  const outcomes = [capture.start(), capture.start()];
  const [first, second] = [new FakeTrack(), new FakeTrack()];
  asked[1].resolve(streamOf(second));
  await outcomes[1];
  asked[0].resolve(streamOf(first));
  await outcomes[0];
  assert.equal(capture.tracks.video, second);
  assert.ok(first.stopped && !second.stopped);
});

test('who cancels hears nothing, and who is not allowed to does', async () => {
  const warn = mock.method(console, 'warn', () => {});
  const clock = mock.method(performance, 'now', () => clock.mock.callCount() * 1000);
  const { asked, capture } = setUp();
  const refused = async reason => {
    const outcome = capture.start();
    asked.at(-1).reject(reason);
    return outcome;
  };
  assert.equal(await refused(error('NotAllowedError', 'Permission denied')), 'cancelled');
  assert.equal(await refused(error('NotAllowedError', 'Permission denied by system')), 'failed');
  assert.equal(await refused(error('NotReadableError')), 'failed');
  clock.mock.mockImplementation(() => 0);
  assert.equal(await refused(error('NotAllowedError', 'Permission denied')), 'failed', 'no person is so quick');
  clock.mock.restore();
  warn.mock.restore();
});

test('a browser that knows no such wishes is asked without', async () => {
  const { asked, capture } = setUp();
  const outcome = capture.start();
  asked[0].reject(error('TypeError'));
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(asked[1].wishes, { video: true });
  asked[1].resolve(streamOf(new FakeTrack()));
  assert.equal(await outcome, 'shared');
});
