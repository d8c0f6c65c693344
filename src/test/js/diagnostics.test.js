import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Diagnostics } from '../../main/webapp/js/diagnosis/diagnostics.js';
import { writeReport } from '../../main/webapp/js/diagnosis/report-file.js';
import { CauseReporter } from '../../main/webapp/js/diagnosis/cause-reporter.js';

let now, signaling, server, monitor;

beforeEach(() => {
  now = 0;
  signaling = Object.assign(new EventTarget(), {
    isUp: true,
    isJoined: true,
    told: [],
    evidence: { unopened: 0, stuck: 0, unanswered: 0 },
    report(cause) {
      if (this.isUp) this.told.push(cause);
      return this.isUp;
    },
  });
  server = Object.assign(new EventTarget(), { cause: null, past: [] });
  monitor = Object.assign(new EventTarget(), { findings: [] });
  globalThis.navigator ??= { userAgent: 'Chromium 156' };
});

test('the server is told of each cause at most once a minute', () => {
  const reporter = new CauseReporter(signaling, () => now);
  for (const [at, cause] of [[0, 'udp-blocked'], [59_000, 'udp-blocked'], [59_000, 'no-media'], [60_000, 'udp-blocked']]) {
    now = at;
    reporter.tell(cause);
  }
  assert.deepEqual(signaling.told, ['udp-blocked', 'no-media', 'udp-blocked']);
});

test('what cannot be said now is said when the server is back, once', () => {
  const reporter = new CauseReporter(signaling, () => now);
  signaling.isUp = false;
  for (const cause of ['camera-denied', 'server-away', 'server-away']) reporter.tell(cause);
  signaling.isUp = true;
  signaling.dispatchEvent(new Event('up'));
  signaling.dispatchEvent(new Event('up'));
  assert.deepEqual(signaling.told, ['camera-denied', 'server-away']);
});

test('devices and the way to the server are told of, too, each cause once', () => {
  const diagnostics = new Diagnostics(signaling, server, monitor, () => true, () => now);
  diagnostics.noteProblems([{ device: 'microphone', reason: 'insecure' }, { device: 'camera', reason: 'insecure' }]);
  diagnostics.noteProblems([{ device: 'camera', reason: 'busy' }]);
  server.cause = 'signaling-blocked';
  server.dispatchEvent(new Event('cause'));
  server.cause = null;
  server.dispatchEvent(new Event('cause'));
  assert.deepEqual(signaling.told, ['insecure-context', 'camera-busy', 'signaling-blocked']);
});

test('a report has the evidence, and nothing by which a person can be known', () => {
  const evidence = {
    link: {
      connection: 'failed', ice: 'failed', dtls: 'new', described: true,
      own: { known: 2, mdns: 0, reflexive: 0, relayed: 0 }, theirs: { known: 1, mdns: 1, reflexive: 0, relayed: 0 },
      servers: [{ kind: 'turn', transport: 'tcp', state: 'refuses', code: 401, url: 'turn:10.0.0.1', credential: 'hunter2' }],
      checks: { sent: 3, answered: 0, received: 0 }, overUdp: false, arrived: { audio: 1, video: 2, frames: 3 },
      roundTrip: 12.4, addresses: { own: ['192.168.1.2'], theirs: ['192.168.7.2'] },
      sdp: 'v=0', address: '10.0.0.7',
    },
    troubledFor: 8_123, wasConnected: false, heard: true, udpElsewhere: false,
    quality: { loss: { audio: 0.123, video: 1 }, queued: true }, paused: true, direct: false,
    expected: { sound: true, picture: true }, arriving: { sound: false, picture: false, frames: false },
    server: null, name: 'Ada',
  };
  const text = writeReport({
    cause: 'turn-refused', advice: 'the same secret', at: new Date(0), browser: 'Chromium 156', secure: true, joined: true,
    server: { cause: null, online: true, unopened: 0, stuck: 0, unanswered: 0 }, devices: ['camera-busy'],
    links: [{ person: 1, cause: 'turn-refused', evidence, concerned: true, peerId: 'p7' }],
    history: [{ at: 8_123, cause: 'turn-refused', person: 1 }],
  });
  const report = JSON.parse(text);
  assert.equal(report.cause, 'turn-refused');
  assert.equal(report.written, '1970-01-01T00:00:00.000Z');
  assert.equal(report.people[0].concerned, true);
  assert.equal(report.people[0].troubledForSeconds, 8.1);
  assert.deepEqual(report.people[0].connection.servers, [{ kind: 'turn', transport: 'tcp', state: 'refuses', code: 401 }]);
  assert.deepEqual(report.people[0].connection.theirCandidates, { known: 1, mdns: 1, reflexive: 0, relayed: 0 });
  assert.deepEqual(report.history, [{ seconds: 8.1, person: 1, cause: 'turn-refused' }]);
  assert.doesNotMatch(text, /10\.0\.0|v=0|Ada|p7|hunter2/);
});

test('what was wrong before it was loaded is told, and is in the report with its time', () => {
  now = 5_000;
  server.past = [{ at: 1_000, cause: 'signaling-blocked' }, { at: 2_000, cause: null }, { at: 4_000, cause: 'offline' }];
  const diagnostics = new Diagnostics(signaling, server, monitor, () => true, () => now);
  assert.deepEqual(signaling.told, ['signaling-blocked', 'offline']);
  monitor.findings = [{ peerId: 'p7', cause: 'udp-blocked', evidence: {} }];
  monitor.dispatchEvent(new CustomEvent('trouble', { detail: { peerId: 'p7', cause: 'udp-blocked' } }));
  const { history, links } = diagnostics.situation('udp-blocked', 'advice', 'p7');
  assert.deepEqual(history, [
    { at: 1_000, cause: 'signaling-blocked', person: null },
    { at: 2_000, cause: null, person: null },
    { at: 4_000, cause: 'offline', person: null },
    { at: 5_000, cause: 'udp-blocked', person: 1 },
  ]);
  assert.deepEqual(links.map(({ person, concerned }) => ({ person, concerned })), [{ person: 1, concerned: true }]);
  assert.deepEqual(signaling.told, ['signaling-blocked', 'offline', 'udp-blocked']);
});

test('a report says whether the person has a place at the server now', () => {
  const diagnostics = new Diagnostics(signaling, server, monitor, () => true, () => now);
  assert.equal(diagnostics.situation('udp-blocked', 'advice', '').joined, true);
  signaling.isJoined = false;
  assert.equal(diagnostics.situation('udp-blocked', 'advice', '').joined, false);
});
