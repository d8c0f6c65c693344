import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { DeviceChoices } from '../../main/webapp/js/app/device-choices.js';
import { Settings } from '../../main/webapp/js/app/settings.js';
import { Memory } from '../../main/webapp/js/app/storage.js';
import { record } from './fakes.js';

/** Which devices can be chosen, what is remembered of it, and which one has just come. */

const DESK = { kind: 'audioinput', deviceId: 'desk', groupId: 'desk', label: 'Desk microphone' };
const CAMERA = { kind: 'videoinput', deviceId: 'cam', groupId: 'lid', label: 'Lid camera' };
const SPEAKER = { kind: 'audiooutput', deviceId: 'box', groupId: 'box', label: 'Loudspeaker' };
const HEADSET = [
  { kind: 'audioinput', deviceId: 'h-in', groupId: 'headset', label: 'Headset' },
  { kind: 'audiooutput', deviceId: 'h-out', groupId: 'headset', label: 'Headset' },
];

class FakeMedia extends EventTarget {
  devices = [DESK, CAMERA, SPEAKER];
  used = { microphone: 'desk', camera: 'cam' };
  inUse(device) { return this.used[device]; }
  choose(device, deviceId) { this.used[device] = deviceId; }
  has(...devices) {
    this.devices = devices;
    this.dispatchEvent(new Event('change'));
  }
}

let media, kept, choices, events;

function settings() {
  const storage = { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  return new Settings(new Memory(() => storage), new Memory(() => null));
}

function begin() {
  choices = new DeviceChoices(media, settings());
  events = record(choices, 'plugged', 'gone');
}

beforeEach(() => {
  kept = new Map();
  media = new FakeMedia();
  begin();
});

const ids = kind => choices.of(kind).map(({ deviceId }) => deviceId);
const inUse = kind => choices.of(kind).find(each => each.inUse)?.deviceId;

test('each kind has its devices, and one that is in use', () => {
  assert.deepEqual(choices.of('microphone'), [{ deviceId: 'desk', label: 'Desk microphone', inUse: true }]);
  assert.deepEqual([inUse('camera'), inUse('speaker')], ['cam', 'box']);
});

test('nothing can be chosen of what the browser does not name', () => {
  media.has({ ...DESK, deviceId: '', label: '' });
  assert.deepEqual(ids('microphone'), []);
});

test('the second name of the same device is no choice', () => {
  media.has({ ...DESK, deviceId: 'default' }, { ...DESK, deviceId: 'communications' }, DESK);
  assert.deepEqual(ids('microphone'), ['default', 'desk']);
});

test('a device that is chosen is used, and at the next visit', () => {
  media.has(DESK, CAMERA, SPEAKER, ...HEADSET);
  choices.choose({ microphone: 'h-in', speaker: 'h-out' });
  assert.deepEqual([media.used.microphone, inUse('speaker')], ['h-in', 'h-out']);
  assert.deepEqual(settings().chosen, { microphone: 'h-in', speaker: 'h-out' });
  choices.choose({ camera: 'cam' });
  assert.deepEqual(settings().chosen, { microphone: 'h-in', speaker: 'h-out', camera: 'cam' });
  begin();
  assert.equal(choices.speaker, 'h-out');
});

test('while the chosen loudspeaker is not there, the system’s is used', () => {
  media.has(DESK, SPEAKER, ...HEADSET);
  choices.choose({ speaker: 'h-out' });
  media.has(DESK, SPEAKER);
  assert.equal(choices.speaker, '');
  media.has(DESK, SPEAKER, ...HEADSET);
  assert.equal(choices.speaker, 'h-out');
});

for (const junk of ['null', '[1]', '7', '"x"', '{"speaker":{},"microphone":[]}', '{']) {
  test(`what somebody else has written there hurts nobody: ${junk}`, () => {
    kept.set('noom.devices', junk);
    begin();
    assert.equal(choices.speaker, '');
    choices.choose({ camera: 'cam' });
    assert.equal(settings().chosen.camera, 'cam');
  });
}

test('a headset that is plugged in is one offer', () => {
  media.has(DESK, CAMERA, SPEAKER, ...HEADSET);
  assert.deepEqual(events, [['plugged', { label: 'Headset', chosen: { microphone: 'h-in', speaker: 'h-out' } }]]);
  media.has(DESK, CAMERA, SPEAKER);
  assert.deepEqual(events.at(-1), ['gone', ['h-in', 'h-out']]);
});

test('the first camera of all is offered', () => {
  media.devices = [DESK];
  begin();
  media.has(DESK, CAMERA);
  assert.deepEqual(events, [['plugged', { label: 'Lid camera', chosen: { camera: 'cam' } }]]);
});

test('devices that the browser names only now have not been plugged in', () => {
  media.devices = [];
  begin();
  media.has({ ...DESK, deviceId: '' }, { ...CAMERA, deviceId: '' });
  media.has(DESK, { ...CAMERA, deviceId: '' });
  media.has(DESK, CAMERA);
  media.has(DESK, CAMERA, SPEAKER);
  assert.deepEqual(events, []);
});

test('a new standin is no new device', () => {
  media.has(DESK, CAMERA, SPEAKER, { ...DESK, deviceId: 'default' });
  assert.deepEqual(events, []);
});

test('on a phone there is a camera on the other side', () => {
  const camera = (deviceId, side) => ({ ...CAMERA, deviceId, getCapabilities: () => ({ facingMode: side ? [side] : [] }) });
  assert.equal(choices.otherSide, '', 'the browser does not say');
  media.has(camera('cam', 'user'), camera('wide', 'environment'), camera('far', 'environment'));
  assert.equal(choices.otherSide, 'wide');
  choices.choose({ camera: 'far' });
  assert.equal(choices.otherSide, 'cam');
  media.has(camera('far', 'environment'), camera('wide', 'environment'));
  assert.equal(choices.otherSide, '');
});
