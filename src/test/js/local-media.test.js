import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { FakeDevices, record } from './fakes.js';
import { FakeMediaStream } from './simulation.js';

/** What is wanted of camera and microphone, and what there is: devices that refuse, vanish, or open too late. */

globalThis.MediaStream = FakeMediaStream;
console.info = () => {}; // what was thrown is for those who look into the browser's console
const { LocalMedia } = await import('../../main/webapp/js/media/local-media.js');

let devices, permissions, media, events;

beforeEach(() => {
  devices = new FakeDevices();
  permissions = { query: async () => ({ state: 'granted' }) };
  begin();
});

function begin() {
  media = new LocalMedia(devices, permissions);
  events = record(media, 'problem', 'well', 'replaced');
}

const USB_CAMERA = { kind: 'videoinput', deviceId: 'usb-cam', groupId: 'usb', label: 'USB camera' };
const USB_MICROPHONE = { kind: 'audioinput', deviceId: 'usb-mic', groupId: 'usb', label: 'USB microphone' };

const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve));
};
const live = () => devices.live.map(({ kind }) => kind).sort();
const said = type => events.filter(([each]) => each === type).map(([, detail]) => detail);

/** Everything opens at once, from now on. */
function willing(refuses = () => undefined) {
  devices.refuses = refuses;
}

async function entered(wanted) {
  willing();
  assert.deepEqual(await media.open(wanted), []);
  await settle();
  events.length = 0;
}

function isReleased() {
  assert.deepEqual(live(), []);
  assert.deepEqual([media.tracks, media.stream.getTracks()], [{ audio: null, video: null }, []]);
}

// ---- entering and leaving

test('both are opened by one question, and released', async () => {
  const opening = media.open();
  devices.asked[0].opens();
  assert.deepEqual(await opening, []);
  assert.equal(devices.asked.length, 1);
  assert.deepEqual(live(), ['audio', 'video']);
  assert.deepEqual([media.microphone, media.camera], ['on', 'on']);
  assert.equal(media.stream.getTracks().length, 2);
  media.close();
  isReleased();
});

test('a camera that is not wanted is not opened, and a microphone that is not wanted is opened and muted', async () => {
  const opening = media.open({ microphone: false, camera: false });
  assert.deepEqual(devices.asked[0].constraints, { audio: {} });
  devices.asked[0].opens();
  assert.deepEqual(await opening, []);
  assert.equal(devices.asked.length, 1);
  assert.equal(media.tracks.audio.enabled, false);
  assert.deepEqual([media.microphone, media.camera], ['off', 'off']);
  assert.deepEqual(media.wanted, { microphone: false, camera: false });
});

test('what was pressed last is known', async () => {
  await entered({ microphone: false, camera: true });
  assert.deepEqual(media.wanted, { microphone: false, camera: true });
  media.turnCameraOff();
  media.unmute();
  assert.deepEqual(media.wanted, { microphone: true, camera: false });
});

test('what is refused was wanted all the same', async () => {
  willing(() => 'NotAllowedError');
  await media.open();
  assert.deepEqual(media.wanted, { microphone: true, camera: true });
  assert.deepEqual(media.switches, { microphone: 'off', camera: 'off' });
});

test('what opens after the end is released at once, and no problem', async () => {
  const opening = media.open();
  media.close();
  devices.asked[0].opens();
  assert.deepEqual(await opening, []);
  await settle();
  isReleased();
});

for (const failure of ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError', 'TypeError']) {
  test(`a ${failure} after the end is no problem, and nothing else is tried`, async () => {
    const opening = media.open();
    media.close();
    devices.asked[0].fails(failure);
    assert.deepEqual(await opening, []);
    await settle();
    assert.equal(devices.asked.length, 1);
    assert.deepEqual(media.problems, []);
  });
}

test('the end comes while each is opened by itself: both are released', async () => {
  const opening = media.open();
  devices.asked[0].fails('NotFoundError');
  await settle();
  assert.deepEqual(devices.asked[1].constraints, { audio: {} });
  media.close();
  devices.asked.slice(1).forEach(each => each.opens());
  assert.deepEqual(await opening, []);
  await settle();
  assert.equal(devices.asked.length, 3);
  isReleased();
});

