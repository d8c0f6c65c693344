import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Call } from '../../main/webapp/js/call/call.js';
import { PeerLink } from '../../main/webapp/js/link/peer-link.js';
import { SignalingClient } from '../../main/webapp/js/signaling/signaling-client.js';
import { FakeMedia } from './fakes.js';
import { Clock, FakeMediaStream, FakeNetwork, FakeServer, randomOf } from './simulation.js';

/**
 * People in a room whose sockets drop, whose networks are cut or changed and whose server dies, in any order and at any moment: in the
 * end all see all, nobody sees anybody else, and no connection that worked was closed.
 */

const ROUNDS = Number(process.env.ROUNDS ?? 150);
/** Longer than a place is kept, than any attempt to come back, and than a restart of ICE. In ms. */
const IN_THE_END = 150_000;

const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
const { error: realError } = console;

class World {
  constructor(seed) {
    this.random = randomOf(seed);
    Math.random = this.random; // the page's own jitter
    this.clock = new Clock().install();
    this.network = new FakeNetwork(this.random);
    this.server = new FakeServer(this.network);
    this.server.clock = this.clock;
    /** @type {{name: string, call: Call, ended: string | null}[]} */
    this.people = [];
    console.error = (...words) => this.network.faults.push(words.join(' '));
  }

  enters() {
    const name = `n${this.network.number()}`;
    if (this.random() < 0.5) this.network.inFirefox.add(name);
    const signaling = new SignalingClient(new URL('ws://noom/signal/r'), this.server.socketsOf(name), this.server.fetchOf(name));
    const PeerConnection = this.network.connectionsOf(name);
    const call = new Call(signaling, new FakeMedia(), options => new PeerLink({ ...options, PeerConnection }));
    const person = { name, call };
    signaling.addEventListener('end', ({ detail }) => {
      if (detail !== 'left') this.network.faults.push(`${name} was sent away: ${detail}`);
    });
    this.people.push(person);
    // Some have looked at themselves before.
    if (this.random() < 0.5) call.prepare([]).then(() => signaling.join(name));
    else signaling.join(name);
    return person;
  }

  leaves(person) {
    this.network.leaving.add(person.name);
    this.people = this.people.filter(each => each !== person);
    person.call.leave();
  }

  socketOf({ name }) {
    return [...this.server.sockets].find(socket => socket.owner === name);
  }

  dropsSocketOf(person, serverNotices = this.upTo(3000), clientNotices = this.upTo(3000)) {
    this.socketOf(person)?.cut(serverNotices, clientNotices);
  }

  upTo(most) {
    return Math.floor(this.random() * most);
  }

  one() {
    return this.people[this.upTo(this.people.length)];
  }

  /** @param {(fault: string) => boolean} [isMeant] */
  async expectMesh(isMeant = () => false) {
    this.server.start();
    for (const { name } of this.people) this.network.mend(name);
    await this.clock.pass(IN_THE_END);
    const names = this.people.map(({ name }) => name).sort();
    for (const { name, call } of this.people) {
      const seen = call.peers.map(({ peer, connection }) => `${peer.name} ${connection}`).sort();
      assert.deepEqual(seen, names.filter(each => each !== name).map(each => `${each} connected`), `what ${name} sees`);
      const open = this.network.connections.filter(each => each.owner === name && !each.isClosed);
      assert.ok(open.length <= names.length, `${name} has ${open.length} connections open`);
    }
    assert.deepEqual(this.network.faults.filter(fault => !isMeant(fault)), []);
  }
}

before(() => {
  globalThis.MediaStream = FakeMediaStream;
});

