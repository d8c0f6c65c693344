import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Door, wordsFor } from '../../main/webapp/js/features/entry/door.js';
import english from '../../main/webapp/i18n/en.js';
import { record } from './fakes.js';

/** The way in, step by step: what is waited for, and what a cancelled attempt leaves behind. */

class FakeSignaling extends EventTarget {
  said = [];

  connect() {
    this.said.push('connect');
  }

  join(name) {
    this.said.push(`join ${name}`);
  }

  leave() {
    this.said.push('leave');
    this.says('end', 'left');
  }

  says(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const FULL = { type: 'error', code: 'room-full', message: 'The room is full.', limit: 8 };
const DRAINING = { type: 'error', code: 'draining', message: 'Full.' };

let clients, opening, door, stages;

beforeEach(() => {
  clients = [];
  opening = [];
  door = new Door(
    () => new Promise((opened, fails) => opening.push({ opened, fails })),
    room => {
      const client = Object.assign(new FakeSignaling(), { room });
      clients.push(client);
      return client;
    },
  );
  stages = [];
  door.addEventListener('stage', () => stages.push(door.stage));
});

const settled = () => new Promise(resolve => setImmediate(resolve));

async function entersAsFarAsTheServer() {
  door.enter('standup', 'Ada');
  opening.at(-1).opened([]);
  await settled();
  return clients.at(-1);
}

test('before the press a socket may be opened, and nothing else happens', () => {
  door.connectAhead('standup');
  door.connectAhead('standup');
  assert.deepEqual(clients.map(({ room, said }) => [room, said]), [['standup', ['connect']]]);
  assert.deepEqual(opening, []);
  assert.equal(door.stage, 'idle');
});

test('another room takes another socket, and the first is closed', () => {
  door.connectAhead('a');
  door.connectAhead('b');
  assert.deepEqual(clients.map(({ said }) => said), [['connect', 'leave'], ['connect']]);
});

test('first the devices, then the server, then the room', async () => {
  const opened = record(door, 'opened');
  const client = await entersAsFarAsTheServer();
  assert.deepEqual(opened, [['opened', { room: 'standup', signaling: client, problems: [] }]]);
  assert.deepEqual(client.said, ['connect', 'join Ada']);
  client.says('asking');
  client.says('up');
  assert.deepEqual(stages, ['opening', 'connecting', 'joining', 'in']);
});

test('who listens for `opened` hears all that the server says', async () => {
  const heard = [];
  door.addEventListener('opened', ({ detail }) => heard.push(...detail.signaling.said));
  await entersAsFarAsTheServer();
  assert.deepEqual(heard, ['connect']);
});

test('nothing is said to the server before everything is there that a call needs', async () => {
  let prepared;
  const client = new FakeSignaling();
  const slow = new Door(async () => [], () => client, () => new Promise(resolve => { prepared = resolve; }));
  slow.enter('standup', 'Ada');
  await settled();
  assert.deepEqual([slow.stage, client.said], ['connecting', ['connect']]);
  prepared();
  await settled();
  assert.deepEqual(client.said, ['connect', 'join Ada']);
});

test('who turns back before that enters nothing, and it is not wanted any more', async () => {
  let wanted;
  const client = new FakeSignaling();
  const slow = new Door(async () => [], () => client, isWanted => {
    wanted = isWanted;
    return new Promise(() => {});
  });
  slow.enter('standup', 'Ada');
  await settled();
  assert.equal(wanted(), true);
  slow.leave();
  assert.deepEqual([wanted(), client.said], [false, ['connect', 'leave']]);
});

test('a server that is away is waited for, as often as it goes away', async () => {
  const client = await entersAsFarAsTheServer();
  client.says('retry', 1);
  client.says('asking');
  client.says('retry', 1);
  client.says('asking');
  client.says('up');
  assert.deepEqual(stages, ['opening', 'connecting', 'joining', 'connecting', 'joining', 'in']);
});

test('devices that never answer can be cancelled, and what they answer later enters nobody', async () => {
  door.enter('standup', 'Ada');
  door.leave();
  assert.deepEqual(clients[0].said, ['connect', 'leave']);
  assert.deepEqual(stages, ['opening', 'idle']);
  opening[0].opened([]);
  await settled();
  assert.deepEqual(clients[0].said, ['connect', 'leave']);
  assert.equal(door.stage, 'idle');
});

test('devices that fail in an unheard-of way keep nobody out', async t => {
  t.mock.method(console, 'error', () => {});
  door.enter('standup', 'Ada');
  opening[0].fails({ name: 'OverconstrainedError' });
  await settled();
  assert.equal(clients[0].said.at(-1), 'join Ada');
});

for (const [stage, events] of Object.entries({
  connecting: [],
  joining: [['asking']],
  waiting: [['asking'], ['queued', FULL]],
})) {
  test(`it can be cancelled while ${stage}, and nothing that comes later changes that`, async () => {
    const client = await entersAsFarAsTheServer();
    for (const [type, detail] of events) client.says(type, detail);
    assert.equal(door.stage, stage);
    door.leave();
    for (const type of ['asking', 'retry', 'queued', 'refused', 'up']) client.says(type, FULL);
    assert.equal(door.stage, 'idle');
    assert.equal(door.refusal, null);
    assert.equal(client.said.at(-1), 'leave');
  });
}

test('after a cancel one can enter again', async () => {
  await entersAsFarAsTheServer();
  door.leave();
  const second = await entersAsFarAsTheServer();
  assert.equal(clients.length, 2);
  clients[0].says('up');
  assert.equal(door.stage, 'connecting');
  second.says('up');
  assert.equal(door.stage, 'in');
});

test('a full room is waited for in quiet, however often it is asked', async () => {
  const client = await entersAsFarAsTheServer();
  for (let i = 0; i < 5; i++) {
    client.says('asking');
    client.says('queued', FULL);
    client.says('retry', 1);
  }
  assert.deepEqual(stages, ['opening', 'connecting', 'joining', 'waiting']);
  assert.equal(door.refusal, FULL);
  client.says('queued', DRAINING);
  assert.equal(door.refusal, DRAINING);
  client.says('retry', 2);
  assert.deepEqual(stages.slice(-2), ['waiting', 'connecting'], 'the server is away now');
  client.says('asking');
  client.says('up');
  assert.equal(door.stage, 'in');
});

test('who is refused is told, and the door is as before', async () => {
  const refused = record(door, 'refused');
  const client = await entersAsFarAsTheServer();
  const error = { type: 'error', code: 'bad-name', message: '' };
  client.says('refused', error);
  assert.deepEqual(refused, [['refused', error]]);
  assert.equal(door.stage, 'idle');
  assert.equal(client.said.at(-1), 'leave');
});

test('what a call makes of its socket later is no matter of the door', async () => {
  const client = await entersAsFarAsTheServer();
  client.says('up');
  client.says('retry', 3);
  client.says('asking');
  client.says('up');
  assert.deepEqual(stages, ['opening', 'connecting', 'in']);
});

test('who enters while entering leaves the first attempt', async () => {
  door.enter('a', 'Ada');
  door.enter('b', 'Ada');
  assert.deepEqual(clients.map(({ said }) => said), [['connect', 'leave'], ['connect']]);
  opening[0].opened([]);
  opening[1].opened([]);
  await settled();
  assert.deepEqual(clients.map(({ said }) => said.at(-1)), ['leave', 'join Ada']);
});

test('every stage and every refusal has its words', () => {
  assert.equal(wordsFor('idle', null, null), null);
  for (const stage of ['opening', 'connecting', 'joining']) assert.ok(wordsFor(stage, null, null).key in english, stage);
  assert.deepEqual(wordsFor('waiting', FULL, null), { key: 'entry.room-full', max: '8' });
  for (const code of ['draining', 'too-fast', 'a code of tomorrow']) {
    assert.equal(wordsFor('waiting', { ...DRAINING, code }, null).key, 'entry.draining');
  }
});

test('a server that is away is said without a word of a call, and every other trouble has its notice', () => {
  assert.equal(wordsFor('connecting', null, 'notice.server-away').key, 'entry.server-away');
  assert.equal(wordsFor('connecting', null, 'notice.offline').key, 'entry.connecting');
  assert.equal(wordsFor('joining', null, 'notice.offline').key, 'entry.joining');
});
