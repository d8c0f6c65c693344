import { selectedPair, timeOf } from '../link/stats.js';

/**
 * @import { Report } from './send-plan.js'
 *
 * @typedef {object} Totals what the next report is compared with
 * @property {number} at ms
 * @property {number | null} encodeTime seconds of encoding our picture, since the beginning
 * @property {number | null} bits of our picture sent, since the beginning
 * @property {Record<string, number>} heard when the peer last told what it received, by kind
 * @property {Record<string, number>} sent packets, since the beginning, by kind
 * @property {Record<string, number>} lost packets on the way to the peer, since the beginning, by kind
 * @property {number} lines of the largest picture that was sent
 */

/** A shorter time says more about chance than about the link. In ms. */
const SHORTEST = 1_000;

/**
 * What the statistics of one link say about the time since the last report, of microphone and camera. A screen that is sent
 * beside them has a quality of its own.
 *
 * @param {Iterable<[string, any]>} stats an RTCStatsReport; `any`, because TypeScript knows none of its members' fields
 * @param {Totals | undefined} before
 * @param {(string | null)[]} mids of microphone and camera
 * @returns {{report: Report | null, totals: Totals, lines: number}} `lines` of our own picture's shorter side, 0 without one
 */
export function reportOf(stats, before, mids) {
  const byId = new Map(stats);
  const all = ofThese(mids, [...byId.values()]);
  const source = all.find(({ type, kind }) => type === 'media-source' && kind === 'video');
  const outbound = all.find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  const sentLines = Math.max(before?.lines ?? 0, shorterSide(outbound?.frameWidth, outbound?.frameHeight));
  // A source without a size is one whose size is not told; without a source there is no picture.
  const lines = source ? shorterSide(source.width, source.height) || sentLines : 0;
  const at = timeOf(byId);
  if (before && at - before.at < SHORTEST) return { report: null, totals: before, lines };

  const received = all.filter(({ type }) => type === 'remote-inbound-rtp');
  const news = received.filter(({ kind, timestamp }) => timestamp !== before?.heard[kind]);
  /** @type {Totals} */
  const totals = {
    at,
    encodeTime: outbound?.totalEncodeTime ?? null,
    bits: outbound?.bytesSent === undefined ? null : 8 * outbound.bytesSent,
    heard: Object.fromEntries(received.map(({ kind, timestamp }) => [kind, timestamp])),
    sent: byKind(all.filter(({ type }) => type === 'outbound-rtp'), 'packetsSent'),
    lost: byKind(received, 'packetsLost'),
    lines: sentLines,
  };
  if (!before) return { report: null, totals, lines };
  const pair = selectedPair(byId);
  const report = {
    available: pair?.availableOutgoingBitrate ?? null,
    loss: most(news.map(({ kind, fractionLost }) => fractionLost ?? lossOf(kind, totals, before))),
    roundTrip: inMs(most(news.map(({ roundTripTime }) => roundTripTime)) ?? pair?.currentRoundTripTime),
    sent: perSecond(totals.bits, before.bits, at - before.at),
    encoding: perSecond(totals.encodeTime, before.encodeTime, at - before.at),
    limitation: outbound?.qualityLimitationReason ?? null,
  };
  return { report, totals, lines };
}

/**
 * Only what goes through these slots. A browser that does not tell the slots apart says no `mid`.
 *
 * @param {(string | null)[]} mids of what is to stay
 * @param {any[]} entries
 */
function ofThese(mids, entries) {
  const others = entries.filter(({ type, mid }) => type === 'outbound-rtp' && mid !== undefined && !mids.includes(mid));
  const theirs = new Set(others.flatMap(({ id, mediaSourceId }) => [id, mediaSourceId].filter(Boolean)));
  return entries.filter(({ type, id, localId }) => !theirs.has(type === 'remote-inbound-rtp' ? localId : id));
}

/**
 * @param {any[]} entries
 * @param {string} field
 * @returns {Record<string, number>}
 */
function byKind(entries, field) {
  return Object.fromEntries(entries.filter(each => each[field] !== undefined).map(each => [each.kind, each[field]]));
}

/**
 * For a browser that counts and does not divide.
 *
 * @param {string} kind
 * @param {Totals} now
 * @param {Totals} before
 */
function lossOf(kind, now, before) {
  const sent = now.sent[kind] - before.sent[kind];
  const lost = now.lost[kind] - before.lost[kind];
  return sent > 0 && lost >= 0 ? Math.min(1, lost / sent) : undefined;
}

/** @param {number} [width] @param {number} [height] */
function shorterSide(width = 0, height = 0) {
  return Math.min(width, height);
}

/** @param {(number | undefined)[]} values */
function most(values) {
  const known = values.filter(value => value !== undefined);
  return known.length > 0 ? Math.max(...known) : null;
}

/** @param {number | undefined} seconds */
function inMs(seconds) {
  return seconds === undefined ? null : seconds * 1000;
}

/**
 * @param {number | null} now
 * @param {number | null} before
 * @param {number} ms between the two
 */
function perSecond(now, before, ms) {
  return now === null || before === null ? null : (Math.max(0, now - before) * 1000) / ms;
}