after(() => {
  Object.assign(globalThis, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
  console.error = realError;
});

/** What can happen to a room, and how often of 100 times. @type {[number, (world: World) => unknown][]} */
const EVENTS = [
  [40, world => world.dropsSocketOf(world.one())],
  [15, world => {
    world.server.crash();
    setTimeout(() => world.server.start(), world.upTo(20_000));
  }],
  [5, world => {
    world.server.stop();
    setTimeout(() => world.server.start(), world.upTo(20_000));
  }],
  [15, world => {
    const person = world.one();
    world.network.cut(person.name);
    world.dropsSocketOf(person, world.upTo(30_000));
    setTimeout(() => world.network.mend(person.name), world.upTo(30_000));
  }],
  [5, world => {
    const person = world.one();
    world.network.moves(person.name);
    world.dropsSocketOf(person, world.upTo(30_000), world.upTo(30_000));
  }],
  [12, world => world.people.length < 5 && world.enters()],
  [8, world => world.people.length > 2 && world.leaves(world.one())],
];

function somethingHappens(world) {
  let chance = world.upTo(100);
  for (const [weight, happen] of EVENTS) if ((chance -= weight) < 0) return happen(world);
}

async function afterMuchHasHappened(seed, resumeSeconds) {
  const world = new World(seed);
  world.server.resumeSeconds = resumeSeconds;
  for (let i = 0; i < 2 + (seed % 2); i++) world.enters();
  for (let i = 0; i < 25; i++) {
    // Often in the middle of a negotiation, sometimes long after.
    await world.clock.pass(world.random() < 0.7 ? world.upTo(150) : world.upTo(8000));
    somethingHappens(world);
  }
  return world;
}

for (let seed = 1; seed <= ROUNDS; seed++) {
  test(`whatever happens, all see all in the end (seed ${seed})`, async () => {
    const world = await afterMuchHasHappened(seed, 60);
    await world.expectMesh();
  });
}

for (let seed = 1; seed <= ROUNDS / 3; seed++) {
  test(`and also if many come back too late for their place (seed ${seed})`, async () => {
    const world = await afterMuchHasHappened(seed, 4);
    await world.expectMesh();
  });
}

/** What the others may miss of somebody whose computer goes from Wi-Fi to cable. In ms. */
const ROUTE_GOAL = 5000;

for (const people of [2, 3, 4]) {
  for (let seed = 1; seed <= 8; seed++) {
    test(`a changed route of one of ${people} is found within ${ROUTE_GOAL} ms (seed ${seed})`, async () => {
      const world = new World(seed);
      for (let i = 0; i < people; i++) world.enters();
      await world.clock.pass(20_000);
      const before = world.network.connections.filter(({ isClosed, currentRemote }) => !isClosed && currentRemote);
      const one = world.one();
      world.network.moves(one.name);
      // TCP does not say for minutes that its packets arrive nowhere.
      world.dropsSocketOf(one, 60_000, 60_000);
      assert.ok(before.some(({ isFlowing }) => !isFlowing), 'the change is one');
      await world.clock.pass(ROUTE_GOAL);
      assert.deepEqual(before.filter(({ isFlowing }) => !isFlowing), []);
      await world.expectMesh();
      assert.deepEqual(before.filter(({ isClosed }) => isClosed), [], 'nothing was replaced');
    });
  }
}

// ---- and one by one: each message of two people who meet

/** What can happen in the moment when a message is sent, so that it arrives nowhere. */
const LOSSES = {
  'its socket drops, and the page is back before the server has noticed': (world, socket) => socket.cut(2000, 0),
  'its socket drops, and the server has noticed': (world, socket) => socket.cut(0, 500),
  'its socket drops, and both take their time': (world, socket) => socket.cut(4000, 5000),
  'the server dies, and is back at once': world => {
    world.server.crash();
    setTimeout(() => world.server.start(), 30);
  },
  'the server dies, and is back after a while': world => {
    world.server.crash();
    setTimeout(() => world.server.start(), 15_000);
  },
};

/** @returns the messages of a meeting, with `lose` called at the one of that number */
async function meeting(number, lose) {
  const world = new World(4711);
  const messages = [];
  world.server.onMessage = (socket, direction, message) => {
    messages.push(`${message.type} ${direction} ${socket.owner === world.people[0].name ? 'the first' : 'the newcomer'}`);
    if (messages.length === number) lose(world, socket);
  };
  world.enters();
  await world.clock.pass(1000);
  world.enters();
  await world.clock.pass(5000);
  world.server.onMessage = () => {};
  return { world, messages };
}

for (const [what, lose] of Object.entries(LOSSES)) {
  test(`whichever message is lost when ${what}, both see each other`, async context => {
    const { world, messages } = await meeting(0);
    await world.expectMesh();
    for (const type of ['join', 'joined', 'standby', 'offer', 'answer', 'ice', 'welcome']) {
      assert.ok(messages.some(message => message.startsWith(`${type} `)), `a meeting has "${type}"`);
    }
    for (const [i, message] of messages.entries()) {
      await context.test(`${i + 1}. ${message}`, async () => {
        const { world: another } = await meeting(i + 1, lose);
        await another.expectMesh();
      });
    }
  });
}

for (const [action, isMeant] of [['resume', () => false], ['rejoin', fault => fault.endsWith('that worked')]]) {
  test(`everybody is asked to ${action}, one after the other and all at once: all see all`, async () => {
    const world = new World(4711);
    for (let i = 0; i < 3; i++) world.enters();
    await world.clock.pass(10_000);
    const ask = socket => world.server.sendAway(socket, action, 500 + world.upTo(500));
    ask(world.socketOf(world.people[0]));
    await world.clock.pass(10_000);
    [...world.server.sockets].forEach(ask);
    await world.clock.pass(10_000);
    const seen = world.people.map(({ call }) => call.peers.length);
    assert.deepEqual(seen, [2, 2, 2], 'nobody is there twice, not for a while either');
    await world.expectMesh(isMeant);
  });
}

test('a newcomer whose `joined` is lost is there once, long before the time of a place is over', async () => {
  const { messages } = await meeting(0);
  const number = messages.indexOf('joined to the newcomer') + 1;
  for (const [what, lose] of Object.entries(LOSSES).filter(([each]) => each.startsWith('its socket drops'))) {
    const { world } = await meeting(number, lose);
    await world.clock.pass(10_000);
    const [first, newcomer] = world.people;
    const seen = first.call.peers.map(({ peer, connection }) => `${peer.name} ${connection}`);
    assert.deepEqual(seen, [`${newcomer.name} connected`], what);
  }
});