test('a camera or a microphone that was switched on just before the end is released', async () => {
  media.turnCameraOn();
  media.unmute();
  media.close();
  devices.asked.forEach(each => each.opens());
  await settle();
  assert.deepEqual(events.filter(([type]) => type === 'problem'), []);
  isReleased();
});

test('somebody who enters again meanwhile has what was asked for then, whatever comes first', async () => {
  const former = media.open();
  media.close();
  const opening = media.open();
  devices.asked[1].opens();
  await opening;
  const { audio, video } = media.tracks;
  devices.asked[0].opens();
  await former;
  await settle();
  assert.deepEqual(media.tracks, { audio, video });
  assert.deepEqual(live(), ['audio', 'video']);
  assert.deepEqual([audio.readyState, video.readyState], ['live', 'live']);
});

test('a page without devices says why, and its buttons are of no use', async () => {
  media = new LocalMedia(/** @type {any} */ ({}), permissions);
  const reason = 'insecure'; // Node is no secure context
  assert.deepEqual(await media.open(), [{ device: 'microphone', reason }, { device: 'camera', reason }]);
  assert.deepEqual(media.switches, { microphone: 'none', camera: 'none' });
});

// ---- every error that a browser may throw

const errors = {
  NotAllowedError: 'denied', PermissionDeniedError: 'denied', SecurityError: 'denied',
  NotFoundError: 'failed', DevicesNotFoundError: 'failed', // beside a list that names both
  OverconstrainedError: 'failed', ConstraintNotSatisfiedError: 'failed',
  NotReadableError: 'busy', TrackStartError: 'busy', AbortError: 'busy',
  InvalidStateError: 'failed', TypeError: 'failed', NotSupportedError: 'failed', ErrorOfNextYear: 'failed',
};
const thrown = Object.entries(errors).flatMap(([name, reason]) => [
  [`a DOMException ${name}`, new DOMException('', name), reason],
  [`a plain object ${name}`, { name, message: '', constraint: '' }, reason],
]);
thrown.push(['null', null, 'failed'], ['a string', 'no', 'failed'], ['an empty object', {}, 'failed']);

for (const [what, error, reason] of thrown) {
  test(`${what}: one is in, is told so, and can try again`, async () => {
    willing(() => error);
    assert.deepEqual(await media.open(), [{ device: 'microphone', reason }, { device: 'camera', reason }]);
    assert.deepEqual(media.opening, { microphone: false, camera: false });
    assert.deepEqual(media.switches, { microphone: 'off', camera: 'off' });
    media.unmute();
    media.turnCameraOn();
    await settle();
    assert.deepEqual(said('problem'), [{ device: 'microphone', reason }, { device: 'camera', reason }]);
    willing();
    media.unmute();
    media.turnCameraOn();
    await settle();
    assert.deepEqual([media.microphone, media.camera], ['on', 'on']);
    assert.deepEqual(said('well'), ['microphone', 'camera']);
  });

  test(`${what} of the camera leaves the microphone`, async () => {
    willing(({ video }) => (video ? error : undefined));
    assert.deepEqual(await media.open(), [{ device: 'camera', reason }]);
    assert.deepEqual([media.microphone, media.camera], ['on', 'off']);
  });
}

test('what is thrown before there is a promise is an error like any other', async () => {
  devices.getUserMedia = () => { throw new TypeError('no'); };
  permissions.query = () => { throw new TypeError('no'); };
  devices.enumerateDevices = () => { throw new TypeError('no'); };
  const reason = 'failed';
  assert.deepEqual(await media.open(), [{ device: 'microphone', reason }, { device: 'camera', reason }]);
  assert.deepEqual(media.switches, { microphone: 'off', camera: 'off' });
});

test('nothing but getUserMedia is needed', async () => {
  for (const missing of [null, {}]) {
    const asked = new FakeDevices();
    permissions = missing;
    devices = { getUserMedia: constraints => asked.getUserMedia(constraints) };
    begin();
    asked.refuses = () => undefined;
    assert.deepEqual(await media.open(), []);
    assert.deepEqual([media.microphone, media.camera], ['on', 'on']);
    media.close();
    asked.refuses = () => 'NotAllowedError';
    assert.equal((await media.open()).length, 2);
  }
});

