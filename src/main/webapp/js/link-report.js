/**
 * @import { Report } from './send-plan.js'
 *
 * @typedef {object} Totals what the next report is compared with
 * @property {number} at ms
 * @property {number | null} encodeTime seconds of encoding our picture, since the beginning
 * @property {number | null} bits of our picture sent, since the beginning
 * @property {Record<string, number>} heard when the peer last told what it received, by kind
 */

/** A shorter time says more about chance than about the link. In ms. */
const SHORTEST = 1_000;

/**
 * What the statistics of one link say about the time since the last report.
 *
 * @param {Iterable<[string, any]>} stats an RTCStatsReport; `any`, because TypeScript knows none of its members' fields
 * @param {Totals | undefined} before
 * @returns {{report: Report | null, totals: Totals, lines: number}} `lines` of our own picture's shorter side, 0 without one
 */
export function reportOf(stats, before) {
  const byId = new Map(stats);
  const all = [...byId.values()];
  const source = all.find(({ type, kind }) => type === 'media-source' && kind === 'video');
  const lines = Math.min(source?.width ?? 0, source?.height ?? 0);
  const outbound = all.find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  const transport = all.find(({ type }) => type === 'transport');
  const at = transport?.timestamp ?? 0;
  if (before && at - before.at < SHORTEST) return { report: null, totals: before, lines };

  const received = all.filter(({ type }) => type === 'remote-inbound-rtp');
  const news = received.filter(({ kind, timestamp }) => timestamp !== before?.heard[kind]);
  /** @type {Totals} */
  const totals = {
    at,
    encodeTime: outbound?.totalEncodeTime ?? null,
    bits: outbound?.bytesSent === undefined ? null : 8 * outbound.bytesSent,
    heard: Object.fromEntries(received.map(({ kind, timestamp }) => [kind, timestamp])),
  };
  if (!before) return { report: null, totals, lines };
  const pair = byId.get(transport?.selectedCandidatePairId);
  const report = {
    available: pair?.availableOutgoingBitrate ?? null,
    loss: most(news.map(({ fractionLost }) => fractionLost)),
    roundTrip: inMs(most(news.map(({ roundTripTime }) => roundTripTime)) ?? pair?.currentRoundTripTime),
    sent: perSecond(totals.bits, before.bits, at - before.at),
    encoding: perSecond(totals.encodeTime, before.encodeTime, at - before.at),
    limitation: outbound?.qualityLimitationReason ?? null,
  };
  return { report, totals, lines };
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
