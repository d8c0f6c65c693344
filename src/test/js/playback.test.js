import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Playback } from '../../main/webapp/js/ui/playback.js';

/** Who pauses the picture of a call, and how it plays again. */

/** As a browser's: play() and pause() tell of themselves, and what is refused is refused. */
class FakeVideo extends EventTarget {
  srcObject = {};
  paused = true;
  ended = false;
  muted = false;
  played = 0;
  /** @type {(video: FakeVideo) => unknown} what is thrown, or undefined */
  refuses = () => undefined;

  async play() {
    this.played++;
    const error = this.refuses(this);
    if (error !== undefined) throw error;
    this.paused = false;
    this.dispatchEvent(new Event('playing'));
  }

  pause() {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }
}

let video, page, playback, changes;

beforeEach(() => {
  video = new FakeVideo();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible', defaultView: new EventTarget() });
  changes = 0;
  playback = new Playback(video, () => changes++, page);
});

const settle = () => new Promise(resolve => setImmediate(resolve));
const notAllowed = ({ muted }) => (muted ? undefined : new DOMException('', 'NotAllowedError'));

async function plays() {
  playback.start();
  await settle();
  assert.deepEqual([video.paused, playback.need], [false, '']);
}

test('what the system pauses plays again at once, with its sound', async () => {
  await plays();
  video.pause();
  await settle();
  assert.deepEqual([video.paused, video.muted, playback.need], [false, false, '']);
});

for (const [what, happens] of [
  ['the page is shown again', () => page.dispatchEvent(new Event('visibilitychange'))],
  ['the window has the focus again', () => page.defaultView.dispatchEvent(new Event('focus'))],
  ['the page comes out of the cache', () => page.defaultView.dispatchEvent(new Event('pageshow'))],
  ['a press', () => page.dispatchEvent(new Event('pointerup'))],
  ['a key', () => page.dispatchEvent(new Event('keydown'))],
]) {
  test(`what could not play plays again by itself: ${what}`, async () => {
    await plays();
    video.refuses = () => new DOMException('', 'NotAllowedError');
    video.pause();
    await settle();
    assert.deepEqual([video.paused, playback.need], [true, 'all']);
    video.refuses = () => undefined;
    happens();
    await settle();
    assert.deepEqual([video.paused, video.muted, playback.need], [false, false, '']);
  });
}

test('on a page that nobody sees, nothing is tried at a focus', async () => {
  await plays();
  page.visibilityState = 'hidden';
  video.paused = true;
  page.dispatchEvent(new Event('visibilitychange'));
  await settle();
  assert.equal(video.paused, true);
});

test('whatever pauses it again and again is not fought against; a press begins afresh', async () => {
  await plays();
  for (let times = 0; times < 100; times++) {
    video.pause();
    await settle();
  }
  assert.deepEqual([video.paused, playback.need], [true, 'all']);
  assert.ok(video.played <= 4, String(video.played));
  page.dispatchEvent(new Event('click'));
  await settle();
  assert.deepEqual([video.paused, playback.need], [false, '']);
});

test('a video that pauses as soon as it plays makes no loop', async () => {
  video.addEventListener('playing', () => video.pause());
  playback.start();
  for (let turns = 0; turns < 50; turns++) await settle();
  assert.ok(video.played <= 5, String(video.played));
  assert.equal(playback.need, 'all');
});

test('where sound needs a press, the picture plays without it until then', async () => {
  video.refuses = notAllowed;
  playback.start();
  await settle();
  assert.deepEqual([video.paused, video.muted, playback.need, changes], [false, true, 'sound', 1]);
  video.refuses = () => undefined;
  page.dispatchEvent(new Event('click'));
  await settle();
  assert.deepEqual([video.muted, playback.need], [false, '']);
});

test('a press whose first part is not allowed to make sound yet, and its second part is', async () => {
  video.refuses = notAllowed;
  playback.start();
  await settle();
  page.dispatchEvent(new Event('pointerup'));
  video.refuses = () => undefined;
  page.dispatchEvent(new Event('click'));
  await settle();
  assert.deepEqual([video.muted, playback.need], [false, '']);
});

for (const error of [{ name: 'NotAllowedError' }, new DOMException('', 'NotSupportedError'), new TypeError('x'), 'no', null]) {
  test(`whatever play() throws, a press is offered: ${error?.name ?? error}`, async () => {
    video.refuses = () => error;
    playback.start();
    await settle();
    assert.equal(playback.need, 'all');
  });
}

test('what comes between is no refusal: it is tried again, and not for ever', async () => {
  let times = 0;
  video.refuses = () => (++times < 3 ? new DOMException('', 'AbortError') : undefined);
  playback.start();
  await settle();
  assert.deepEqual([video.paused, video.muted, playback.need], [false, false, '']);
  video.refuses = () => new DOMException('', 'AbortError');
  video.pause();
  await settle();
  assert.deepEqual([video.paused, playback.need], [true, 'all']);
  assert.ok(video.played < 10, String(video.played));
});

test('one’s own picture never makes a sound', async () => {
  playback.silent = true;
  await plays();
  video.pause();
  await settle();
  assert.deepEqual([video.paused, video.muted, playback.need], [false, true, '']);
});

test('what has no stream, has ended or has left the page is left alone', async () => {
  await plays();
  video.ended = true;
  video.pause();
  video.ended = false;
  video.srcObject = null;
  video.pause();
  video.srcObject = {};
  playback.stop();
  video.pause();
  page.dispatchEvent(new Event('click'));
  await settle();
  assert.deepEqual([video.paused, video.played], [true, 1]);
});
