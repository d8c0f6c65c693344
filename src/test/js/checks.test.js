import assert from 'node:assert/strict';
import test from 'node:test';
import english from '../../main/webapp/i18n/en-help.js';
import { Checks, STEPS, serversOf } from '../../main/webapp/js/check/checks.js';
import { reach } from '../../main/webapp/js/check/ice-check.js';
import { askServer } from '../../main/webapp/js/check/server-check.js';
import { record } from './fakes.js';

const STUN = { urls: ['stun:noom:3478'] };
const TURN = { urls: ['turn:t:3478', 'turn:t:3478?transport=tcp', 'turns:t:443?transport=tcp'], username: 'u', credential: 'c' };

/** A world in which all is well, but for what is given. */
function world(but = {}) {
  return {
    isSecureContext: true,
    missing: null,
    openDevices: async () => [],
    askServer: async () => ({ code: 'ok', iceServers: [STUN, TURN] }),
    reach: async () => 'reached',
    call: async () => ({ connected: true, flows: true }),
    now: () => 0,
    ...but,
  };
}

async function codesOf(but) {
  const findings = await new Checks(world(but)).run();
  assert.deepEqual(findings.map(({ step }) => step), STEPS);
  for (const { outcome, code, step } of findings) {
    const explained = ['microphone', 'camera'].includes(step) || outcome === 'ok' || outcome === 'unset';
    assert.ok(explained || (`check.user.${code}` in english && (`check.admin.${code}` in english || `advice.${code}` in english)), code);
  }
  return Object.fromEntries(findings.filter(({ outcome }) => outcome !== 'ok').map(({ step, outcome, code }) => [step, `${outcome}: ${code}`]));
}

test('where all is well nothing is said', async () => {
  assert.deepEqual(await codesOf({}), {});
});

/** What needs that which is missing must not be tried. */
const unexpected = async () => assert.fail('tried all the same');

const EVERY_TURN = code => ({ 'turn-udp': code, 'turn-tcp': code, 'turn-tls': code });

for (const [what, but, codes] of [
  ['a page without encryption', { isSecureContext: false }, { secure: 'problem: insecure-context' }],
  ['a browser without WebRTC', { missing: 'webrtc-off', reach: unexpected, call: unexpected },
    { secure: 'problem: webrtc-off', stun: 'warning: not-known', ...EVERY_TURN('warning: not-known'), call: 'problem: webrtc-off' }],
  ['a browser without WebSocket', { missing: 'websocket-off', askServer: unexpected },
    { secure: 'problem: websocket-off', server: 'problem: websocket-off', stun: 'warning: not-known', ...EVERY_TURN('warning: not-known') }],
  ['a camera that is busy', { openDevices: async () => [{ device: 'camera', reason: 'busy' }] }, { camera: 'warning: camera-busy' }],
  ['devices that were refused', { openDevices: async () => ['microphone', 'camera'].map(device => ({ device, reason: 'denied' })) },
    { microphone: 'warning: microphone-denied', camera: 'warning: camera-denied' }],
  ['no server', { askServer: async () => ({ code: 'server-away', iceServers: null }) },
    { server: 'problem: server-away', stun: 'warning: not-known', ...EVERY_TURN('warning: not-known') }],
  ['a flat network', { askServer: async () => ({ code: 'ok', iceServers: [] }) }, { stun: 'unset: unset', ...EVERY_TURN('unset: unset') }],
  ['UDP that is blocked', { reach: async ({ urls: [url] }) => (/tcp/.test(url) ? 'reached' : 'unreachable') },
    { stun: 'problem: stun-unreachable', 'turn-udp': 'problem: turn-unreachable' }],
  ['wrong credentials', { reach: async ({ username }) => (username ? 'refused' : 'reached') }, EVERY_TURN('problem: turn-refused')],
  ['a browser that does not say', { reach: async ({ username }) => (username ? 'reached' : 'unsure') }, { stun: 'warning: not-known' }],
  ['no way to oneself', { call: async () => ({ connected: false, flows: false }) }, { call: 'problem: no-connection' }],
  ['a connection without a picture', { call: async () => ({ connected: true, flows: false }) }, { call: 'problem: no-media' }],
]) {
  test(`${what}: ${Object.values(codes)[0]}`, async () => assert.deepEqual(await codesOf(but), codes));
}

test('each step is begun, then found out about', async () => {
  const checks = new Checks(world());
  const events = record(checks, 'begin', 'finding');
  await checks.run();
  assert.deepEqual(events.map(([type, detail]) => `${type} ${detail.step ?? detail}`), STEPS.flatMap(step => [`begin ${step}`, `finding ${step}`]));
});

