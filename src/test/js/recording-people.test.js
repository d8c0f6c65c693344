import assert from 'node:assert/strict';
import test from 'node:test';
import { CallScene } from '../../main/webapp/js/features/recording/call-scene.js';
import { Recorders } from '../../main/webapp/js/features/recording/recorders.js';
import { SharedRecordings } from '../../main/webapp/js/features/recording/shared-recordings.js';

class FakeChannel extends EventTarget {
  sent = [];
  send(text) { this.sent.push(JSON.parse(text)); }
  hear(state) { this.dispatchEvent(new CustomEvent('message', { detail: JSON.stringify(state) })); }
}

class FakeCall extends EventTarget {
  peers = [];
  sees(id) {
    const channel = new FakeChannel();
    const remote = { peer: { id }, link: { channel: label => (label === 'recording' ? channel : null) } };
    this.peers.push(remote);
    this.dispatchEvent(new CustomEvent('peer', { detail: remote }));
    return channel;
  }
  misses(id) { this.dispatchEvent(new CustomEvent('gone', { detail: id })); }
}

function setUp() {
  const call = new FakeCall();
  const recordings = new SharedRecordings();
  const heard = [];
  recordings.addEventListener('recording', ({ detail }) => heard.push([detail.peerId, detail.isRecording, detail.isGone]));
  return { call, recordings, heard, end: recordings.follow(call) };
}

/** A tile with a picture and a voice. */
function tileOf(peerId, more = {}) {
  const stream = { getAudioTracks: () => [`voice of ${peerId}`] };
  return { peerId, name: peerId, self: false, stream, hasAttribute: () => true, querySelector: () => `picture of ${peerId}`, ...more };
}

function sceneOf({ people, screens = [] }, isTold) {
  globalThis.document = { createElement: () => ({ append() {}, srcObject: null }) };
  const tiles = { querySelectorAll: selector => (selector === 'video-tile' ? people : screens) };
  const media = { microphone: 'on', tracks: { audio: 'own voice' } };
  const scene = new CallScene({ tiles, media, settings: { name: '' } }, { tracks: { video: null, audio: null } }, isTold);
  delete globalThis.document;
  return scene;
}

test('each page says that it shows recordings, also while it records nothing', () => {
  const { call, recordings } = setUp();
  const bob = call.sees('bob');
  recordings.tell(true);
  const carl = call.sees('carl');
  assert.deepEqual([bob.sent, carl.sent], [[{ recording: false }, { recording: true }], [{ recording: true }]]);
});

test('a person can know of a recording once their page has said so, and until they go', () => {
  const { call, recordings, heard, end } = setUp();
  const [bob, carl] = [call.sees('bob'), call.sees('carl')];
  assert.ok(!recordings.isTold('bob'));
  bob.hear({ recording: false });
  carl.hear({ recording: true });
  assert.ok(recordings.isTold('bob') && recordings.isTold('carl'));
  call.misses('bob');
  assert.ok(!recordings.isTold('bob'));
  end();
  assert.ok(!recordings.isTold('carl'));
  assert.deepEqual(heard, [['bob', false, false], ['carl', true, false], ['bob', false, true], ['carl', false, true]]);
});

test('who cannot know yet is in a recording without picture and voice, and so is their screen', () => {
  const told = new Set(['bob']);
  const people = [tileOf('self', { self: true }), tileOf('bob'), tileOf('carl')];
  const screens = ['bob', 'carl'].map(id => tileOf(`screen of ${id}`, { ownerId: id }));
  const scene = sceneOf({ people, screens }, id => told.has(id));
  assert.deepEqual(scene.parts.people.map(({ name, video }) => [name, video]), [['self', 'picture of self'], ['bob', 'picture of bob'], ['carl', null]]);
  assert.deepEqual(scene.parts.screens.map(({ video }) => video), ['picture of screen of bob', null]);
  assert.deepEqual(scene.tracks, ['own voice', 'voice of bob', 'voice of screen of bob']);
  told.add('carl');
  assert.equal(scene.parts.people[2].video, 'picture of carl');
  assert.ok(scene.tracks.includes('voice of carl') && scene.tracks.includes('voice of screen of carl'));
});

/** Recorders, with what is said of them. */
function recordersOf(nameOf, clock) {
  const said = [];
  return { said, recorders: new Recorders(nameOf, (...change) => said.push(change), clock) };
}

test('who has gone is named as before, and by the name that was seen last', () => {
  const seen = new Map([['bob', 'Bob']]);
  let now = 0;
  const { recorders, said } = recordersOf(id => seen.get(id), () => now);
  assert.ok(recorders.take('bob', true));
  seen.set('bob', 'Robert');
  assert.deepEqual(recorders.names, ['Robert']);
  seen.delete('bob');
  now = 3_000;
  assert.ok(recorders.take('bob', false));
  assert.ok(!recorders.take('bob', false));
  assert.deepEqual(said, [['bob', true, 'Bob'], ['bob', false, 'Robert']]);
  assert.deepEqual([recorders.names, recorders.has('bob')], [[], false]);
});

test('after the own call nothing is said of others', () => {
  const { recorders, said } = recordersOf(id => id);
  recorders.take('bob', true);
  recorders.clear();
  assert.ok(!recorders.take('bob', false));
  assert.equal(said.length, 1);
});

test('a peer that begins and ends all the time is said once in a while, and what it does is known all the same', context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  const { recorders, said } = recordersOf(id => id, () => now);
  for (let i = 0; i < 60; i++) {
    for (const id of ['bob', 'carl']) {
      recorders.take(id, i % 2 === 0);
      assert.equal(recorders.has(id), i % 2 === 0);
    }
    now += 100;
    context.mock.timers.tick(100);
  }
  assert.deepEqual(said.map(([id]) => id), ['bob', 'carl', 'bob', 'carl']);
});

test('who records again after a moment is said to do so, a little later', context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  const { recorders, said } = recordersOf(id => id, () => now);
  for (const isRecording of [true, false, true]) recorders.take('bob', isRecording);
  for (const isRecording of [true, false]) recorders.take('carl', isRecording);
  now = 3_000;
  context.mock.timers.tick(3_000);
  assert.deepEqual(said, [['bob', true, 'bob'], ['carl', true, 'carl'], ['bob', true, 'bob']]);
});