test('a track that comes ended is none', async () => {
  const { getUserMedia } = devices;
  devices.getUserMedia = async constraints => {
    const given = await getUserMedia.call(devices, constraints);
    given.getTracks().forEach(track => track.stop());
    return given;
  };
  willing();
  assert.deepEqual((await media.open()).map(({ reason }) => reason), ['failed', 'failed']);
  assert.deepEqual(media.stream.getTracks(), []);
});

test('a person who has no device is told to connect one, and a person who has one is not', async () => {
  devices.present = [];
  willing(() => 'NotFoundError');
  assert.deepEqual((await media.open()).map(({ reason }) => reason), ['absent', 'absent']);
  assert.deepEqual(media.switches, { microphone: 'none', camera: 'none' });
});

// ---- cameras that cannot do what is asked of them

const unfit = constraint => ({ name: 'OverconstrainedError', message: '', constraint });

test('a camera that has only fast modes is used', async () => {
  willing(({ video }) => (video?.frameRate?.max < 60 ? unfit('frameRate') : undefined));
  assert.deepEqual(await media.open(), []);
  assert.equal(media.camera, 'on');
});

for (const constraint of ['width', '', undefined]) {
  test(`a camera that refuses a size is used, whatever it calls it: ${constraint}`, async () => {
    willing(({ video }) => (video?.width || video?.facingMode ? unfit(constraint) : undefined));
    assert.deepEqual(await media.open(), []);
    assert.equal(media.camera, 'on');
  });
}

test('a driver that refuses a size in other words is asked without', async () => {
  for (const error of ['NotReadableError', 'AbortError', 'TypeError']) {
    devices = new FakeDevices();
    begin();
    willing(({ video }) => (video?.width ? error : undefined));
    assert.deepEqual(await media.open(), [], error);
    media.close();
  }
});

test('a refusal of the person is not asked about again', async () => {
  permissions.query = async () => ({ state: 'denied' });
  willing(() => 'NotAllowedError');
  await media.open();
  assert.equal(devices.asked.length, 1);
});

// ---- devices that never answer

const never = () => new Promise(() => {});

test('a camera that never answers keeps nobody waiting, and leaves the microphone', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { getUserMedia } = devices;
  devices.getUserMedia = constraints => (constraints.video ? never() : getUserMedia.call(devices, constraints));
  willing();
  const opening = media.open();
  await settle();
  context.mock.timers.tick(5_000);
  await settle();
  assert.equal(media.microphone, 'on');
  media.mute();
  assert.equal(media.tracks.audio.enabled, false);
  context.mock.timers.tick(5_000);
  assert.deepEqual(await opening, [{ device: 'camera', reason: 'silent' }]);
  media.turnCameraOff();
  assert.deepEqual(media.opening, { microphone: false, camera: false });
  assert.deepEqual(said('well'), ['microphone', 'camera']);
});

test('what answers at last is used, and is a problem no more', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const opening = media.open();
  await settle();
  for (let seconds = 0; seconds < 10; seconds++) {
    context.mock.timers.tick(1_000);
    await settle();
  }
  const problems = await opening;
  assert.deepEqual(problems.map(({ reason }) => reason), ['silent', 'silent']);
  assert.deepEqual(media.problems, problems);
  devices.asked[0].opens();
  await settle();
  assert.deepEqual([media.microphone, media.camera], ['on', 'on']);
  assert.deepEqual(media.problems, []);
  assert.deepEqual(said('well'), ['microphone', 'camera']);
  devices.asked.slice(1).forEach(each => each.opens());
  await settle();
  assert.deepEqual(live(), ['audio', 'video']);
});

