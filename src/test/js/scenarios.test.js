import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test, { after } from 'node:test';
import { Clock, FakeNetwork, FakeServer, randomOf } from './simulation.js';

/** The simulated server keeps to the stories in src/test/resources/scenarios, which the server itself is tested with. */

/** @typedef {{who?: string, does: string, type?: string, to?: string, seconds?: number, heard: Record<string, string[]>}} Step */

const FOLDER = new URL('../resources/scenarios/', import.meta.url);
/** Longer than anything is under way. In ms. */
const A_MOMENT = 100;

const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;

class Stage {
  constructor() {
    this.clock = new Clock().install();
    this.server = new FakeServer(new FakeNetwork(randomOf(1)));
    this.server.clock = this.clock;
    /** By who they are: what each connection has heard since the last step. */
    this.lines = new Map();
    /** By id. */
    this.names = new Map();
    this.tokens = new Map();
  }

  /** @param {Step} step */
  async play({ who, does, type, to, seconds = 0 }) {
    if (does === 'join') this.connect(who, { type: 'join', name: who, visit: who });
    else if (does === 'resume') this.connect(who, { type: 'join', resume: this.tokens.get(who) });
    else if (does === 'send') this.say(who, { type, to: this.idOf(to) });
    else if (does === 'standby') this.say(who, { type: 'standby', sdp: 'v=0' });
    else if (does === 'leave') this.say(who, { type: 'leave' });
    else if (does === 'drop') this.lines.get(who).socket.cut(0, 0);
    else if (does !== 'wait') throw new Error(`a step that nobody knows: ${does}`);
    await this.clock.pass(seconds * 1000 || A_MOMENT);
  }

  connect(who, join) {
    const older = this.lines.get(who);
    if (older?.socket.readyState === 1) this.lines.set(`${who} before`, older);
    const line = { heard: [], socket: new (this.server.socketsOf(who))() };
    line.socket.onopen = () => line.socket.send(JSON.stringify(join));
    line.socket.onmessage = ({ data }) => line.heard.push(this.note(who, JSON.parse(data)));
    line.socket.onclose = () => {};
    this.lines.set(who, line);
  }

  say(who, message) {
    this.lines.get(who).socket.send(JSON.stringify(message));
  }

  idOf(name) {
    const [id] = [...this.names].find(([, each]) => each === name);
    return id;
  }

  /** A message in the words of the stories. */
  note(who, message) {
    const { type } = message;
    if (type === 'joined') {
      this.names.set(message.self, who);
      this.tokens.set(who, message.resume);
      return ['joined', message.peers.map(({ name }) => name).join(',')].join(' ').trim();
    }
    if (type === 'welcome' || type === 'returned') return `${type} ${message.peer.name}${message.offered ? ' offered' : ''}`;
    if (type === 'left') return `left ${this.names.get(message.peer)}${message.reason ? ` ${message.reason}` : ''}`;
    if (type === 'bye') return `bye ${message.reason}`;
    if (type === 'error') return `error ${message.code}`;
    return `${type} ${this.names.get(message.from)}`;
  }

  /** What everybody has heard since this was last asked; who has heard nothing is not there. */
  heard() {
    return Object.fromEntries([...this.lines].map(([who, { heard }]) => [who, heard.splice(0)]).filter(([, heard]) => heard.length > 0));
  }
}

/** @param {Step[]} steps */
async function play(steps) {
  const stage = new Stage();
  for (const [index, step] of steps.entries()) {
    await stage.play(step);
    assert.deepEqual(stage.heard(), step.heard, `step ${index + 1}: ${JSON.stringify(step)}`);
  }
}

after(() => {
  Object.assign(globalThis, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
});

const files = readdirSync(FOLDER).filter(file => file.endsWith('.json'));
/** @returns {{about: string, steps: Step[]}} */
const read = file => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

test('there are stories', () => {
  assert.ok(files.length >= 6);
});

for (const file of files) {
  test(`${file}: ${read(file).about}`, () => play(read(file).steps));

  test(`${file} is noticed to be wrong in any step`, async () => {
    for (const index of read(file).steps.keys()) {
      const { steps } = read(file);
      const { heard } = steps[index];
      const [who] = Object.keys(heard);
      if (who) delete heard[who];
      else heard.ada = ['bye restart'];
      await assert.rejects(play(steps), { name: 'AssertionError' }, `step ${index + 1}`);
    }
  });
}
