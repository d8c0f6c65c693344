import assert from 'node:assert/strict';
import test from 'node:test';
import { LayoutModel, cornerAt, cornerBeside } from '../../main/webapp/js/features/layout/layout-model.js';

/** @param {boolean} follows */
function room(follows = false, people = ['ada', 'bob', 'carl'], screens = []) {
  const model = new LayoutModel(follows);
  model.show(people, screens);
  return model;
}

test('in a grid all have the same size', () => {
  const model = room();
  model.speaker = 'ada';
  assert.equal(model.large, null);
});

test('the view follows who speaks, and shows the first before anybody has', () => {
  const model = room(true);
  assert.equal(model.large, 'ada');
  model.speaker = 'carl';
  assert.equal(model.large, 'carl');
  model.show(['ada', 'bob'], []);
  assert.equal(model.large, 'ada');
});

test('two people need no layout', () => {
  assert.equal(room(true, ['ada']).large, null);
  assert.equal(room(true, []).large, null);
});

test('who is pinned stays large, no matter who speaks or shares, until they go or are let go', () => {
  const model = room(true);
  model.press('bob');
  model.speaker = 'carl';
  model.show(['ada', 'bob', 'carl'], ['slides']);
  assert.equal(model.large, 'bob');
  assert.ok(model.isPinned('bob'));
  model.press('bob');
  assert.equal(model.large, 'slides');
  model.press('bob');
  model.show(['ada', 'carl'], []);
  assert.equal(model.large, 'carl');
});

test('a shared screen is large by itself, the latest one, and small again on request', () => {
  const model = room(false);
  model.show(['ada', 'bob', 'carl'], ['slides']);
  assert.equal(model.large, 'slides');
  model.show(['ada', 'bob', 'carl'], ['slides', 'table']);
  assert.equal(model.large, 'table');
  model.press('table');
  assert.equal(model.large, 'slides');
  model.press('slides');
  assert.equal(model.large, null);
  model.press('table');
  assert.equal(model.large, 'table');
  model.press('table');
  assert.equal(model.large, null);
  model.show(['ada', 'bob', 'carl'], []);
  model.show(['ada', 'bob', 'carl'], ['table']);
  assert.equal(model.large, 'table', 'shared once more');
});

test('a person who is large in the view can be pinned there', () => {
  const model = room(true);
  model.press('ada');
  model.speaker = 'bob';
  assert.equal(model.large, 'ada');
});

test('the own picture lies over people, and never over a screen', () => {
  const model = room(true);
  assert.ok(model.hasOwnOnTop);
  model.show(['ada', 'bob', 'carl'], ['slides']);
  assert.ok(!model.hasOwnOnTop);
});

test('the own picture goes where the arrows say, or round', () => {
  assert.equal(cornerBeside('bottom-right', 'ArrowUp'), 'top-right');
  assert.equal(cornerBeside('top-right', 'ArrowLeft'), 'top-left');
  assert.equal(cornerBeside('top-left', 'ArrowLeft'), 'top-left');
  let corner = 'bottom-right';
  const way = [1, 2, 3, 4].map(() => (corner = cornerBeside(corner, '')));
  assert.deepEqual(way, ['bottom-left', 'top-left', 'top-right', 'bottom-right']);
});

test('dropped somewhere, it goes to the nearest corner', () => {
  assert.deepEqual([cornerAt(0.2, 0.3), cornerAt(0.9, 0.1), cornerAt(0.1, 0.9), cornerAt(0.6, 0.6)], ['top-left', 'top-right', 'bottom-left', 'bottom-right']);
});
