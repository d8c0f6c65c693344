import assert from 'node:assert/strict';
import test from 'node:test';
import { missesTheDevice, refusalOf } from '../../main/webapp/js/media/device-errors.js';

/** What the browsers and the standard call it, and what it means. */
const names = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  PermissionDeniedError: 'denied',
  PermissionDismissedError: 'denied',
  MediaDeviceKillSwitchOn: 'denied',
  NotFoundError: 'absent',
  DevicesNotFoundError: 'absent',
  OverconstrainedError: 'unfit',
  ConstraintNotSatisfiedError: 'unfit',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  SourceUnavailableError: 'busy',
  AbortError: 'busy',
  InvalidStateError: 'failed',
  NotSupportedError: 'failed',
  TypeError: 'failed',
  InternalError: 'failed',
  UnknownError: 'failed',
  ErrorOfNextYear: 'failed',
};

for (const [name, refusal] of Object.entries(names)) {
  test(`${name}: ${refusal}, of whichever class it is`, () => {
    const plain = { name, message: '' };
    const error = Object.assign(new Error(''), { name });
    for (const each of [plain, error, new DOMException('', name)]) assert.equal(refusalOf(each), refusal);
  });
}

test('what is no error at all is a failure, too', () => {
  const things = [null, undefined, '', 'NotAllowedError', 0, 42, true, Symbol('s'), 10n, {}, [], () => {}, { name: null }, { name: 7 }];
  for (const thing of things) assert.equal(refusalOf(thing), 'failed', String(thing));
});

test('names of what every object has are no names of errors', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) assert.equal(refusalOf({ name }), 'failed');
});

test('a device that is not there is told from one that cannot do what is asked', () => {
  assert.equal(missesTheDevice({ name: 'OverconstrainedError', constraint: 'deviceId' }), true);
  assert.equal(missesTheDevice({ name: 'NotFoundError' }), true);
  assert.equal(missesTheDevice({ name: 'OverconstrainedError', constraint: 'frameRate' }), false);
  assert.equal(missesTheDevice({ name: 'OverconstrainedError', constraint: '' }), false);
  assert.equal(missesTheDevice(null), false);
});
