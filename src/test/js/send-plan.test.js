import assert from 'node:assert/strict';
import test from 'node:test';
import { NOTHING_KNOWN, STEPS, nextPlan } from '../../main/webapp/js/quality/send-plan.js';

const FINE = { available: 3_000_000, sent: 300_000, loss: 0, roundTrip: 20, encoding: 0.02, limitation: 'none' };
const EVERY = 2_000;

/** A sender in front of a call of `size` people; what its browser reports is up to the test. */
class Sender {
  at = 0;
  memory = NOTHING_KNOWN;
  history = [];

  constructor(size, { cores = 4, lines = 360 } = {}) {
    Object.assign(this, { cores, lines });
    this.peers = Array.from({ length: size - 1 }, (_, i) => `p${i}`);
    this.away = new Set();
  }

  /** @param {number} seconds @param {(id: string, send: object | undefined) => object | null} report */
  passes(seconds, report = () => FINE) {
    for (const end = this.at + seconds * 1000; this.at < end; this.at += EVERY) {
      const viewers = this.peers.map(id => ({ id, watching: !this.away.has(id), report: report(id, this.sends?.get(id)) }));
      Object.assign(this, nextPlan(this.memory, { at: this.at, cores: this.cores, lines: this.lines, viewers }));
      this.history.push({ at: this.at / 1000, reduced: this.reduced, sends: this.sends });
    }
    return this;
  }

  to(id) {
    return this.sends.get(id);
  }

  get upload() {
    return [...this.sends.values()].reduce((sum, { picture, sound }) => sum + sound + (picture?.bitrate ?? 0), 0);
  }

  /** How often something that is sent or said was another than two seconds before. */
  changes(what) {
    const values = this.history.map(what);
    return values.filter((value, i) => i > 0 && value !== values[i - 1]).length;
  }
}

const bitrateTo = id => ({ sends }) => sends.get(id).picture?.bitrate ?? 0;

test('two people get all that the camera gives', () => {
  const { picture, sound } = new Sender(2).passes(60).to('p0');
  assert.deepEqual(picture, { scale: 1, frames: 30, bitrate: 1_000_000 });
  assert.equal(sound, 32_000);
});

test('in a mesh of any size the upload stays below 2.1 Mbit/s, and nothing of it is a surprise', () => {
  for (let size = 2; size <= 20; size++) {
    const sender = new Sender(size).passes(60);
    assert.ok(sender.upload < 2_100_000 + (size > 8 ? (size - 8) * 232_000 : 0), `${size} people: ${sender.upload}`);
    assert.equal(sender.changes(bitrateTo('p0')), 0);
  }
});

test('the more people, the smaller the picture, and only then it is said', () => {
  const scales = [2, 3, 4, 5, 6, 7, 8].map(size => new Sender(size).passes(60));
  assert.deepEqual(scales.map(sender => sender.to('p0').picture.scale), [1, 1, 1, 360 / 270, 360 / 270, 2, 2]);
  assert.deepEqual(scales.map(({ reduced }) => reduced), [null, null, null, 'people', 'people', 'people', 'people']);
});

test('each step costs less than the one before: bits, pixels, and never the sound', () => {
  const pixels = ({ lines, frames }) => lines * lines * frames;
  STEPS.slice(1).forEach((step, i) => {
    assert.ok(step.picture < STEPS[i].picture);
    assert.ok(pixels(step) < pixels(STEPS[i]));
    assert.ok(step.sound >= 24_000);
  });
});

test('a phone upright is measured by its shorter side, and no picture is made larger than it is', () => {
  assert.equal(new Sender(2, { lines: 240 }).passes(4).to('p0').picture.scale, 1);
  assert.equal(new Sender(8, { lines: 720 }).passes(4).to('p0').picture.scale, 4);
});

test('who does not watch gets no picture, at once, and the sound as before', () => {
  const sender = new Sender(3).passes(20);
  sender.away.add('p0');
  sender.passes(2);
  assert.deepEqual(sender.to('p0'), { picture: null, sound: 32_000, paused: false });
  assert.ok(sender.to('p1').picture);
  sender.away.clear();
  sender.passes(2);
  assert.ok(sender.to('p0').picture);
});

test('the others get a better picture only when somebody has looked away for long', () => {
  const sender = new Sender(3).passes(20);
  sender.away.add('p0');
  sender.passes(8);
  assert.equal(sender.to('p1').picture.bitrate, 600_000);
  sender.passes(6);
  assert.equal(sender.to('p1').picture.bitrate, 1_000_000);
});

