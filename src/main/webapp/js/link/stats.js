/**
 * What getStats says, of browsers that say different things: entries and members are optional in the standard, and a browser
 * may refuse, or not answer. `any`, because TypeScript does not know all members of an entry.
 *
 * @typedef {Map<string, any>} Stats by id
 */

/** 3 s: it takes milliseconds. Who waits for ever for one link learns nothing of the others. In ms. */
const PATIENCE = 3_000;

/**
 * @param {{getStats: () => Promise<RTCStatsReport>}} source
 * @returns {Promise<Stats>} rejected if there is no answer
 */
export async function statsOf(source) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('getStats does not answer')), PATIENCE);
  });
  try {
    const report = /** @type {RTCStatsReport} */ (await Promise.race([source.getStats(), late]));
    return new Map(report);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The candidate pair in use. Firefox before 153 has no `transport` entry and marks the pair itself.
 *
 * @param {Stats} stats
 */
export function selectedPair(stats) {
  const all = [...stats.values()];
  const transport = all.find(({ type }) => type === 'transport');
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  return (
    stats.get(transport?.selectedCandidatePairId) ??
    pairs.find(({ selected }) => selected) ??
    pairs.find(({ nominated, state }) => nominated && state === 'succeeded')
  );
}

/**
 * When these statistics were made.
 *
 * @param {Stats} stats
 * @returns {number} ms, 0 if there are none
 */
export function timeOf(stats) {
  return Math.max(0, ...[...stats.values()].map(({ timestamp }) => timestamp ?? 0));
}

/**
 * @param {RTCPeerConnection} pc
 * @returns {Promise<number>} packets of sound and picture so far
 */
export async function packetsArrived(pc) {
  const reports = await Promise.all(pc.getReceivers().map(statsOf));
  return reports
    .flatMap(report => [...report.values()])
    .filter(({ type }) => type === 'inbound-rtp')
    .reduce((sum, { packetsReceived = 0 }) => sum + packetsReceived, 0);
}

/** @param {RTCPeerConnection} pc @returns {boolean} whether DTLS is over, which no restart of ICE can mend */
export function isOver(pc) {
  return pc.getSenders().some(({ transport }) => transport?.state === 'failed' || transport?.state === 'closed');
}

/** @param {RTCPeerConnection} pc @returns {boolean} whether DTLS has failed although there was a path for it */
export function isRefused(pc) {
  return pc.getSenders().some(({ transport }) => transport?.state === 'failed' && isUp(transport.iceTransport?.state));
}

/** @param {RTCIceTransportState | undefined} ice */
function isUp(ice) {
  return ice === 'connected' || ice === 'completed';
}
