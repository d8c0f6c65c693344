import assert from 'node:assert/strict';
import test from 'node:test';
import english from '../../main/webapp/i18n/en-help.js';
import { noticesFor } from '../../main/webapp/js/diagnosis/device-notices.js';

const one = {
  microphone: {
    absent: 'notice.no-microphone',
    denied: 'notice.microphone-denied',
    busy: 'notice.device-busy',
    failed: 'notice.microphone-failed',
    silent: 'notice.microphone-silent',
    lost: 'notice.microphone-lost',
    interrupted: 'notice.microphone-interrupted',
    insecure: 'notice.insecure-context',
    unsupported: 'notice.unsupported-browser',
  },
  camera: {
    absent: 'notice.no-camera',
    denied: 'notice.camera-denied',
    busy: 'notice.device-busy',
    failed: 'notice.camera-failed',
    silent: 'notice.camera-silent',
    lost: 'notice.camera-lost',
    interrupted: 'notice.camera-interrupted',
    insecure: 'notice.insecure-context',
    unsupported: 'notice.unsupported-browser',
  },
};
const both = {
  absent: 'notice.no-devices',
  denied: 'notice.permission-denied',
  busy: 'notice.device-busy',
  failed: 'notice.devices-failed',
  silent: 'notice.devices-silent',
  insecure: 'notice.insecure-context',
  unsupported: 'notice.unsupported-browser',
};
const reasons = Object.keys(one.camera);

test('nothing is missing: nothing is said', () => {
  assert.deepEqual(noticesFor([]), []);
});

for (const device of Object.keys(one)) {
  for (const reason of reasons) {
    test(`${device} ${reason}: its own sentence`, () => {
      assert.deepEqual(noticesFor([{ device, reason }]), [one[device][reason]]);
    });
  }
}

for (const reason of Object.keys(both)) {
  test(`both ${reason}: one sentence says it`, () => {
    assert.deepEqual(noticesFor([{ device: 'microphone', reason }, { device: 'camera', reason }]), [both[reason]]);
  });
}

test('for different reasons both are said, the microphone first, and the same sentence once', () => {
  for (const first of reasons) {
    for (const second of reasons.filter(reason => reason !== first)) {
      const said = noticesFor([{ device: 'microphone', reason: first }, { device: 'camera', reason: second }]);
      assert.deepEqual(said, [one.microphone[first], one.camera[second]], `${first}, ${second}`);
    }
  }
});

test('every combination has words', () => {
  for (const microphone of reasons) {
    for (const camera of reasons) {
      const keys = noticesFor([{ device: 'microphone', reason: microphone }, { device: 'camera', reason: camera }]);
      assert.ok(keys.length > 0);
      for (const key of keys) assert.ok(english[key], `${microphone}, ${camera}: ${key}`);
    }
  }
});
