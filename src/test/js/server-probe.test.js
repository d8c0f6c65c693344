import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { ServerProbe } from '../../main/webapp/js/signaling/server-probe.js';

const url = new URL('http://localhost/');

/** What was asked: each {signal, answers(ok)}. */
let asked, back, probe;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  asked = [];
  back = 0;
  const fetch = (_, { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      asked.push({ signal, answers: ok => resolve({ ok }) });
    });
  probe = new ServerProbe(url, () => back++, fetch);
});

const settle = () => new Promise(resolve => setImmediate(resolve));

/** Every question is answered at once, and in vain. */
async function secondsPass(seconds) {
  for (let i = 0; i < 4 * seconds; i++) {
    mock.timers.tick(250);
    for (const { answers } of asked) answers(false);
    await settle();
  }
}

test('it asks about once a second until there is an answer, and says so once', async () => {
  probe.start();
  await secondsPass(10);
  assert.ok(asked.length >= 7 && asked.length <= 14, `${asked.length}`);
  mock.timers.tick(1250);
  asked.at(-1).answers(true);
  await settle();
  const questions = asked.length;
  await secondsPass(10);
  assert.deepEqual([back, asked.length], [1, questions]);
});

test('started twice, it asks no more often', async () => {
  probe.start();
  probe.start();
  await secondsPass(10);
  assert.ok(asked.length <= 14, `${asked.length}`);
});

test('stopped and started while a question is on its way, it asks no more often', async () => {
  for (let time = 0; time < 5; time++) {
    probe.start();
    mock.timers.tick(1250);
    probe.stop();
  }
  probe.start();
  assert.equal(asked.length, 5);
  for (const { answers } of asked.splice(0)) answers(false);
  await settle();
  await secondsPass(10);
  assert.ok(asked.length <= 14, `${asked.length}`);
});

test('a question of a former outage is not waited for, and its answer is none', async () => {
  probe.start();
  mock.timers.tick(1250);
  probe.stop();
  assert.equal(asked[0].signal.aborted, true);
  probe.start();
  asked[0].answers(true);
  await settle();
  assert.equal(back, 0);
  mock.timers.tick(1250);
  assert.equal(asked.length, 2);
  asked[1].answers(true);
  await settle();
  assert.equal(back, 1);
});
