import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { SoundLock } from '../../main/webapp/js/features/one-sound/sound-lock.js';

/** Web Locks as far as tabs need them: ifAvailable, steal, a queue and its signal (w3c.github.io/web-locks). */
class FakeLocks {
  holders = new Map();
  queues = new Map();

  request(name, { ifAvailable, steal, signal }, callback) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const request = { name, callback, resolve, reject };
      if (steal) {
        this.holders.get(name)?.reject(new DOMException('Stolen', 'AbortError'));
        return this.#grant(request);
      }
      if (!this.holders.has(name)) return this.#grant(request);
      if (ifAvailable) return resolve(callback(null));
      const queue = this.queues.get(name) ?? [];
      this.queues.set(name, [...queue, request]);
      signal?.addEventListener('abort', () => {
        this.queues.set(name, this.queues.get(name).filter(each => each !== request));
        reject(signal.reason);
      });
    });
  }

  async #grant(request) {
    const { name, callback, resolve } = request;
    this.holders.set(name, request);
    const result = await callback({ name });
    if (this.holders.get(name) !== request) return;
    this.holders.delete(name);
    resolve(result);
    const [next, ...others] = this.queues.get(name) ?? [];
    this.queues.set(name, others);
    if (next) this.#grant(next);
  }
}

let locks, said;

beforeEach(() => {
  locks = new FakeLocks();
  said = [];
});

function tab(name, manager = locks) {
  const sound = new SoundLock(manager);
  for (const type of ['took', 'lost', 'returned']) sound.addEventListener(type, () => said.push(`${name} ${type}`));
  return sound;
}

const settled = () => new Promise(resolve => setImmediate(resolve));

async function twoTabs() {
  const [first, second] = [tab('first'), tab('second')];
  first.enter('standup');
  await settled();
  second.enter('standup');
  await settled();
  return [first, second];
}

test('one tab has the sound, and there is nothing to say', async () => {
  const first = tab('first');
  first.enter('standup');
  await settled();
  assert.deepEqual(said, []);
  assert.equal(first.isElsewhere, false);
});

test('the newer tab takes the sound, and both know', async () => {
  const [first, second] = await twoTabs();
  assert.deepEqual(said.toSorted(), ['first lost', 'second took']);
  assert.deepEqual([first.isElsewhere, second.isElsewhere], [true, false]);
});

test('another room has another sound', async () => {
  const [first, second] = [tab('first'), tab('second')];
  first.enter('standup');
  second.enter('retrospective');
  await settled();
  assert.deepEqual(said, []);
});

test('when the newer tab goes, the sound returns', async () => {
  const [first, second] = await twoTabs();
  second.leave();
  await settled();
  assert.equal(said.at(-1), 'first returned');
  assert.equal(first.isElsewhere, false);
});

test('a person may take it back, and to and fro', async () => {
  const [first, second] = await twoTabs();
  said = [];
  for (const [owner, other] of [[first, second], [second, first], [first, second]]) {
    owner.take();
    await settled();
    assert.deepEqual([owner.isElsewhere, other.isElsewhere], [false, true]);
  }
  assert.deepEqual(said, ['second lost', 'first lost', 'second lost']);
  first.leave();
  await settled();
  assert.equal(said.at(-1), 'second returned');
});

test('who has it already takes nothing', async () => {
  const [, second] = await twoTabs();
  said = [];
  second.take();
  await settled();
  assert.deepEqual(said, []);
});

test('of three, the one that has waited longest gets it', async () => {
  const [first, second] = await twoTabs();
  const third = tab('third');
  third.enter('standup');
  await settled();
  said = [];
  third.leave();
  await settled();
  assert.deepEqual(said, ['first returned']);
  first.leave();
  await settled();
  assert.deepEqual(said, ['first returned', 'second returned']);
  assert.equal(second.isElsewhere, false);
});

test('who has left is told nothing more, and can enter again', async () => {
  const [first, second] = await twoTabs();
  first.leave();
  said = [];
  second.leave();
  await settled();
  assert.deepEqual(said, []);
  first.enter('standup');
  await settled();
  assert.deepEqual([said, first.isElsewhere], [[], false]);
});

for (const [what, manager] of [
  ['no locks', null],
  ['locks that are refused', { request: async () => { throw new DOMException('Opaque origin', 'SecurityError'); } }],
]) {
  test(`with ${what} nothing happens, and nothing throws`, async t => {
    t.mock.method(console, 'warn', () => {});
    const first = tab('first', manager);
    first.enter('standup');
    await settled();
    first.take();
    first.leave();
    await settled();
    assert.deepEqual([said, first.isElsewhere], [[], false]);
  });
}
