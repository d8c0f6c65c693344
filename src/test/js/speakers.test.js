import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Speakers } from '../../main/webapp/js/app/speakers.js';

const VOICE = 0.1;
let speakers, heard, at;

beforeEach(() => {
  speakers = new Speakers();
  heard = [];
  at = 0;
  speakers.addEventListener('speaking', ({ detail }) => heard.push(`${detail.peerId} ${detail.isSpeaking ? 'speaks' : 'is silent'}`));
  speakers.addEventListener('stage', ({ detail }) => heard.push(`stage: ${detail}`));
});

/** For so many ms they are as loud as this; everybody else who is there is silent. */
function passes(ms, loud = {}, there = ['ada', 'bob', 'carl', 'self']) {
  for (const end = at + ms; at < end; at += 200) speakers.hear(new Map(there.map(id => [id, loud[id] ?? 0])), at);
}

test('who speaks is heard soon, and the pauses between words do not count', () => {
  passes(400, { ada: VOICE });
  assert.ok(speakers.isSpeaking('ada'));
  for (let i = 0; i < 5; i++) {
    passes(600);
    passes(400, { ada: VOICE });
  }
  passes(1000);
  assert.deepEqual(heard, ['ada speaks', 'stage: ada', 'ada is silent']);
});

test('a click, a cough and the noise of a room are no speech', () => {
  passes(200, { ada: 0.9 });
  passes(5000, { ada: 0.01, bob: 0.015 });
  assert.deepEqual(heard, []);
});

test('the stage goes to another one after a second of speech, not after a word', () => {
  passes(4000, { ada: VOICE });
  passes(1000);
  passes(600, { bob: VOICE });
  passes(1000);
  assert.equal(speakers.onStage, 'ada');
  passes(1000, { bob: VOICE });
  assert.equal(speakers.onStage, 'ada');
  passes(600, { bob: VOICE });
  assert.equal(speakers.onStage, 'bob');
});

test('two who speak at once do not make it flicker', () => {
  passes(1000, { ada: VOICE });
  passes(20_000, { ada: VOICE, bob: VOICE * 1.5 });
  for (let i = 0; i < 10; i++) {
    passes(600, { ada: VOICE });
    passes(600, { bob: VOICE });
  }
  assert.deepEqual(heard.filter(each => each.startsWith('stage')), ['stage: ada']);
});

test('a noise that never ends does not keep it from a voice', () => {
  passes(10_000, { ada: 0.025 });
  passes(3000, { ada: 0.025, bob: VOICE });
  assert.equal(speakers.onStage, 'bob');
});

test('however fast they take turns, nobody has the stage for less than two seconds', () => {
  const changes = [];
  speakers.addEventListener('stage', () => changes.push(at));
  for (let i = 0; i < 40; i++) passes(1400 + (i % 5) * 200, { [['ada', 'bob', 'carl'][i % 3]]: VOICE });
  assert.ok(changes.length > 2);
  for (let i = 1; i < changes.length; i++) assert.ok(changes[i] - changes[i - 1] >= 2000, `${changes}`);
});

test('nobody is followed to themselves', () => {
  passes(5000, { self: VOICE });
  assert.deepEqual(heard, ['self speaks']);
});

test('who goes leaves the stage, and to whom speaks it goes at once', () => {
  passes(3000, { ada: VOICE, bob: VOICE / 2 });
  passes(200, { bob: VOICE }, ['bob', 'self']);
  assert.deepEqual(heard.slice(-2), ['ada is silent', 'stage: bob']);
  passes(200, {}, ['self']);
  assert.deepEqual(heard.slice(-2), ['bob is silent', 'stage: null']);
});

test('after the call nobody speaks', () => {
  passes(2000, { ada: VOICE });
  speakers.clear();
  assert.deepEqual([speakers.isSpeaking('ada'), speakers.onStage], [false, null]);
});
