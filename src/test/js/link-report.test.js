import assert from 'node:assert/strict';
import test from 'node:test';
import { reportOf as reportOfSlots } from '../../main/webapp/js/quality/link-report.js';

/** Of microphone and camera. */
const MIDS = ['0', '1'];
const reportOf = (stats, before) => reportOfSlots(stats, before, MIDS);

/** What Chromium says of one link, as far as it matters here, `seconds` after its beginning. */
function stats(seconds, { outbound = {}, audio = {}, video = {}, pair = {} } = {}) {
  const timestamp = 1_000_000 + seconds * 1000;
  const all = [
    { id: 'T1', type: 'transport', timestamp, selectedCandidatePairId: 'CP1' },
    { id: 'CP0', type: 'candidate-pair', timestamp, availableOutgoingBitrate: 1 },
    { id: 'CP1', type: 'candidate-pair', timestamp, availableOutgoingBitrate: 900_000, currentRoundTripTime: 0.04, ...pair },
    { id: 'S1', type: 'media-source', kind: 'video', timestamp, width: 640, height: 360 },
    { id: 'S2', type: 'media-source', kind: 'audio', timestamp },
    { id: 'O1', type: 'outbound-rtp', kind: 'audio', timestamp },
    { id: 'O2', type: 'outbound-rtp', kind: 'video', timestamp, totalEncodeTime: 0, bytesSent: 0, qualityLimitationReason: 'none', ...outbound },
    { id: 'R1', type: 'remote-inbound-rtp', kind: 'audio', timestamp, fractionLost: 0, roundTripTime: 0.03, ...audio },
    { id: 'R2', type: 'remote-inbound-rtp', kind: 'video', timestamp, fractionLost: 0, roundTripTime: 0.03, ...video },
  ];
  return new Map(all.map(each => [each.id, each]));
}

test('the first look is what later ones are compared with', () => {
  const { report, lines } = reportOf(stats(0), undefined);
  assert.equal(report, null);
  assert.equal(lines, 360);
});

test('the second look says how the link has done since', () => {
  const { totals } = reportOf(stats(0), undefined);
  const outbound = { totalEncodeTime: 0.5, bytesSent: 50_000, qualityLimitationReason: 'cpu' };
  const { report } = reportOf(stats(2, { outbound, audio: { fractionLost: 0.02 }, video: { fractionLost: 0.2 } }), totals);
  assert.deepEqual(report, {
    available: 900_000,
    sent: 200_000,
    loss: 0.2,
    roundTrip: 30,
    encoding: 0.25,
    limitation: 'cpu',
  });
});

test('a look too soon changes nothing', () => {
  const { totals } = reportOf(stats(0), undefined);
  const soon = reportOf(stats(0.5, { outbound: { totalEncodeTime: 0.4 } }), totals);
  assert.equal(soon.report, null);
  assert.equal(soon.totals, totals);
});

test('what the peer has said before is no news', () => {
  const old = { timestamp: 5, fractionLost: 0.5 };
  const { totals } = reportOf(stats(0, { audio: old, video: old }), undefined);
  const { report } = reportOf(stats(2, { audio: old, video: old }), totals);
  assert.equal(report.loss, null);
  assert.equal(report.roundTrip, 40);
});

test('a browser that says nothing is not taken to say zero', () => {
  const silent = seconds => new Map([['T', { type: 'transport', timestamp: seconds * 1000 }]]);
  const { totals, lines } = reportOf(silent(1), undefined);
  assert.equal(lines, 0);
  const { report } = reportOf(silent(3), totals);
  assert.deepEqual(report, { available: null, sent: null, loss: null, roundTrip: null, encoding: null, limitation: null });
});

/** What Firefox before 153 says: no transport, no share of lost packets, and no size of the source. */
function firefoxStats(seconds, { sent = 0, lost = 0 } = {}) {
  const timestamp = 1_000_000 + seconds * 1000;
  const all = [
    { id: 'CP0', type: 'candidate-pair', timestamp, state: 'failed' },
    { id: 'CP1', type: 'candidate-pair', timestamp, state: 'succeeded', nominated: true, selected: true, currentRoundTripTime: 0.2 },
    { id: 'S1', type: 'media-source', kind: 'video', timestamp },
    { id: 'O2', type: 'outbound-rtp', kind: 'video', timestamp, bytesSent: 1000 * sent, packetsSent: sent, frameWidth: 640, frameHeight: 360 },
    { id: 'R2', type: 'remote-inbound-rtp', kind: 'video', timestamp, packetsLost: lost },
  ];
  return new Map(all.map(each => [each.id, each]));
}

test('a browser without a transport entry is adapted by what there is', () => {
  const { totals, lines } = reportOf(firefoxStats(0), undefined);
  assert.equal(lines, 360);
  const { report } = reportOf(firefoxStats(2, { sent: 100, lost: 25 }), totals);
  assert.deepEqual(report, { available: null, sent: 400_000, loss: 0.25, roundTrip: 200, encoding: null, limitation: null });
});

test('where the source has no size, our own limit makes it no smaller', () => {
  const first = reportOf(firefoxStats(0), undefined);
  const smaller = firefoxStats(2);
  Object.assign(smaller.get('O2'), { frameWidth: 160, frameHeight: 90 });
  assert.equal(reportOf(smaller, first.totals).lines, 360);
});

test('no statistics at all are no report', () => {
  const { totals } = reportOf(new Map(), undefined);
  assert.equal(reportOf(new Map(), totals).report, null);
});

/** A screen is sent beside the camera, and its section stands before that of the camera. */
function statsWithScreen(seconds, { camera = true, screenLoss = 0, cameraLoss = 0 } = {}) {
  const timestamp = 1_000_000 + seconds * 1000;
  const all = [
    { id: 'S3', type: 'media-source', kind: 'video', timestamp, width: 1920, height: 1080 },
    { id: 'O3', type: 'outbound-rtp', kind: 'video', mid: '3', mediaSourceId: 'S3', timestamp, totalEncodeTime: seconds, bytesSent: seconds * 500_000, frameWidth: 1920, frameHeight: 1080, qualityLimitationReason: 'cpu' },
    { id: 'R3', type: 'remote-inbound-rtp', kind: 'video', localId: 'O3', timestamp, fractionLost: screenLoss },
    ...(camera ? [{ id: 'S1', type: 'media-source', kind: 'video', timestamp, width: 640, height: 360 }] : []),
    { id: 'O1', type: 'outbound-rtp', kind: 'video', mid: '1', mediaSourceId: camera ? 'S1' : undefined, timestamp, totalEncodeTime: 0.1 * seconds, bytesSent: seconds * 25_000, frameWidth: 640, frameHeight: 360, qualityLimitationReason: 'none' },
    { id: 'R1', type: 'remote-inbound-rtp', kind: 'video', localId: 'O1', timestamp, fractionLost: cameraLoss },
  ];
  return new Map(all.map(each => [each.id, each]));
}

test('of two videos the report is about the camera', () => {
  const { totals, lines } = reportOf(statsWithScreen(0), undefined);
  assert.equal(lines, 360);
  const { report } = reportOf(statsWithScreen(2, { screenLoss: 0.5, cameraLoss: 0.1 }), totals);
  const { sent, loss, encoding, limitation } = report;
  assert.deepEqual({ sent, loss, encoding, limitation }, { sent: 200_000, loss: 0.1, encoding: 0.1, limitation: 'none' });
});

test('a screen without a camera is no picture of ours', () => {
  assert.equal(reportOf(statsWithScreen(0, { camera: false }), undefined).lines, 0);
});
