import assert from 'node:assert/strict';
import test from 'node:test';
import { RecordingFile } from '../../main/webapp/js/features/recording/recording-file.js';

class FakeSink {
  isKept = false;
  result = null;
  did = [];
  /** What is being done, until the test lets it be done. */ doing = [];
  write(chunk) { return this.#asked(`write ${chunk.length}`); }
  finish() { return this.#asked('finish'); }
  abandon() { this.did.push('abandon'); }
  #asked(what) {
    this.did.push(what);
    return new Promise((resolve, reject) => this.doing.push({ resolve, reject }));
  }
}

/** After all that waits for nothing but a turn. */
const settled = () => new Promise(resolve => setImmediate(() => setImmediate(resolve)));

function setUp(context, pieces) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  context.mock.method(console, 'info', () => {});
  const sink = new FakeSink();
  const file = new RecordingFile(sink);
  const outcomes = [];
  for (const size of pieces) file.write(new Blob(['x'.repeat(size)]));
  return { sink, file, outcomes, finish: outcome => void file.finish(outcome).then(each => outcomes.push(each)), timers: context.mock.timers };
}

test('all pieces are written in their order, and then the file is complete', async context => {
  const { sink, outcomes, finish } = setUp(context, [3, 0, 2]);
  finish('stopped');
  for (let i = 0; i < 3; i++) {
    await settled();
    assert.deepEqual(outcomes, []);
    sink.doing[i].resolve();
  }
  await settled();
  assert.deepEqual([sink.did, outcomes], [['write 3', 'write 2', 'finish'], ['stopped']]);
});

test('a slow disk has as long as it needs, and one that never answers does not keep a recording for ever', async context => {
  const { sink, outcomes, finish, timers } = setUp(context, [1, 2, 3]);
  finish('full');
  for (let i = 0; i < 2; i++) {
    await settled();
    timers.tick(29_000);
    sink.doing[i].resolve();
  }
  await settled();
  timers.tick(29_999);
  await settled();
  assert.deepEqual(outcomes, []);
  timers.tick(1);
  await settled();
  assert.deepEqual([outcomes, sink.did], [['lost'], ['write 1', 'write 2', 'write 3', 'abandon']]);
});

test('nor does one that never completes the file', async context => {
  const { sink, outcomes, finish, timers } = setUp(context, [1]);
  finish('stopped');
  await settled();
  sink.doing[0].resolve();
  await settled();
  timers.tick(30_000);
  await settled();
  assert.deepEqual([outcomes, sink.did], [['lost'], ['write 1', 'finish', 'abandon']]);
});

test('a disk that is full ends the recording, and what cannot be completed is lost', async context => {
  const { sink, file, outcomes, finish } = setUp(context, [1]);
  let isFull = false;
  file.addEventListener('full', () => { isFull = true; });
  await settled();
  sink.doing[0].reject(new Error('full'));
  await settled();
  assert.ok(isFull);
  finish('full');
  await settled();
  sink.doing[1].reject(new Error('gone'));
  await settled();
  assert.deepEqual(outcomes, ['lost']);
});

test('where nothing was recorded no file says that it was', async context => {
  for (const [said, outcome] of [['stopped', 'empty'], ['empty', 'empty'], ['full', 'lost'], ['lost', 'lost']]) {
    const { sink, outcomes, finish } = setUp(context, [0]);
    finish(said);
    await settled();
    assert.deepEqual([outcomes, sink.did], [[outcome], ['abandon']]);
    context.mock.reset();
  }
});
