import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { App } from '../../main/webapp/js/app/app.js';
import { later, withFirstCall } from '../../main/webapp/js/app/later.js';

/** Time that passes at once. */
function clock() {
  const pauses = [];
  return { pauses, pause: async ms => { pauses.push(ms); } };
}

test('the first second of a call has nothing else to do', async () => {
  const { pauses, pause } = clock();
  assert.equal(await later(async () => `after ${pauses}`, () => true, { pause }), 'after 1000');
});

test('what does not load is tried again, less and less often, for as long as the call lasts', async () => {
  const warnings = mock.method(console, 'warn', () => {});
  const { pauses, pause } = clock();
  const load = async () => {
    if (pauses.length < 7) throw new TypeError('Failed to fetch dynamically imported module');
    return 'here';
  };
  assert.equal(await later(load, () => true, { pause }), 'here');
  assert.deepEqual(pauses, [1_000, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  assert.equal(warnings.mock.callCount(), 6);
  warnings.mock.restore();
});

test('what explains why a device is missing does not wait', async () => {
  const { pauses, pause } = clock();
  assert.equal(await later(async () => 'here', () => true, { isUrgent: true, pause }), 'here');
  assert.deepEqual(pauses, []);
});

test('a call that is over asks for nothing more', async () => {
  const load = mock.fn(async () => 'here');
  assert.equal(await later(load, () => false, clock()), null);
  assert.equal(load.mock.callCount(), 0);
});

test('what comes when the call is over is not for the next one', async () => {
  let isWanted = true;
  const load = async () => {
    isWanted = false;
    return 'here';
  };
  assert.equal(await later(load, () => isWanted, clock()), null);
});

test('a feature is loaded once, for the call that goes on and for all later ones', async () => {
  const app = new App({ media: { close() {} }, makeCall: room => ({ call: new EventTarget(), room }) });
  app.call.during(({ call }) => { call.leave = () => {}; });
  const rooms = [];
  const load = mock.fn(async () => each => each.call.during(({ room }) => { rooms.push(room); }));
  withFirstCall(app, load, () => true);
  app.begin('one', {});
  app.hangUp(); // before it is there
  app.begin('two', {});
  await new Promise(setImmediate);
  app.hangUp();
  app.begin('three', {});
  await new Promise(setImmediate);
  assert.deepEqual(rooms, ['two', 'three']);
});
