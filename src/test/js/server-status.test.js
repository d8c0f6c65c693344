import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import english from '../../main/webapp/i18n/en.js';
import { ServerStatus } from '../../main/webapp/js/diagnosis/server-status.js';
import { record } from './fakes.js';

let signaling, notices, told, online, now;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  online = true;
  signaling = Object.assign(new EventTarget(), { evidence: { unopened: 0, stuck: 0, unanswered: 0 } });
  now = 0;
  notices = new ServerStatus(signaling, () => online, () => now);
  told = record(notices, 'trouble', 'over');
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

test('those who come late learn what it was, since when, and that it is over', () => {
  assert.deepEqual(notices.past, []);
  says('down');
  now = 1_000;
  mock.timers.tick(1000);
  now = 9_000;
  says('up');
  assert.deepEqual(notices.past, [{ at: 1_000, cause: 'server-away' }, { at: 9_000, cause: null }]);
});

test('of a server that comes and goes for hours only the latest is kept', () => {
  for (let i = 0; i < 50; i++) {
    now = i;
    says('down');
    says('retry', 2);
    says('up');
  }
  assert.equal(notices.past.length, 20);
  assert.deepEqual(notices.past.at(-1), { at: 49, cause: null });
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

test('why there is no way to the server is told as soon as it is known, and only what is new', () => {
  says('down');
  says('retry', 2);
  isTold(['trouble', 'notice.server-away']);
  signaling.evidence = { unopened: 2, stuck: 0, unanswered: 0 };
  says('retry', 3);
  says('retry', 4);
  isTold(['trouble', 'notice.signaling-blocked']);
  signaling.evidence = { unopened: 0, stuck: 0, unanswered: 1 };
  says('retry', 5);
  isTold(['trouble', 'notice.signaling-silent']);
  online = false;
  says('retry', 6);
  isTold(['trouble', 'notice.offline']);
  says('up');
  isTold(['over', 'notice.reconnected']);
});

test('what the server itself says of it goes before, for one outage', () => {
  says('down');
  says('retry', 2);
  notices.hearOf('stranger');
  says('retry', 3);
  isTold(['trouble', 'notice.server-away'], ['trouble', 'notice.stranger']);
  assert.equal(notices.cause, 'origin-refused');
  notices.hearOf('crowd');
  isTold(['trouble', 'notice.crowd']);
  says('up');
  says('retry', 2);
  isTold(['over', 'notice.reconnected'], ['trouble', 'notice.server-away']);
});

test('what the server says of itself too late is not told', () => {
  says('down');
  says('retry', 2);
  says('up');
  isTold(['trouble', 'notice.server-away'], ['over', 'notice.reconnected']);
  for (const door of ['away', 'open', 'crowd']) notices.hearOf(door);
  isTold();
  assert.equal(notices.cause, null);
});

test('one failure that has taken its time is told of', () => {
  signaling.evidence = { unopened: 0, stuck: 0, unanswered: 1 };
  says('retry', 1);
  isTold(['trouble', 'notice.signaling-silent']);
});

test('the cause is at hand for as long as it lasts', () => {
  const causes = [];
  notices.addEventListener('cause', () => causes.push(notices.cause));
  says('down');
  says('retry', 2);
  says('retry', 3);
  isFull();
  says('retry', 2);
  says('up');
  assert.deepEqual(causes, ['server-away', null, 'server-away', null]);
});

test('a person who has left is told no more', () => {
  says('down');
  says('end', 'left');
  mock.timers.tick(10_000);
  isTold();
});