test('a peer that looks away every few seconds changes nothing for the others', () => {
  const sender = new Sender(3);
  for (let i = 0; i < 40; i++) {
    sender.away = new Set(i % 2 ? ['p0'] : []);
    sender.passes(6);
  }
  assert.equal(sender.changes(bitrateTo('p1')), 0);
});

test('at the beginning the browser knows little of the path, and is not believed', () => {
  const sender = new Sender(2).passes(6, () => ({ ...FINE, available: 300_000 })).passes(60);
  assert.equal(sender.changes(bitrateTo('p0')), 0);
});

test('a path that breaks down gets what it can carry with the next report', () => {
  const sender = new Sender(2).passes(20).passes(2, () => ({ ...FINE, available: 300_000 }));
  assert.equal(sender.to('p0').picture.bitrate, 200_000);
  assert.equal(sender.reduced, 'line');
});

test('loss and a queue make the picture smaller after two reports, never silent', () => {
  for (const bad of [{ loss: 0.2 }, { roundTrip: 900 }]) {
    const sender = new Sender(2).passes(20).passes(2, () => ({ ...FINE, ...bad }));
    assert.equal(sender.reduced, null);
    sender.passes(2, () => ({ ...FINE, ...bad }));
    assert.equal(sender.reduced, 'line');
    sender.passes(120, () => ({ ...FINE, ...bad }));
    assert.ok(sender.to('p0').picture);
    assert.equal(sender.to('p0').picture.bitrate, 50_000);
  }
});

test('a path that is long but does not queue is left alone', () => {
  const sender = new Sender(2).passes(300, () => ({ ...FINE, roundTrip: 620 }));
  assert.equal(sender.reduced, null);
});

test('another, longer route is taken for congestion only for a while', () => {
  const sender = new Sender(2).passes(60).passes(900, () => ({ ...FINE, roundTrip: 500 }));
  assert.equal(sender.reduced, null);
});

test('a path that carries hardly more than sound carries sound, and the peer is told that there is no picture', () => {
  const sender = new Sender(3).passes(20).passes(4, id => (id === 'p0' ? { ...FINE, available: 70_000 } : FINE));
  assert.deepEqual(sender.to('p0'), { picture: null, sound: 24_000, paused: true });
  assert.ok(sender.to('p1').picture);
  assert.equal(sender.reduced, 'sound-only');
});

test('a weak path of one makes nobody else suffer', () => {
  const sender = new Sender(4).passes(20).passes(60, id => (id === 'p2' ? { ...FINE, available: 250_000 } : FINE));
  assert.ok(sender.to('p2').picture.bitrate <= 200_000);
  assert.equal(sender.to('p0').picture.bitrate, 600_000);
});

test('a busy machine makes all pictures smaller, and says so', () => {
  const sender = new Sender(4).passes(20).passes(10, () => ({ ...FINE, limitation: 'cpu' }));
  assert.equal(sender.reduced, 'busy');
  for (const id of sender.peers) assert.ok(sender.to(id).picture.bitrate < 600_000);
});

test('a browser that limits a picture by our own limit is no reason to limit it more', () => {
  const sender = new Sender(2).passes(600, () => ({ ...FINE, available: 1_200_000, limitation: 'bandwidth' }));
  assert.equal(sender.reduced, null);
  assert.equal(sender.changes(bitrateTo('p0')), 0);
});

test('a calm picture that needs few bits is not short of them', () => {
  const sender = new Sender(2).passes(20).passes(600, () => ({ ...FINE, available: 300_000, sent: 100_000 }));
  assert.equal(sender.reduced, null);
});

test('on a busy machine that makes packets late, it is the machine that is named', () => {
  const sender = new Sender(4).passes(20).passes(20, () => ({ ...FINE, limitation: 'cpu', roundTrip: 900 }));
  assert.equal(sender.reduced, 'busy');
});

test('a browser that tells nothing gets the plan for its number of people', () => {
  const mute = { available: null, sent: null, loss: null, roundTrip: null, encoding: null, limitation: null };
  const sender = new Sender(6).passes(300, () => mute);
  assert.equal(sender.to('p0').picture.bitrate, 350_000);
  assert.equal(sender.changes(bitrateTo('p0')), 0);
});