test('what is refused at last is told', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  await entered({ microphone: true, camera: false });
  devices.refuses = null;
  media.turnCameraOn();
  await settle();
  context.mock.timers.tick(10_000);
  await settle();
  assert.deepEqual(said('problem'), [{ device: 'camera', reason: 'silent' }]);
  devices.asked.at(-1).fails('NotAllowedError');
  await settle();
  assert.deepEqual(said('problem').at(-1), { device: 'camera', reason: 'denied' });
  assert.deepEqual(media.problems, [{ device: 'camera', reason: 'denied' }]);
  assert.deepEqual(media.switches.camera, 'off');
  media.close();
  assert.deepEqual(media.problems, [], 'the next call begins without');
});

test('while the person is asked, no second question is put beside the first', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  permissions.query = async () => ({ state: 'prompt' });
  const opening = media.open();
  for (let seconds = 0; seconds < 29; seconds++) {
    await settle();
    context.mock.timers.tick(1_000);
  }
  await settle();
  assert.equal(devices.asked.length, 1);
  devices.asked[0].opens();
  assert.deepEqual(await opening, []);
});

test('a list that never comes keeps nobody waiting', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  devices.enumerateDevices = never;
  permissions.query = never;
  willing(({ video }) => (video ? 'NotReadableError' : undefined));
  const opening = media.open();
  await settle();
  context.mock.timers.tick(1_000);
  await settle();
  assert.deepEqual(await opening, [{ device: 'camera', reason: 'busy' }]);
  assert.deepEqual([media.microphone, media.switches.camera], ['on', 'off']);
});

// ---- the last press counts

test('off while the camera opens: it is released as soon as it is open', async () => {
  await entered({ microphone: true, camera: false });
  devices.refuses = null;
  media.turnCameraOn();
  assert.deepEqual([media.switches.camera, media.camera, media.opening.camera], ['on', 'off', true]);
  media.turnCameraOff();
  assert.deepEqual([media.switches.camera, media.opening.camera], ['off', false]);
  devices.asked.at(-1).opens();
  await settle();
  assert.deepEqual([live(), media.camera], [['audio'], 'off']);
});

test('on, off and on again while the camera opens: it is on, once', async () => {
  await entered({ microphone: true, camera: false });
  devices.refuses = null;
  media.turnCameraOn();
  media.turnCameraOff();
  media.turnCameraOn();
  devices.asked.slice(1).reverse().forEach(each => each.opens());
  await settle();
  assert.deepEqual([live(), media.camera], [['audio', 'video'], 'on']);
});

test('a press while both open counts: what is off is not on air for a moment', async () => {
  const opening = media.open();
  media.turnCameraOff();
  media.mute();
  media.unmute();
  media.mute();
  devices.asked.forEach(each => each.opens());
  assert.deepEqual(await opening, []);
  await settle();
  assert.equal(media.camera, 'off');
  assert.ok(devices.live.every(({ kind, enabled }) => kind === 'audio' && !enabled));
});

test('unmuted while the microphone opens: it is heard', async () => {
  await entered();
  media.mute();
  devices.unplug('mic');
  await settle();
  devices.plugIn(USB_MICROPHONE);
  await settle();
  devices.refuses = null;
  media.unmute();
  media.mute();
  media.unmute();
  devices.asked.slice(1).forEach(each => each.opens());
  await settle();
  assert.deepEqual([media.microphone, media.tracks.audio.enabled], ['on', true]);
  assert.deepEqual(live(), ['audio', 'video']);
});

test('one can mute and unmute while the camera opens', async () => {
  await entered({ microphone: true, camera: false });
  devices.refuses = null;
  media.turnCameraOn();
  media.mute();
  assert.equal(media.tracks.audio.enabled, false);
  media.unmute();
  assert.equal(media.tracks.audio.enabled, true);
});

test('of two cameras that are chosen, the last one is used', async () => {
  devices.present.push(USB_CAMERA, { ...USB_CAMERA, deviceId: 'third', label: 'Third camera' });
  await entered();
  devices.refuses = null;
  media.choose('camera', 'usb-cam');
  media.choose('camera', 'third');
  devices.asked.slice(1).reverse().forEach(each => each.opens());
  await settle();
  assert.deepEqual([media.inUse('camera'), live()], ['third', ['audio', 'video']]);
  assert.deepEqual(said('replaced'), []);
});

