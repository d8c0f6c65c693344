import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { SendControl } from '../../main/webapp/js/quality/send-control.js';
import { record } from './fakes.js';

class FakeCall extends EventTarget {
  peers = [];

  comes(id, state = 'connected') {
    const remote = { peer: { id }, link: new LimitedLink(state), presence: { watching: true }, isCutOff: false };
    this.peers.push(remote);
    this.dispatchEvent(new CustomEvent('peer', { detail: remote }));
    return remote;
  }

  changes() {
    this.dispatchEvent(new CustomEvent('peer'));
  }

  goes(id) {
    this.peers = this.peers.filter(({ peer }) => peer.id !== id);
    this.dispatchEvent(new CustomEvent('gone', { detail: id }));
  }
}

class LimitedLink {
  limits = [];
  asked = 0;
  limitation = 'none';
  loss = 0;
  #limiting = 0;

  constructor(state) {
    this.state = state;
  }

  midOf(slot) {
    return { microphone: '0', camera: '1' }[slot];
  }

  async getStats() {
    this.asked++;
    const all = [
      { type: 'transport', timestamp: now, selectedCandidatePairId: '3' },
      { type: 'media-source', kind: 'video', width: 640, height: 360 },
      { type: 'outbound-rtp', kind: 'video', totalEncodeTime: 0, qualityLimitationReason: this.limitation },
      { type: 'candidate-pair', availableOutgoingBitrate: this.available },
      { type: 'remote-inbound-rtp', kind: 'video', timestamp: now, fractionLost: this.loss },
    ];
    return new Map(all.map((each, i) => [`${i}`, each]));
  }

  async limit(send) {
    assert.equal(this.#limiting++, 0, 'one at a time');
    await new Promise(resolve => setImmediate(resolve));
    this.#limiting--;
    this.limits.push(send);
  }
}

let now, call, control, reduced;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  now = 0;
  call = new FakeCall();
  control = new SendControl(call, { clock: () => now, cores: 2 });
  reduced = record(control, 'reduced');
});

const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve));
};

async function passes(seconds) {
  for (let i = 0; i < seconds; i += 2) {
    now += 2000;
    mock.timers.tick(2000);
    await settle();
  }
}

/** As long as the first pictures of a newcomer need the processor. */
async function settles() {
  mock.timers.tick(500);
  await settle();
}

test('who is connected is told soon what to send, and who is not is left alone', async () => {
  const ada = call.comes('ada');
  const bob = call.comes('bob', 'connecting');
  mock.timers.tick(499);
  await settle();
  assert.equal(ada.link.asked, 0);
  await settles();
  assert.equal(ada.link.limits[0].picture.bitrate, 1_000_000);
  assert.deepEqual([bob.link.limits.length, bob.link.asked], [0, 0]);
  bob.link.state = 'connected';
  call.changes();
  await settles();
  assert.equal(bob.link.limits[0].picture.bitrate, 600_000);
});

test('without anybody else nothing runs, also when they have left', async () => {
  await passes(10);
  const ada = call.comes('ada');
  await passes(4);
  call.goes('ada');
  const { asked } = ada.link;
  assert.ok(asked > 1);
  await passes(20);
  assert.equal(ada.link.asked, asked);
});

test('a peer who looks away gets no picture at once', async () => {
  const ada = call.comes('ada');
  await settles();
  ada.presence = { watching: false };
  call.changes();
  await settle();
  assert.equal(ada.link.limits.at(-1).picture, null);
});

test('what is reduced is said once and taken back once', async () => {
  const ada = call.comes('ada');
  ada.link.limitation = 'cpu';
  await passes(8);
  assert.deepEqual(reduced, [['reduced', 'busy']]);
  ada.link.limitation = 'none';
  await passes(180);
  assert.deepEqual(reduced, [['reduced', 'busy'], ['reduced', null]]);
});

