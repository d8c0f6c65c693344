import assert from 'node:assert/strict';
import test from 'node:test';
import { App } from '../../main/webapp/js/app/app.js';

class FakeCall extends EventTarget {
  left = 0;
  leave() { this.left++; }
  join(room) { this.dispatchEvent(new CustomEvent('joined', { detail: room })); }
}

function setUp() {
  const calls = [];
  const media = { closed: 0, close() { this.closed++; } };
  const makeCall = (room, signaling) => {
    calls.push(new FakeCall());
    return { call: calls.at(-1), signaling, server: {}, room };
  };
  return { app: new App({ media, makeCall }), calls, media };
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
