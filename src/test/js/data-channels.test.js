import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { DataChannels } from '../../main/webapp/js/link/data-channels.js';
import { record } from './fakes.js';

class FakeChannel {
  readyState = 'connecting';
  sent = [];

  constructor(label) {
    this.label = label;
  }

  send(text) {
    this.sent.push(text);
  }

  // ---- what the test does

  opens() {
    this.readyState = 'open';
    this.onopen();
    return this;
  }

  says(data) {
    this.onmessage?.({ data });
  }

  closes() {
    this.readyState = 'closed';
    this.onclose?.();
  }
}

let presence, channels, pc;

beforeEach(() => {
  presence = { used: [], forgotten: 0, use: channel => presence.used.push(channel), forget: () => presence.forgotten++ };
  channels = new DataChannels(presence);
  pc = { made: [], createDataChannel: label => pc.made[pc.made.push(new FakeChannel(label)) - 1] };
});

test('presence is one of the channels, at both sides', () => {
  channels.openPresence(pc);
  const theirs = new FakeChannel('presence');
  channels.take(theirs);
  assert.deepEqual(presence.used, [pc.made[0], theirs]);
});

test('a channel that is asked for is opened when the peer can tell it apart, and not before', () => {
  const chat = channels.channel('chat');
  const events = record(chat, 'open', 'message', 'close');
  assert.equal(pc.made.length, 0);
  assert.ok(!chat.send('too early'));
  channels.ready(pc);
  const [made] = pc.made;
  made.opens();
  assert.ok(chat.send('hello'));
  made.says('hi');
  assert.deepEqual(made.sent, ['hello']);
  assert.deepEqual(events, [['open', undefined], ['message', 'hi']]);
  assert.equal(channels.channel('chat'), chat);
});

test('one that the peer has opened is used, and no second one is made', () => {
  channels.ready(pc);
  const theirs = new FakeChannel('chat');
  channels.take(theirs);
  theirs.opens();
  assert.ok(channels.channel('chat').send('hello'));
  assert.deepEqual(theirs.sent, ['hello']);
  assert.equal(pc.made.length, 0);
});

test('when both open one, both are heard, and each sends on the first that was open', () => {
  const chat = channels.channel('chat');
  const events = record(chat, 'open', 'message', 'close');
  channels.ready(pc);
  const theirs = new FakeChannel('chat');
  channels.take(theirs);
  pc.made[0].opens();
  theirs.opens();
  theirs.says('hi');
  chat.send('hello');
  assert.deepEqual([pc.made[0].sent, theirs.sent], [['hello'], []]);
  assert.deepEqual(events, [['open', undefined], ['message', 'hi']]);
  pc.made[0].closes();
  chat.send('again');
  assert.deepEqual(theirs.sent, ['again']);
  assert.equal(events.length, 2, 'one of two is no end');
});

test('the end of a channel is no end of presence', () => {
  const chat = channels.channel('chat');
  const events = record(chat, 'close');
  channels.ready(pc);
  pc.made[0].opens().closes();
  assert.equal(events.length, 1);
  assert.deepEqual([presence.used, presence.forgotten], [[], 0]);
});

test('what was said before anybody listened is heard, up to a bound', async () => {
  const theirs = new FakeChannel('chat');
  channels.take(theirs);
  theirs.opens();
  for (let i = 0; i < 100; i++) theirs.says(`line ${i}`);
  theirs.says('x'.repeat(5000));
  const events = record(channels.channel('chat'), 'message');
  await Promise.resolve();
  assert.equal(events.length, 16);
  assert.deepEqual(events[0], ['message', 'line 0']);
});

test('a peer that opens channels without end makes this side keep sixteen', () => {
  const all = Array.from({ length: 100 }, (_, i) => new FakeChannel(`label ${i}`));
  for (const each of all) channels.take(each);
  assert.equal(all.filter(({ onmessage }) => onmessage).length, 16);
});

test('when the connection is over, what was open is closed, and the next connection opens it again', () => {
  const chat = channels.channel('chat');
  const events = record(chat, 'open', 'close');
  channels.ready(pc);
  pc.made[0].opens();
  channels.forget();
  assert.ok(!chat.send('into nothing'));
  assert.equal(presence.forgotten, 1);
  channels.ready({ ...pc });
  pc.made[1].opens();
  assert.deepEqual(events.map(([type]) => type), ['open', 'close', 'open']);
});

test('bytes arrive as such in every browser, and who sends many sees how many wait', () => {
  const files = channels.channel('files');
  const events = record(files, 'message');
  assert.equal(files.sending, null);
  channels.ready(pc);
  pc.made[0].opens();
  assert.equal(files.sending, pc.made[0]);
  assert.equal(pc.made[0].binaryType, 'arraybuffer');
  const bytes = new ArrayBuffer(3);
  assert.ok(files.send(bytes));
  pc.made[0].says(bytes);
  assert.deepEqual([pc.made[0].sent, events], [[bytes], [['message', bytes]]]);
});

test('bytes that nobody has asked for are not kept', async () => {
  const theirs = new FakeChannel('files');
  channels.take(theirs);
  theirs.opens().says(new ArrayBuffer(100));
  const events = record(channels.channel('files'), 'message');
  await Promise.resolve();
  assert.deepEqual(events, []);
});