test('off while another camera opens: it stays off', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  devices.refuses = null;
  media.choose('camera', 'usb-cam');
  media.turnCameraOff();
  devices.asked.at(-1).opens();
  await settle();
  assert.deepEqual([live(), media.camera, media.inUse('camera')], [['audio'], 'off', 'usb-cam']);
});

test('a camera that cannot be used leaves the one that is on', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  for (const [error, reason] of [[unfit('deviceId'), 'failed'], ['NotReadableError', 'busy'], [null, 'failed']]) {
    willing(({ video }) => (video.deviceId?.exact === 'usb-cam' ? error : undefined));
    media.choose('camera', 'usb-cam');
    await settle();
    assert.deepEqual([media.camera, media.inUse('camera')], ['on', 'cam']);
    assert.deepEqual(said('problem').at(-1), { device: 'camera', reason });
    assert.deepEqual(live(), ['audio', 'video']);
  }
});

// ---- devices that go

/** As a browser refuses a camera that is not there any more. */
function strict({ video }) {
  const id = video?.deviceId?.exact;
  return id && !devices.present.some(({ deviceId }) => deviceId === id) ? unfit('deviceId') : undefined;
}

test('the camera in use is unplugged and another one is there: that one is used, and named', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  willing(strict);
  devices.unplug('cam');
  await settle();
  assert.deepEqual([media.camera, media.inUse('camera')], ['on', 'usb-cam']);
  assert.deepEqual(said('replaced'), [{ device: 'camera', label: 'USB camera' }]);
  assert.deepEqual(said('problem'), []);
});

test('the track may end before the camera is off the list', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  willing(strict);
  media.tracks.video.ends();
  await settle();
  assert.deepEqual(said('problem'), [{ device: 'camera', reason: 'lost' }]);
  devices.unplug('cam');
  await settle();
  assert.deepEqual([media.camera, media.inUse('camera')], ['on', 'usb-cam']);
  assert.deepEqual(media.replacements, said('replaced'));
});

/** The browser takes its time to say which devices there are. */
function slowList() {
  const { enumerateDevices } = devices;
  /** @type {() => void} */ let answer = () => {};
  const answered = new Promise(resolve => { answer = () => resolve(undefined); });
  devices.enumerateDevices = () => answered.then(() => enumerateDevices.call(devices));
  return answer;
}

test('a camera that goes while somebody leaves is not replaced by another one', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  willing(strict);
  const answer = slowList();
  devices.unplug('cam');
  media.close();
  answer();
  await settle();
  isReleased();
});

test('nor is it once the list changes after they have left', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  const answer = slowList();
  media.tracks.video.ends();
  media.close();
  answer();
  await settle();
  willing(strict);
  devices.unplug('cam');
  await settle();
  isReleased();
  assert.deepEqual(said('problem'), []);
});

test('a camera that ends and is still there is not opened against somebody’s will', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  media.tracks.video.ends();
  await settle();
  assert.deepEqual([media.camera, media.switches.camera], ['off', 'off']);
  assert.deepEqual(said('problem'), [{ device: 'camera', reason: 'lost' }]);
  devices.plugIn();
  await settle();
  assert.equal(media.camera, 'off');
  media.turnCameraOn();
  await settle();
  assert.equal(media.camera, 'on');
});

test('the camera is unplugged while it is off: the next press uses what is there, and says which', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  willing(strict);
  media.turnCameraOff();
  devices.unplug('cam');
  await settle();
  assert.deepEqual([said('problem'), said('replaced')], [[], []]);
  media.turnCameraOn();
  await settle();
  assert.deepEqual([media.camera, media.inUse('camera')], ['on', 'usb-cam']);
  assert.deepEqual(said('replaced'), [{ device: 'camera', label: 'USB camera' }]);
});

test('so it is where the browser does not name its devices', async () => {
  devices.present.push(USB_CAMERA);
  await entered();
  willing(strict);
  devices.enumerateDevices = async () => { throw new Error('no'); };
  media.turnCameraOff();
  devices.unplug('cam');
  media.turnCameraOn();
  await settle();
  assert.deepEqual([media.camera, media.inUse('camera')], ['on', 'usb-cam']);
});

