import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import english from '../../main/webapp/i18n/en.js';
import { ServerNotices } from '../../main/webapp/js/server-notices.js';
import { record } from './fakes.js';

let signaling, told;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  signaling = new EventTarget();
  told = record(new ServerNotices(signaling), 'trouble', 'over');
});

const says = (type, detail) => signaling.dispatchEvent(new CustomEvent(type, { detail }));
const isFull = () => says('waiting', { type: 'error', code: 'room-full', message: '' });

/** Asserts what was told since the last time. */
function isTold(...notices) {
  assert.deepEqual(told.splice(0), notices);
  for (const [, key] of notices) assert.ok(key in english, key);
}

test('a hiccup is not worth a word', () => {
  says('down');
  says('retry', 1);
  mock.timers.tick(999);
  says('up');
  mock.timers.tick(10_000);
  isTold();
});

test('a server that is away for longer is told of once, and that it is back', () => {
  says('down');
  mock.timers.tick(1000);
  isTold(['trouble', 'notice.server-away']);
  for (let failures = 1; failures < 10; failures++) says('retry', failures);
  isTold();
  says('up');
  isTold(['over', 'notice.reconnected']);
});

test('the second failure in a row is told of at once', () => {
  says('down');
  says('retry', 1);
  isTold();
  says('retry', 2);
  isTold(['trouble', 'notice.server-away']);
  mock.timers.tick(10_000);
  isTold();
});

test('a server without a place for us is there', () => {
  says('down');
  isFull();
  isTold(['trouble', 'notice.room-full-again']);
  mock.timers.tick(10_000);
  isFull();
  isTold();
  says('up');
  isTold(['over', 'notice.let-in-again']);
});

test('any other reason to let nobody in has one sentence', () => {
  for (const code of ['draining', 'too-fast', 'a code of tomorrow']) says('waiting', { type: 'error', code, message: '' });
  isTold(['trouble', 'notice.not-let-in-again']);
});

test('one trouble after the other is told of, and the end of the last', () => {
  says('down');
  says('retry', 2);
  isFull();
  says('retry', 3);
  isFull();
  says('up');
  isTold(
    ['trouble', 'notice.server-away'],
    ['trouble', 'notice.room-full-again'],
    ['trouble', 'notice.server-away'],
    ['trouble', 'notice.room-full-again'],
    ['over', 'notice.let-in-again'],
  );
});

test('whoever has left is told no more', () => {
  says('down');
  says('end', 'left');
  mock.timers.tick(10_000);
  isTold();
});
