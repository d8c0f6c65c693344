import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { TileVisibility } from '../../main/webapp/js/ui/tile-visibility.js';
import { record } from './fakes.js';

let page, observer, visibility, seen, tile;

class FakeObserver {
  watched = new Set();

  constructor(callback) {
    this.moves = (target, isIntersecting) => callback([{ target, isIntersecting }]);
    observer = this;
  }

  observe(target) {
    this.watched.add(target);
  }

  unobserve(target) {
    this.watched.delete(target);
  }
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  page = Object.assign(new EventTarget(), { visibilityState: 'visible', pictureInPictureElement: null });
  visibility = new TileVisibility(page, FakeObserver);
  seen = record(visibility, 'visibility');
  tile = { peerId: 'p7', isConnected: true, contains: () => false };
  visibility.watch(tile);
});

function pageBecomes(visibilityState) {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

const LOOKS_AWAY = ['visibility', { peerId: 'p7', seen: false }];
const LOOKS_HERE = ['visibility', { peerId: 'p7', seen: true }];

test('a tile is seen until it is not, and a glance elsewhere does not count', () => {
  observer.moves(tile, true);
  pageBecomes('hidden');
  mock.timers.tick(4999);
  pageBecomes('visible');
  mock.timers.tick(60_000);
  assert.deepEqual(seen, []);
});

test('a hidden page sees nothing after a while, and everything at once when it is back', () => {
  pageBecomes('hidden');
  mock.timers.tick(5000);
  assert.deepEqual(seen, [LOOKS_AWAY]);
  pageBecomes('visible');
  assert.deepEqual(seen, [LOOKS_AWAY, LOOKS_HERE]);
});

test('a tile that is scrolled away is not seen', () => {
  observer.moves(tile, false);
  mock.timers.tick(5000);
  assert.deepEqual(seen, [LOOKS_AWAY]);
  observer.moves(tile, true);
  assert.deepEqual(seen, [LOOKS_AWAY, LOOKS_HERE]);
});

test('a tile that comes to a hidden page is not seen', () => {
  pageBecomes('hidden');
  mock.timers.tick(5000);
  visibility.watch({ ...tile, peerId: 'p8' });
  mock.timers.tick(5000);
  assert.deepEqual(seen.at(-1), ['visibility', { peerId: 'p8', seen: false }]);
});

test('a picture that floats above other windows is seen', () => {
  tile.contains = () => true;
  page.pictureInPictureElement = {};
  pageBecomes('hidden');
  mock.timers.tick(60_000);
  assert.deepEqual(seen, []);
});

test('of a tile that has left the page nothing is said, and nothing is kept', () => {
  pageBecomes('hidden');
  tile.isConnected = false;
  observer.moves(tile, false);
  mock.timers.tick(60_000);
  pageBecomes('visible');
  assert.deepEqual(seen, []);
  assert.equal(observer.watched.size, 0);
});

test('in a small window of the page everybody is seen, whatever becomes of the page', async () => {
  const own = new EventTarget();
  const windows = Object.assign(new EventTarget(), { window: null });
  visibility = new TileVisibility(page, FakeObserver, windows);
  seen = record(visibility, 'visibility');
  visibility.watch(tile);
  windows.window = own;
  windows.dispatchEvent(Object.assign(new Event('enter'), { window: own }));
  pageBecomes('hidden');
  mock.timers.tick(60_000);
  assert.deepEqual(seen, []);
  own.dispatchEvent(new Event('pagehide'));
  windows.window = null;
  await Promise.resolve();
  mock.timers.tick(5000);
  assert.deepEqual(seen, [LOOKS_AWAY]);
});
