import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { ChunkDigest } from '../../main/webapp/js/features/files/chunk-digest.js';
import { FileDesk } from '../../main/webapp/js/features/files/file-desk.js';
import { CHUNK, frameOf, readFrame, readMessage } from '../../main/webapp/js/features/files/file-messages.js';
import { safeName } from '../../main/webapp/js/features/files/file-names.js';

/** A labelled channel of a link, whose other end is another one. It takes a while, and sends no more than it is told. */
class FakeChannel extends EventTarget {
  isOpen = false;
  sending = Object.assign(new EventTarget(), { bufferedAmount: 0, bufferedAmountLowThreshold: 0 });
  sent = [];

  send(data) {
    if (!this.isOpen) return false;
    this.sent.push(data);
    const copy = typeof data === 'string' ? data : data.slice().buffer;
    if (typeof data !== 'string') {
      this.sending.bufferedAmount += data.length;
      this.most = Math.max(this.most ?? 0, this.sending.bufferedAmount);
    }
    setImmediate(() => {
      if (typeof data !== 'string') {
        this.sending.bufferedAmount -= data.length;
        if (this.sending.bufferedAmount <= this.sending.bufferedAmountLowThreshold) this.sending.dispatchEvent(new Event('bufferedamountlow'));
      }
      if (this.isOpen && !this.isMute) this.other.dispatchEvent(new CustomEvent('message', { detail: copy }));
    });
    return true;
  }

  set(isOpen) {
    this.isOpen = isOpen;
    this.dispatchEvent(new Event(isOpen ? 'open' : 'close'));
  }
}

/** Two people, and what is between them. */
function two({ largest = 1e9 } = {}) {
  const people = ['ada', 'bob'].map(name => {
    const desk = new FileDesk(largest);
    const call = Object.assign(new EventTarget(), { peers: [] });
    const seen = { own: null, theirs: null, offers: [], withdrawn: 0 };
    desk.addEventListener('own', ({ detail }) => { seen.own = detail; });
    desk.addEventListener('theirs', ({ detail }) => { seen.theirs = detail; });
    desk.addEventListener('offer', ({ detail }) => seen.offers.push(detail));
    return { name, desk, call, seen, end: desk.follow(call) };
  });
  const [ada, bob] = people;
  const connect = () => {
    [ada.channel, bob.channel] = [new FakeChannel(), new FakeChannel()];
    [ada.channel.other, bob.channel.other] = [bob.channel, ada.channel];
    for (const [one, other] of [[ada, bob], [bob, ada]]) {
      const remote = { peer: { id: other.name, name: other.name }, link: { channel: () => one.channel } };
      one.call.peers = [remote];
      one.call.dispatchEvent(new CustomEvent('peer', { detail: remote }));
    }
    for (const { channel } of people) channel.set(true);
  };
  connect();
  return { ada, bob, connect, cut: () => people.forEach(({ channel }) => channel.set(false)) };
}

function kept() {
  const sink = {
    parts: [],
    result: null,
    abandoned: 0,
    async write(chunk) { sink.parts.push(chunk); },
    async finish() { sink.result = new Blob(sink.parts); },
    abandon() { sink.abandoned++; },
  };
  return sink;
}

const until = async condition => {
  for (let i = 0; i < 20_000; i++) {
    if (condition()) return;
    await new Promise(setImmediate);
  }
  assert.fail(`waited in vain: ${condition}`);
};

const fileOf = (name, size) => new File([Uint8Array.from({ length: size }, (_, i) => i % 251)], name);
const toBob = ({ seen }) => seen.own.deliveries.get('bob');

for (const size of [0, 1, CHUNK, 3 * CHUNK + 5, 40 * CHUNK]) {
  test(`a file of ${size} bytes arrives whole at who has accepted it, and the sender knows`, async () => {
    const { ada, bob } = two();
    const file = fileOf('a.bin', size);
    assert.equal(ada.desk.offer(file), null);
    await until(() => bob.seen.offers.length === 1);
    assert.ok(ada.channel.sent.every(data => typeof data === 'string'), 'nothing comes unasked');
    const sink = kept();
    bob.desk.accept(bob.seen.offers[0], sink);
    await until(() => bob.seen.theirs?.state === 'done' && toBob(ada).state === 'done');
    assert.deepEqual(new Uint8Array(await sink.result.arrayBuffer()), new Uint8Array(await file.arrayBuffer()));
    assert.ok(!ada.channel.most || ada.channel.most <= 1024 * 1024 + 64 * 1024, 'it waits for the line');
  });
}