test('a step that fails unexpectedly says so, and the next ones are done all the same', async t => {
  const errors = t.mock.method(console, 'error', () => {});
  const fail = async () => { throw new TypeError('MediaStream is not a constructor'); };
  assert.deepEqual(await codesOf({ openDevices: fail, reach: fail }), {
    microphone: 'warning: step-failed', stun: 'warning: step-failed', ...EVERY_TURN('warning: step-failed'),
  });
  assert.equal(errors.mock.callCount(), 5);
});

test('every address is tried by itself, with its credentials', () => {
  assert.deepEqual(serversOf('stun', [STUN, TURN]), [STUN]);
  assert.deepEqual(serversOf('turn-udp', [STUN, TURN]), [{ ...TURN, urls: ['turn:t:3478'] }]);
  assert.deepEqual(serversOf('turn-tls', [STUN, { urls: 'turns:t' }]), [{ urls: ['turns:t'] }]);
});

// ---- a STUN or TURN server, as WebRTC 1.0 reports on it

/** @param {(pc: any) => void} gather what the browser finds */
function connectionThat(gather) {
  return class {
    iceGatheringState = 'new';
    onicecandidateerror = null;
    createDataChannel() {}
    close() {}
    async setLocalDescription() {
      setImmediate(() => gather(this));
    }
    finds(type, protocol = 'udp') {
      this.onicecandidate({ candidate: { type, protocol } });
    }
    fails(errorCode) {
      this.onicecandidateerror({ errorCode });
    }
    ends() {
      this.iceGatheringState = 'complete';
      this.onicecandidate({ candidate: null });
    }
  };
}

for (const [what, server, gather, reached] of [
  ['a reflexive candidate', STUN, pc => (pc.finds('host'), pc.finds('srflx')), 'reached'],
  ['no candidate of its own where there is no NAT', STUN, pc => (pc.finds('host'), pc.ends()), 'reached'],
  ['no answer', STUN, pc => (pc.finds('host'), pc.fails(701), pc.ends()), 'unreachable'],
  ['no answer on one of two interfaces', STUN, pc => (pc.finds('host'), pc.finds('host'), pc.fails(701), pc.ends()), 'reached'],
  ['no interface at all', STUN, pc => pc.ends(), 'unreachable'],
  ['a relay', { urls: ['turn:t'] }, pc => pc.finds('relay'), 'reached'],
  ['a relay that refuses', { urls: ['turn:t'] }, pc => (pc.fails(401), pc.ends()), 'refused'],
  ['a relay that does not answer', { urls: ['turn:t'] }, pc => (pc.fails(701), pc.ends()), 'unreachable'],
]) {
  test(`${what}: ${reached}`, async () => assert.equal(await reach(server, connectionThat(gather)), reached));
}

test('a browser that reports no errors is not believed to have had none', async () => {
  const Silent = connectionThat(pc => {
    pc.finds('host');
    pc.ends();
  });
  const WithoutErrors = class extends Silent {
    constructor() {
      super();
      delete this.onicecandidateerror;
    }
  };
  // The module sets a handler; what counts is whether there was one to set.
  assert.equal(await reach(STUN, WithoutErrors), 'unsure');
});

// ---- the server

class FakeClient extends EventTarget {
  left = false;
  constructor(does) {
    super();
    this.does = does;
  }
  join() {
    setImmediate(() => this.does(this));
  }
  leave() {
    this.left = true;
  }
  says(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const fails = client => [1, 2].forEach(attempt => client.says('retry', attempt));

for (const [what, does, door, code] of [
  ['a server that lets us in', client => client.says('message', { type: 'joined', iceServers: [STUN] }), 'open', 'ok'],
  ['a server that is full', client => client.says('queued', { code: 'draining' }), 'open', 'refused'],
  ['a server that does not like the room', client => client.says('refused', { code: 'bad-room' }), 'open', 'refused'],
  ['a proxy that stops WebSockets', fails, 'open', 'signaling-blocked'],
  ['a page from elsewhere', fails, 'stranger', 'origin-refused'],
  ['a proxy that wants a sign-in', fails, 'sign-in', 'sign-in-needed'],
  ['a proxy that refuses by itself', fails, 'blocked', 'signaling-blocked'],
  ['a network with too many', fails, 'crowd', 'address-crowded'],
  ['no server', fails, 'away', 'server-away'],
]) {
  test(`${what}: ${code}`, async () => {
    const client = new FakeClient(does);
    const answer = await askServer(client, async () => door);
    assert.deepEqual(answer, { code, iceServers: code === 'ok' ? [STUN] : null });
    assert.equal(client.left, true);
  });
}
