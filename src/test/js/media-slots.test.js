import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { FakeMediaStream } from './simulation.js';
import { record } from './fakes.js';

globalThis.MediaStream = FakeMediaStream;
const { MediaSlots } = await import('../../main/webapp/js/link/media-slots.js');

class FakeConnection {
  all = [];
  getTransceivers = () => this.all;

  addTransceiver(kind, { direction = 'recvonly' } = {}) {
    const sender = { track: null, setStreams() {}, replaceTrack: async track => void (sender.track = track) };
    const transceiver = { mid: String(this.all.length), direction, sender, receiver: { track: { kind, number: this.all.length } } };
    this.all.push(transceiver);
    return transceiver;
  }

  get sent() {
    return this.all.map(({ direction, sender }) => `${direction} ${sender.track}`);
  }
}

const BOTH = new Map([['0', 'microphone'], ['1', 'camera']]);
const THREE = new Map([...BOTH, ['2', 'screen']]);
let pc, slots;

beforeEach(() => {
  pc = new FakeConnection();
  slots = new MediaSlots();
  slots.use(pc);
});

test('the side that calls has a microphone and a camera, and names them', async () => {
  slots.open();
  await slots.send({ microphone: 'voice', camera: 'face' });
  assert.deepEqual(pc.sent, ['sendrecv voice', 'sendrecv face']);
  assert.deepEqual(slots.names, BOTH);
});

test('a screen gets a transceiver of its own, and the camera keeps its', async () => {
  slots.open();
  slots.hear(BOTH);
  await slots.send({ microphone: 'voice', camera: 'face', screen: 'slides' });
  assert.deepEqual(pc.sent, ['sendrecv voice', 'sendrecv face', 'sendonly slides']);
  assert.deepEqual(slots.names, THREE);
  assert.deepEqual(['camera', 'screen', 'screen-audio'].map(slot => slots.midOf(slot)), ['1', '2', null]);
  await slots.send({ screen: null });
  assert.deepEqual(pc.sent, ['sendrecv voice', 'sendrecv face', 'inactive null']);
  assert.deepEqual(slots.names, BOTH);
  await slots.send({ screen: 'more slides' });
  assert.deepEqual(pc.sent, ['sendrecv voice', 'sendrecv face', 'sendonly more slides']);
});

test('a peer that does not name its slots gets two and no more, until it does', async () => {
  slots.open();
  await slots.send({ camera: 'face', screen: 'slides' });
  slots.hear(null);
  await slots.attach();
  assert.deepEqual(pc.sent, ['sendrecv null', 'sendrecv face']);
  slots.hear(BOTH);
  await slots.attach();
  assert.deepEqual(pc.sent, ['sendrecv null', 'sendrecv face', 'sendonly slides']);
});

test('at the side that is called they come with the offer, where its maker says, and not in their order', async () => {
  for (const kind of ['video', 'audio', 'video']) pc.addTransceiver(kind);
  slots.hear(new Map([['0', 'screen'], ['1', 'microphone'], ['2', 'camera']]));
  await slots.send({ microphone: 'voice', camera: 'face' });
  assert.deepEqual(pc.sent, ['recvonly null', 'sendrecv voice', 'sendrecv face']);
});

test('what arrives is told apart by its name, and what has an unknown name is ignored', () => {
  const events = record(slots, 'stream', 'screen');
  for (const kind of ['audio', 'video', 'video', 'video']) pc.addTransceiver(kind);
  slots.hear(new Map([...THREE, ['3', 'whiteboard']]));
  slots.take();
  const numbers = events.map(([type, stream]) => [type, ...stream.getTracks().map(({ number }) => number)]);
  assert.deepEqual(numbers, [['stream', 0, 1], ['screen', 2]]);
  slots.hear(BOTH);
  assert.deepEqual(events.at(-1), ['screen', null]);
  assert.equal(events.length, 3, 'the camera goes on');
});

test('of a peer that names nothing the first of each kind is taken', () => {
  const events = record(slots, 'stream', 'screen');
  for (const kind of ['audio', 'video', 'video']) pc.addTransceiver(kind);
  slots.hear(null);
  slots.take();
  assert.deepEqual(events.map(([type, stream]) => [type, ...stream.getTracks().map(({ number }) => number)]), [['stream', 0, 1]]);
});