test('a receiver that is slower than the line is waited for', async () => {
  const { ada, bob } = two();
  ada.desk.offer(fileOf('a.bin', 40 * CHUNK));
  await until(() => bob.seen.offers.length === 1);
  const sink = kept();
  let goOn;
  sink.write = () => new Promise(resolve => { goOn = resolve; });
  bob.desk.accept(bob.seen.offers[0], sink);
  const bytes = () => ada.channel.sent.reduce((sum, data) => sum + (typeof data === 'string' ? 0 : data.length), 0);
  await until(() => bytes() > 4 * 1024 * 1024);
  for (let i = 0; i < 200; i++) await new Promise(setImmediate);
  assert.ok(bytes() < 5 * 1024 * 1024, `${bytes()}`);
  const before = bytes();
  sink.write = async () => {};
  goOn();
  await until(() => bytes() > before);
});

test('what is refused does not come, and what is cancelled stops at both sides', async () => {
  const { ada, bob } = two();
  ada.desk.offer(fileOf('a.bin', 10));
  await until(() => bob.seen.offers.length === 1);
  bob.desk.refuse(bob.seen.offers[0]);
  await until(() => toBob(ada).state === 'refused');

  ada.desk.offer(fileOf('b.bin', 100 * CHUNK));
  await until(() => bob.seen.offers.length === 2);
  const sinks = [kept(), kept()];
  bob.desk.accept(bob.seen.offers[1], sinks[0]);
  await until(() => toBob(ada).bytes > 0);
  bob.desk.stop(bob.seen.offers[1]);
  await until(() => toBob(ada).state === 'stopped');
  assert.deepEqual([bob.seen.theirs.state, sinks[0].abandoned], ['stopped', 1]);

  bob.desk.accept(bob.seen.offers[1], sinks[1]);
  await until(() => toBob(ada).bytes > 0);
  ada.desk.withdraw(ada.seen.own);
  await until(() => bob.seen.theirs.state === 'withdrawn');
  assert.equal(sinks[1].abandoned, 1);
});

test('a cut interrupts, and on the next connection it can be tried again', async () => {
  const { ada, bob, connect, cut } = two();
  ada.desk.offer(fileOf('a.bin', 50 * CHUNK));
  await until(() => bob.seen.offers.length === 1);
  bob.desk.accept(bob.seen.offers[0], kept());
  await until(() => toBob(ada).bytes > 0);
  cut();
  assert.deepEqual([bob.seen.theirs.state, toBob(ada).state, bob.desk.isReachable(bob.seen.offers[0])], ['interrupted', 'interrupted', false]);
  connect();
  await until(() => toBob(ada).state === 'offered');
  assert.ok(bob.desk.isReachable(bob.seen.offers[0]));
  assert.equal(bob.seen.offers.length, 1, 'it is the same offer');
  const sink = kept();
  bob.desk.accept(bob.seen.offers[0], sink);
  await until(() => toBob(ada).state === 'done');
  assert.equal(sink.result.size, 50 * CHUNK);
});

test('bytes that are not those that were sent are found', async () => {
  const { ada, bob } = two();
  ada.desk.offer(fileOf('a.bin', 2 * CHUNK));
  await until(() => bob.seen.offers.length === 1);
  const { send } = ada.channel;
  ada.channel.send = data => {
    if (typeof data !== 'string') data[data.length - 1] ^= 1;
    return send.call(ada.channel, data);
  };
  const sink = kept();
  bob.desk.accept(bob.seen.offers[0], sink);
  await until(() => toBob(ada).state === 'damaged');
  assert.deepEqual([bob.seen.theirs.state, bob.seen.theirs.result, sink.abandoned], ['damaged', null, 1]);
});