test('the only camera is unplugged: it is lost, and the next one is for a press', async context => {
  await entered();
  willing(strict);
  devices.unplug('cam');
  await settle();
  assert.deepEqual(said('problem'), [{ device: 'camera', reason: 'lost' }]);
  assert.equal(media.switches.camera, 'none');
  const later = performance.now() + 3_000;
  context.mock.method(performance, 'now', () => later);
  devices.plugIn(USB_CAMERA);
  await settle();
  assert.deepEqual([media.camera, media.switches.camera], ['off', 'off']);
  media.turnCameraOn();
  await settle();
  assert.equal(media.inUse('camera'), 'usb-cam');
});

test('a microphone that takes the place of another one is no louder than that', async () => {
  devices.present.push(USB_MICROPHONE);
  await entered();
  devices.unplug('mic');
  await settle();
  assert.equal(media.microphone, 'on');
  assert.deepEqual(said('replaced'), [{ device: 'microphone', label: 'USB microphone' }]);
});

test('muted stays muted: the microphone that is there is opened by the next press', async () => {
  devices.present.push(USB_MICROPHONE);
  await entered();
  media.mute();
  devices.unplug('mic');
  await settle();
  assert.deepEqual([live(), media.microphone, said('problem')], [['video'], 'off', []]);
  media.unmute();
  await settle();
  assert.equal(media.microphone, 'on');
  assert.deepEqual(said('replaced'), [{ device: 'microphone', label: 'USB microphone' }]);
});

test('muted while the other microphone opens: it never sounds', async () => {
  devices.present.push(USB_MICROPHONE);
  await entered();
  devices.refuses = null;
  devices.unplug('mic');
  await settle();
  media.mute();
  devices.asked.at(-1).opens();
  await settle();
  assert.deepEqual([live(), media.microphone], [['video'], 'off']);
});

test('the system’s default comes to stand for another microphone: that one is used', async () => {
  devices.present[0].deviceId = 'default';
  await entered();
  const { audio } = media.tracks;
  devices.present[0] = { ...devices.present[0], groupId: 'usb', label: 'Default - USB microphone' };
  audio.ends();
  await settle();
  assert.equal(media.microphone, 'on');
  assert.deepEqual(said('replaced'), [{ device: 'microphone', label: 'Default - USB microphone' }]);
});

test('cameras that end one after the other are not fought against', async () => {
  devices.present.push(USB_CAMERA, { ...USB_CAMERA, deviceId: 'third' }, { ...USB_CAMERA, deviceId: 'fourth' });
  await entered();
  willing(strict);
  for (const deviceId of ['cam', 'usb-cam', 'third']) {
    devices.unplug(deviceId);
    await settle();
  }
  assert.deepEqual(said('problem'), [{ device: 'camera', reason: 'lost' }]);
  assert.equal(media.camera, 'off');
});

// ---- devices that the system takes for a while

for (const [device, kind] of [['microphone', 'audio'], ['camera', 'video']]) {
  test(`the system takes the ${device}: it is shown as what it is, and comes back by itself`, async context => {
    await entered();
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const changes = record(media, 'change');
    media.tracks[kind].mutes(true);
    assert.deepEqual([media[device], media.switches[device]], ['off', 'on']);
    assert.equal(changes.length, 1);
    context.mock.timers.tick(1_000);
    assert.deepEqual(said('problem'), [{ device, reason: 'interrupted' }]);
    media.tracks[kind].mutes(false);
    assert.equal(media[device], 'on');
    assert.deepEqual(said('well'), [device]);
  });

  test(`the ${device} is taken for a moment only, or is off: nothing is said`, async context => {
    await entered();
    context.mock.timers.enable({ apis: ['setTimeout'] });
    media.tracks[kind].mutes(true);
    media.tracks[kind].mutes(false);
    context.mock.timers.tick(1_000);
    media.mute();
    media.tracks.audio.mutes(true);
    context.mock.timers.tick(1_000);
    assert.deepEqual(said('problem'), []);
  });
}

test('muted while a phone call has the microphone: it stays muted afterwards', async () => {
  await entered();
  media.tracks.audio.mutes(true);
  media.mute();
  media.tracks.audio.mutes(false);
  assert.deepEqual([media.microphone, media.tracks.audio.enabled], ['off', false]);
});