test('with the camera off nothing is said, and the plan waits for it', () => {
  const sender = new Sender(6).passes(20);
  sender.lines = 0;
  sender.passes(20);
  assert.equal(sender.reduced, null);
  assert.equal(sender.to('p0').picture.scale, 360 / 270);
});

// ---- simulated machines and lines, for minutes and hours

/**
 * An upload of `capacity` bit/s that all peers share. Too much fills the queue, then packets are lost; and no browser
 * believes in more than about twice what it sends.
 */
function uplink(sender, capacity) {
  return (_, send) => {
    const demand = sender.sends ? sender.upload + sender.peers.length * 20_000 : 0;
    const overload = demand / capacity();
    const own = (send?.sound ?? 0) + 20_000 + (send?.picture?.bitrate ?? 0);
    return {
      sent: (send?.picture?.bitrate ?? 0) / Math.max(1, overload),
      available: overload > 1 ? own / overload : Math.min(2 * own, own + capacity() - demand),
      loss: overload > 1.3 ? 0.15 : 0.005,
      roundTrip: overload > 1 ? 400 : 20,
      encoding: 0.02,
      limitation: overload > 1 ? 'bandwidth' : 'none',
    };
  };
}

test('on a narrow line sound has room within ten seconds, and the picture is then at rest', () => {
  const sender = new Sender(4);
  const line = uplink(sender, () => 700_000);
  sender.passes(10, line);
  assert.ok(sender.upload + 3 * 20_000 <= 700_000, `${sender.upload}`);
  sender.passes(3600, line);
  assert.ok(sender.changes(({ reduced }) => reduced) <= 1, 'it is said once');
  const lastHour = sender.history.filter(({ at }) => at > 600);
  const troubled = lastHour.filter(({ sends }) => [...sends.values()].reduce((sum, s) => sum + (s.picture?.bitrate ?? 0), 0) > 540_000);
  assert.ok(troubled.length / lastHour.length < 0.1, `${troubled.length} of ${lastHour.length}`);
});

test('a line that was narrow for a minute is used in full again two minutes later, said once and taken back once', () => {
  const sender = new Sender(3);
  let capacity = 5_000_000;
  const line = uplink(sender, () => capacity);
  sender.passes(60, line);
  capacity = 400_000;
  sender.passes(60, line);
  assert.equal(sender.reduced, 'line');
  capacity = 5_000_000;
  sender.passes(150, line);
  assert.equal(sender.to('p0').picture.bitrate, 600_000);
  assert.equal(sender.reduced, null);
  assert.equal(sender.changes(({ reduced }) => reduced), 2);
});

test('six people on two cores: the machine comes to rest, with pictures, and stays there', () => {
  const sender = new Sender(6, { cores: 2 });
  // All six on this machine: 75 million pixels a second fill it, and an encoder that waits for a core spends time as well.
  const machine = (_, send) => {
    const pixels = send?.picture ? ((640 * 360) / send.picture.scale ** 2) * send.picture.frames : 0;
    const load = (30 * pixels) / 75e6;
    return { ...FINE, encoding: (pixels / 75e6) * (1 + 3 * load), limitation: load > 1 ? 'cpu' : 'none' };
  };
  sender.passes(30, machine);
  const { picture } = sender.to('p0');
  assert.ok(picture);
  assert.equal(sender.reduced, 'busy');
  const settled = sender.changes(bitrateTo('p0'));
  sender.passes(1800, machine);
  assert.ok(sender.changes(bitrateTo('p0')) - settled <= 20, `${sender.changes(bitrateTo('p0')) - settled} changes`);
  assert.equal(sender.changes(({ reduced }) => reduced), 1 + (sender.history[0].reduced === 'people' ? 0 : 1));
});

test('noise never makes it flutter', () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const sender = new Sender(4);
  sender.passes(3600, () => ({
    available: random() < 0.05 ? 500_000 : 2_000_000,
    loss: random() < 0.1 ? 0.12 : 0.01,
    roundTrip: 20 + 200 * random(),
    encoding: 0.05 + 0.1 * random(),
    limitation: random() < 0.05 ? 'cpu' : 'none',
  }));
  const changes = sender.changes(({ reduced }) => reduced);
  assert.ok(changes < 60, `${changes} words in an hour`);
  assert.ok(sender.changes(bitrateTo('p0')) < 100, `${sender.changes(bitrateTo('p0'))} sizes in an hour`);
});