test('a person who is left alone hears no more of what was reduced', async () => {
  const ada = call.comes('ada');
  ada.link.limitation = 'cpu';
  await passes(8);
  call.goes('ada');
  assert.deepEqual(reduced.at(-1), ['reduced', null]);
});

test('packets that an outage has swallowed are no reason to send less after it', async () => {
  const ada = call.comes('ada');
  await passes(8);
  ada.link.state = 'disconnected';
  ada.isCutOff = true;
  call.changes();
  await passes(8);
  ada.link.state = 'connected';
  ada.isCutOff = false;
  ada.link.loss = 0.9;
  call.changes();
  await passes(4);
  ada.link.loss = 0;
  await passes(4);
  assert.equal(ada.link.limits.at(-1).paused, ada.link.limits[0].paused);
  assert.deepEqual(ada.link.limits.at(-1).picture, ada.link.limits[0].picture);
  assert.deepEqual(reduced, []);
});

test('an outage that the browser has not noticed is one, too', async () => {
  const ada = call.comes('ada');
  await passes(8);
  ada.isCutOff = true;
  ada.link.loss = 0.9;
  call.changes();
  await passes(6);
  ada.isCutOff = false;
  call.changes();
  await passes(4);
  assert.deepEqual(ada.link.limits.at(-1).picture, ada.link.limits[0].picture);
  assert.deepEqual(reduced, []);
});

test('after an outage the picture begins again at once, so that the peer need not ask for a whole frame', async () => {
  const ada = call.comes('ada');
  const bob = call.comes('bob');
  await passes(8);
  ada.isCutOff = true;
  call.changes();
  await settle();
  const [adas, bobs] = [ada, bob].map(({ link }) => link.limits.length);
  ada.isCutOff = false;
  call.changes();
  await settle();
  const [off, on] = ada.link.limits.slice(adas);
  assert.deepEqual([off.picture, off.paused], [null, false]);
  assert.ok(on.picture);
  assert.ok(bob.link.limits.slice(bobs).every(({ picture }) => picture), 'nothing has happened to Bob');
});

test('packets that are lost later are one', async () => {
  const ada = call.comes('ada');
  ada.link.loss = 0.9;
  await passes(12);
  assert.notDeepEqual(ada.link.limits.at(-1).picture, ada.link.limits[0].picture);
});

test('nothing is remembered of a path that has broken', async () => {
  const ada = call.comes('ada');
  ada.link.available = 300_000;
  await passes(12);
  assert.deepEqual(reduced, [['reduced', 'line']]);
  ada.link.state = 'disconnected';
  call.changes();
  await settle();
  ada.link.available = undefined;
  ada.link.state = 'connected';
  call.changes();
  await settle();
  assert.equal(ada.link.limits.at(-1).picture.bitrate, 1_000_000);
});

test('a link that fails is reported, and the others are cared for', async () => {
  const errors = mock.method(console, 'error', () => {});
  const ada = call.comes('ada');
  const bob = call.comes('bob');
  ada.link.getStats = async () => Promise.reject(new Error('no stats'));
  await passes(4);
  errors.mock.restore();
  assert.ok(errors.mock.callCount() > 0);
  assert.match(errors.mock.calls[0].arguments[0], /ada/);
  assert.ok(bob.link.limits.at(-1).picture);
});

test('a peer that hangs up while being asked is no error', async () => {
  const errors = mock.method(console, 'error', () => {});
  const ada = call.comes('ada');
  ada.link.limit = async () => {
    ada.link.state = 'closed';
    throw new Error('InvalidStateError');
  };
  await settle();
  errors.mock.restore();
  assert.equal(errors.mock.callCount(), 0);
});

test('a peer that was there before it is planned for, too', async () => {
  const early = new FakeCall();
  const { link } = early.comes('ada');
  new SendControl(early, { clock: () => now, cores: 2 });
  mock.timers.tick(500);
  await settle();
  assert.equal(link.limits.length, 1);
});