test('a phone call that takes the microphone for good', async () => {
  await entered();
  media.tracks.audio.mutes(true);
  media.tracks.audio.ends();
  await settle();
  assert.deepEqual(said('problem'), [{ device: 'microphone', reason: 'lost' }]);
  media.unmute();
  await settle();
  assert.equal(media.microphone, 'on');
});

// ---- a preview, and devices that were chosen

test('what a preview has opened is used, and nothing is opened twice', async () => {
  await entered();
  const before = media.tracks;
  assert.deepEqual(await media.open(), []);
  assert.equal(devices.asked.length, 1);
  assert.deepEqual(media.tracks, before);
});

test('who enters while the browser still asks for the preview is asked once', async () => {
  const preview = media.open();
  const entering = media.open();
  devices.asked[0].opens();
  assert.deepEqual([await preview, await entering], [[], []]);
  assert.equal(devices.asked.length, 1);
});

test('a camera that is off in the preview is not opened by entering', async () => {
  await entered();
  media.turnCameraOff();
  await media.open({ microphone: true, camera: false });
  assert.deepEqual([devices.asked.length, live()], [1, ['audio']]);
  await media.open();
  assert.deepEqual([devices.asked.length, live()], [2, ['audio', 'video']]);
});

test('a question that is given up is answered for nothing', async () => {
  const opening = media.open();
  media.mute();
  media.turnCameraOff();
  media.close();
  assert.deepEqual(await opening, []);
  devices.asked[0].opens();
  await settle();
  isReleased();
  assert.deepEqual(media.switches, { microphone: 'off', camera: 'off' });
});

test('the devices of an earlier visit are asked for first, and others if they are gone', async () => {
  devices.plugIn(USB_MICROPHONE);
  willing();
  media = new LocalMedia(devices, permissions, { microphone: 'usb-mic', camera: 7 });
  await media.open();
  assert.deepEqual(devices.asked[0].constraints.audio, { deviceId: { exact: 'usb-mic' } });
  assert.deepEqual([media.inUse('microphone'), live()], ['usb-mic', ['audio', 'video']]);
});

test('another microphone is used at once, and by one who is muted, silently', async () => {
  devices.plugIn(USB_MICROPHONE);
  await entered();
  media.mute();
  media.choose('microphone', 'usb-mic');
  await settle();
  assert.equal(media.inUse('microphone'), 'usb-mic');
  assert.equal(media.tracks.audio.enabled, false);
  assert.deepEqual(live(), ['audio', 'video']);
  media.unmute();
  assert.equal(media.tracks.audio.enabled, true);
});

for (const last of /** @type {const} */ (['unmute', 'mute'])) {
  test(`muted while another microphone opens, and then ${last}d: the new one is used`, async () => {
    devices.plugIn(USB_MICROPHONE);
    await entered();
    devices.refuses = null;
    media.choose('microphone', 'usb-mic');
    await settle();
    media.mute();
    media[last]();
    devices.asked.at(-1).opens();
    await settle();
    const { audio } = media.tracks;
    assert.deepEqual([audio.getSettings().deviceId, audio.enabled, live()], ['usb-mic', last === 'unmute', ['audio', 'video']]);
  });
}

test('a microphone that cannot be used leaves the one that is muted', async () => {
  await entered();
  media.mute();
  willing(({ audio }) => (audio?.deviceId?.exact === 'usb-mic' ? 'NotReadableError' : undefined));
  media.choose('microphone', 'usb-mic');
  await settle();
  assert.deepEqual([media.inUse('microphone'), media.microphone, live()], ['mic', 'off', ['audio', 'video']]);
});

test('what else is wanted of a device goes into each opening', async () => {
  await entered();
  media.wish('microphone', { echoCancellation: false });
  media.choose('microphone', media.inUse('microphone'));
  await settle();
  assert.deepEqual(devices.asked.at(-1).constraints, { audio: { deviceId: { exact: 'mic' }, echoCancellation: false } });
  assert.equal(live().length, 2);
});
