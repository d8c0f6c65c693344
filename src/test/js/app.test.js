import assert from 'node:assert/strict';
import test from 'node:test';
import { App } from '../../main/webapp/js/app/app.js';

class FakeCall extends EventTarget {
  left = 0;
  prepared = 0;
  #isPrepared = false;
  leave() { this.left++; }
  async prepare() { if (!this.#isPrepared) this.prepared++; this.#isPrepared = true; }
  unprepare() { this.#isPrepared = false; }
  join(room) { this.dispatchEvent(new CustomEvent('joined', { detail: room })); }
}

function setUp() {
  const calls = [];
  const media = { closed: 0, close() { this.closed++; } };
  const makeCall = (room, signaling) => {
    calls.push(new FakeCall());
    return { call: calls.at(-1), signaling, server: {}, room };
  };
  return { app: new App({ media, makeCall, iceServers: [], parts: async () => {} }), calls, media };
}

test('the room is shown once, however often the server is lost and found', () => {
  const { app, calls } = setUp();
  const shown = [];
  app.room.during(name => { shown.push(name); });
  app.begin('TEAM', {});
  assert.deepEqual(shown, []);
  calls[0].join('team');
  calls[0].join('team');
  assert.deepEqual(shown, ['team']);
});

test('whatever happens, an end leaves the room, the call and the devices', () => {
  const { app, calls, media } = setUp();
  const ended = [];
  app.room.during(() => () => ended.push('room'));
  app.call.during(() => () => ended.push('call'));
  app.begin('team', {});
  calls[0].join('team');
  app.hangUp();
  assert.deepEqual(ended, ['room', 'call']);
  assert.equal(calls[0].left, 1);
  assert.equal(media.closed, 1);
  app.hangUp(); // while the devices are being opened there is no call
  assert.equal(media.closed, 2);
});

test('a call that is over shows no room', () => {
  const { app, calls } = setUp();
  const shown = [];
  app.room.during(name => { shown.push(name); });
  app.begin('one', {});
  app.hangUp();
  calls[0].join('one');
  app.begin('two', {});
  calls[0].join('one');
  assert.deepEqual(shown, []);
});

test('a call that is made ahead twice for one connection to the server is one call, and is the one that begins', async () => {
  const { app, calls } = setUp();
  const signaling = {};
  await Promise.all([app.prepare('team', signaling, () => true), app.prepare('team', signaling, () => true)]);
  app.unprepare();
  await app.prepare('team', signaling, () => true);
  assert.deepEqual(calls.map(({ left, prepared }) => ({ left, prepared })), [{ left: 0, prepared: 2 }]);
  app.begin('team', signaling);
  assert.equal(app.call.now.call, calls[0]);
});

test('a call that is made ahead for another room is left, and where it may not be, none is made', async () => {
  const { app, calls } = setUp();
  await app.prepare('team', {}, () => false);
  assert.equal(calls.length, 0);
  await app.prepare('team', {}, () => true);
  await app.prepare('other', {}, () => true);
  app.begin('third', {});
  assert.deepEqual(calls.map(({ left }) => left), [1, 1, 0]);
});
