import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { SharedState } from '../../main/webapp/js/app/shared-state.js';

class FakeChannel extends EventTarget {
  isOpen = false;
  sent = [];
  send(text) {
    if (this.isOpen) this.sent.push(text);
    return this.isOpen;
  }
  open() {
    this.isOpen = true;
    this.dispatchEvent(new Event('open'));
  }
  hear(detail) { this.dispatchEvent(new CustomEvent('message', { detail })); }
}

class FakeCall extends EventTarget {
  peers = [];
  sees(id, channel) {
    const remote = { peer: { id }, link: channel && { channel: label => (label === 'hand' ? channel : null) } };
    this.peers.push(remote);
    this.dispatchEvent(new CustomEvent('peer', { detail: remote }));
  }
  misses(id) { this.dispatchEvent(new CustomEvent('gone', { detail: id })); }
}

function setUp() {
  const call = new FakeCall();
  const shared = new SharedState('hand');
  const heard = [];
  shared.addEventListener('state', ({ detail }) => heard.push(detail));
  return { call, shared, heard, end: shared.follow(call) };
}

test('who is there is told at once, and who comes later as soon as the channel is open', () => {
  const { call, shared } = setUp();
  const [bob, carl] = [new FakeChannel(), new FakeChannel()];
  call.sees('bob', bob);
  bob.open();
  assert.deepEqual(bob.sent, []);
  shared.tell({ raised: true });
  call.sees('carl', carl);
  carl.open();
  assert.deepEqual([bob.sent, carl.sent], [['{"raised":true}'], ['{"raised":true}']]);
});

test('a feature that is loaded late knows those who are there', () => {
  const call = new FakeCall();
  const bob = new FakeChannel();
  bob.open();
  call.sees('bob', bob);
  const shared = new SharedState('hand');
  shared.follow(call);
  shared.tell(1);
  assert.deepEqual(bob.sent, ['1']);
});

test('an event is said to those who are there, and to nobody later', () => {
  const { call, shared } = setUp();
  const [bob, carl] = [new FakeChannel(), new FakeChannel()];
  call.sees('bob', bob);
  bob.open();
  shared.mention({ reaction: '🎉' });
  call.sees('carl', carl);
  carl.open();
  assert.deepEqual([bob.sent, carl.sent], [['{"reaction":"🎉"}'], []]);
});

test('a new link is told again, and the old one is not heard any more', () => {
  const { call, shared, heard } = setUp();
  const [before, after] = [new FakeChannel(), new FakeChannel()];
  call.sees('bob', before);
  before.open();
  shared.tell(1);
  call.sees('bob', null);
  call.sees('bob', after);
  after.open();
  before.hear('2');
  after.hear('3');
  assert.deepEqual(after.sent, ['1']);
  assert.deepEqual(heard, [{ peerId: 'bob', state: 3 }]);
});

test('who goes has no state any more, and after the call nobody has', () => {
  const { call, shared, heard, end } = setUp();
  const [bob, carl] = [new FakeChannel(), new FakeChannel()];
  call.sees('bob', bob);
  call.sees('carl', carl);
  call.misses('bob');
  assert.deepEqual(heard, [{ peerId: 'bob', state: null }]);
  shared.tell(1);
  end();
  assert.deepEqual(heard.slice(1), [{ peerId: 'carl', state: null }]);
  const next = new FakeCall();
  shared.follow(next);
  const dora = new FakeChannel();
  next.sees('dora', dora);
  dora.open();
  assert.deepEqual(dora.sent, [], 'of the call before nothing is told');
});

test('what is no JSON, or too long, or binary, disturbs nothing', () => {
  const info = mock.method(console, 'info', () => {});
  const { call, heard } = setUp();
  const bob = new FakeChannel();
  call.sees('bob', bob);
  for (const said of ['{', `"${'x'.repeat(1024)}"`, new ArrayBuffer(2)]) bob.hear(said);
  assert.deepEqual(heard, []);
  bob.hear('false');
  assert.deepEqual(heard, [{ peerId: 'bob', state: false }]);
  assert.equal(info.mock.callCount(), 1);
  info.mock.restore();
});

test('a peer cannot say that it is gone, and so be new again', () => {
  const { call, heard } = setUp();
  const bob = new FakeChannel();
  call.sees('bob', bob);
  bob.open();
  for (const text of ['{"raised":true}', 'null', '{"raised":true}']) bob.hear(text);
  assert.deepEqual(heard.map(({ state }) => state), [{ raised: true }, { raised: true }]);
});