test('a file that cannot be read, and a disk that is full, are told to the other side', async () => {
  mock.method(console, 'info', () => {});
  const { ada, bob } = two();
  const file = fileOf('a.bin', 10);
  file.slice = () => ({ arrayBuffer: async () => { throw new DOMException('It has changed', 'NotReadableError'); } });
  ada.desk.offer(file);
  await until(() => bob.seen.offers.length === 1);
  bob.desk.accept(bob.seen.offers[0], kept());
  await until(() => bob.seen.theirs?.state === 'failed' && toBob(ada).state === 'failed');

  ada.desk.offer(fileOf('b.bin', 10));
  await until(() => bob.seen.offers.length === 2);
  bob.desk.accept(bob.seen.offers[1], { ...kept(), write: async () => { throw new DOMException('Full', 'QuotaExceededError'); } });
  await until(() => bob.seen.theirs.state === 'unsaved' && toBob(ada).state === 'stopped');
});

test('more than was offered is not taken, nor what is too large here', async () => {
  const { ada, bob } = two({ largest: 1000 });
  assert.equal(ada.desk.offer(fileOf('large', 1001)), 'too-large');
  ada.channel.send('{"kind":"offer","file":"x","name":"y","size":1001}');
  ada.channel.send('{"kind":"offer","file":"z","name":"../../etc/passwd","size":3}');
  await until(() => bob.seen.offers.length === 1);
  const [offer] = bob.seen.offers;
  assert.equal(offer.name, 'passwd');
  bob.desk.accept(offer, kept());
  ada.channel.send(frameOf(1, new Uint8Array(4)));
  await until(() => bob.seen.theirs.state === 'damaged');
});

test('who comes later is offered what stands, and nothing of who has gone', async () => {
  const { ada, bob, connect } = two();
  ada.desk.offer(fileOf('a.bin', 1));
  await until(() => bob.seen.offers.length === 1);
  ada.call.dispatchEvent(new CustomEvent('gone', { detail: 'bob' }));
  bob.call.dispatchEvent(new CustomEvent('gone', { detail: 'ada' }));
  assert.deepEqual([ada.seen.own.deliveries.size, bob.seen.theirs.state], [0, 'withdrawn']);
  connect();
  await until(() => toBob(ada)?.state === 'offered');
  bob.end();
  ada.end();
});

test('whatever is said wrongly is ignored', () => {
  for (const said of ['', 'no', '[]', 'null', '{}', '{"kind":"offer","file":"a","name":"b","size":-1}', '{"kind":"offer","file":"","name":"b","size":1}',
    '{"kind":"accept","file":"a","stream":-1}', '{"kind":"got","stream":1,"bytes":"1"}', `{"kind":"refuse","file":"${'x'.repeat(65)}"}`, 'x'.repeat(2000), 7]) {
    assert.equal(readMessage(said), null, String(said));
  }
  assert.equal(readFrame(new ArrayBuffer(4)), null);
  assert.deepEqual(readFrame(frameOf(7, new Uint8Array([1, 2])).buffer), { stream: 7, bytes: new Uint8Array([1, 2]) });
});

test('a name says nothing but a name', () => {
  const names = {
    '../../etc/passwd': 'passwd',
    'C:\\windows\\a.txt': 'a.txt',
    'a\u202egpj.exe': 'agpj.exe',
    'line\nbreak\u0000\u200b.txt': 'line break.txt',
    '.bashrc': 'bashrc',
    '..': 'file',
    '': 'file',
    'con.txt': '_con.txt',
    'what?<now>.txt': 'what__now_.txt',
    '보고서.pdf': '보고서.pdf',
    [`${'x'.repeat(300)}.pdf`]: `${'x'.repeat(96)}.pdf`,
  };
  for (const [name, safe] of Object.entries(names)) assert.equal(safeName(name), safe);
});

test('without crypto.subtle there is no digest, and that is no damage', async () => {
  const digest = new ChunkDigest(null);
  await digest.add(new Uint8Array(1));
  assert.equal(await digest.value(), null);
});

test('more files than others list are not offered, and the sender is told', () => {
  const { ada } = two();
  for (let i = 0; i < 64; i++) assert.equal(ada.desk.offer(fileOf(`${i}`, 1)), null);
  assert.equal(ada.desk.offer(fileOf('one more', 1)), 'too-many');
});
