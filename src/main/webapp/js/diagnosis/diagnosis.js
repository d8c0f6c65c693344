/** @import { Door } from '../signaling/handshake-probe.js' */
/** @import { Packets, Quality } from './path-quality.js' */

/**
 * Why somebody is not seen or heard: evidence in, one cause of a closed list out. Pure; who may be believed before whom is
 * written down in docs/decisions/0014-diagnosis.md, what to do about each cause in docs/operations.md.
 */

const DEVICE_CAUSES = /** @type {const} */ ([
  'camera-denied', 'camera-busy', 'camera-absent', 'camera-failed', 'camera-silent', 'camera-lost', 'camera-interrupted',
  'microphone-denied', 'microphone-busy', 'microphone-absent', 'microphone-failed', 'microphone-silent', 'microphone-lost',
  'microphone-interrupted',
  'insecure-context', 'unsupported-browser',
]);

const SERVER_CAUSES = /** @type {const} */ ([
  'offline', 'server-away', 'origin-refused', 'address-crowded', 'sign-in-needed', 'signaling-blocked', 'signaling-silent',
]);

const LINK_CAUSES = /** @type {const} */ ([
  'peer-gone', 'peer-silent',
  'turn-refused', 'turn-full', 'turn-unreachable', 'relay-failed', 'stun-unreachable',
  'udp-blocked', 'only-mdns', 'no-own-candidates', 'no-remote-candidates', 'no-path', 'dtls-failed',
  'slow-line', 'packet-loss', 'no-media', 'no-picture', 'no-sound', 'not-decoded',
]);

/** dev.noom.protocol.Cause in JavaScript. */
export const CAUSES = [...DEVICE_CAUSES, ...SERVER_CAUSES, ...LINK_CAUSES];

/**
 * @typedef {typeof DEVICE_CAUSES[number]} DeviceCause
 * @typedef {typeof SERVER_CAUSES[number]} ServerCause
 * @typedef {typeof LINK_CAUSES[number]} LinkCause
 * @typedef {DeviceCause | ServerCause | LinkCause} Cause
 *
 * @typedef {object} Server a STUN or TURN server as the link has found it
 * @property {'stun' | 'turn'} kind
 * @property {'udp' | 'tcp'} transport TLS is `tcp`
 * @property {'asked' | 'answers' | 'refuses' | 'silent'} state `asked`: it still has time to answer
 * @property {number | null} code of the last icecandidateerror
 *
 * @typedef {{known: number, mdns: number, reflexive: number, relayed: number}} Candidates how many ways by UDP lead to an end; how
 *   many of them have a name ending in .local for an address, how many a STUN server has told, how many begin at a TURN server
 *
 * @typedef {object} Reading one link, as it is now
 * @property {RTCPeerConnectionState} connection
 * @property {RTCIceTransportState | null} ice null if the browser does not tell
 * @property {RTCDtlsTransportState | null} dtls
 * @property {boolean} described whether there is a description of the other end
 * @property {Candidates} own
 * @property {Candidates} theirs
 * @property {Server[]} servers
 * @property {{sent: number, answered: number, received: number}} checks of connectivity, since the last reading that has any
 * @property {boolean} overUdp whether it is connected by UDP all the way to the other end or its TURN server
 * @property {{audio: number, video: number, frames: number}} arrived packets, and frames that were decoded
 * @property {{audio: Packets, video: Packets}} packets
 * @property {number | null} roundTrip ms
 * @property {{own: string[], theirs: string[]}} addresses of each end's own networks, as far as browsers show them
 *
 * @typedef {object} LinkEvidence
 * @property {Reading | null} link null: neither side has called yet
 * @property {number} troubledFor ms since it was last well
 * @property {number} linkAge ms since the link was first looked at
 * @property {boolean} wasConnected
 * @property {boolean} heard whether the peer has said anything by way of the server since then
 * @property {boolean} direct whether the two could reach each other without a STUN server, as far as is known
 * @property {Quality} quality
 * @property {boolean} paused whether the peer keeps its picture back, because the line is too slow for it
 * @property {LinkCause | ServerCause | null} said what was said last of this link, and not taken back
 * @property {boolean} udpElsewhere whether another link of this page is connected by UDP
 * @property {{sound: boolean, picture: boolean}} expected what the peer says it sends, and is looked at
 * @property {{sound: boolean, picture: boolean, frames: boolean}} arriving
 * @property {ServerCause | null} server what is wrong with the way to the server
 *
 * @typedef {object} ServerEvidence
 * @property {boolean} online what the browser thinks of its network
 * @property {Door | null} door what it has said of WebSockets, if it was asked
 * @property {number} unopened attempts in a row that came to nothing although it answers by http
 * @property {number} stuck attempts whose socket did not open in time, and was not refused either
 * @property {number} unanswered attempts whose socket opened, and nothing came for 10 s
 */

/** 8 s: a browser calls a connection `disconnected` 5 to 7 s after a cut; if it has not by now, there is none. In ms. */
const SURE_OF_NO_CUT = 8_000;

/** 10 s: a peer that is alive has noticed the same cut, has waited the 3 s of recovery-plan.js and has said something. In ms. */
const SURE_OF_ABSENCE = 10_000;

/** 5 s: what needs nobody to press a button has come by then. In ms. */
const SURE_OF_SILENCE = 5_000;

/** 5 s: a new link begins with nothing, and on a slow computer candidates come some seconds after the description. In ms. */
const SURE_OF_CANDIDATES = 5_000;

/** STUN error codes of a TURN server that has no place left: allocation quota, capacity (RFC 8656, section 19). */
const FULL = [486, 508];

/** Of 100 packets, 15: less is the noise of a radio, and sound bears it. */
const LOSSY = 0.15;

/** Nearly all: as if one kind of packets was filtered out. */
const NEARLY_ALL = 0.9;

/** 30 s: a line that is full loses so much that the browser takes it for cut now and then. In ms. */
const SLOW_STILL = 30_000;

/**
 * Whether something is missing that should be there, or comes with holes.
 *
 * @param {Pick<LinkEvidence, 'link' | 'expected' | 'arriving' | 'quality' | 'paused'>} evidence
 */
export function isTroubled({ link, expected, arriving, quality, paused }) {
  if (link?.connection !== 'connected' || paused || isLossy(quality)) return true;
  return (expected.sound && !arriving.sound) || (expected.picture && !arriving.frames);
}

/**
 * Why a link that is troubled is so.
 *
 * @param {LinkEvidence} evidence
 * @returns {LinkCause | ServerCause | null} null: it is too early to say
 */
export function diagnoseLink(evidence) {
  const { link, server } = evidence;
  if (link?.connection === 'connected') return diagnoseMedia(link, evidence);
  if (evidence.said === 'slow-line' && evidence.troubledFor < SLOW_STILL) return 'slow-line';
  // Without the server nothing new can be agreed on, whatever else is wrong.
  if (server) return server;
  if (!link || isUnheard(evidence)) return diagnosePeer(evidence);
  // Where there is no path, some browsers call DTLS failed, too: it has not begun.
  if (isUp(link.ice)) return link.dtls === 'failed' || evidence.troubledFor >= SURE_OF_SILENCE ? 'dtls-failed' : null;
  return diagnosePath(link, evidence);
}

/**
 * @param {Reading} link
 * @param {LinkEvidence} evidence
 * @returns {LinkCause | null}
 */
function diagnoseMedia({ arrived }, evidence) {
  const { troubledFor, expected, arriving } = evidence;
  const strain = diagnoseStrain(evidence);
  if (strain) return strain;
  const nothing = !arriving.sound && !arriving.picture;
  const mayBeCut = nothing && arrived.audio + arrived.video > 0;
  if (troubledFor < (mayBeCut ? SURE_OF_NO_CUT : SURE_OF_SILENCE)) return null;
  if (nothing) return 'no-media';
  if (expected.picture && !arriving.frames) return arriving.picture ? 'not-decoded' : 'no-picture';
  return 'no-sound';
}

/**
 * A line that carries too little looks like many other faults: it comes before them.
 *
 * @param {LinkEvidence} evidence
 * @returns {LinkCause | null}
 */
function diagnoseStrain({ quality, paused, said }) {
  // A picture that is lost whole, though sound arrives, is filtered out: a full queue takes of both.
  if (quality.loss.video >= NEARLY_ALL && quality.loss.audio < LOSSY) return 'packet-loss';
  if (paused && said === 'packet-loss') return 'packet-loss';
  // What is lost in a full queue is lost for want of room.
  if (quality.queued) return 'slow-line';
  if (isLossy(quality)) return 'packet-loss';
  // The peer has given up sending a picture; why, was seen before it did.
  return paused ? 'slow-line' : null;
}

/** @param {Quality} quality */
function isLossy({ loss }) {
  return Math.max(loss.audio, loss.video) >= LOSSY;
}

/** @param {LinkEvidence} evidence whether the peer says nothing that it should have said */
function isUnheard({ link, wasConnected, heard }) {
  return !heard && (wasConnected || !link?.described);
}

/** @param {LinkEvidence} evidence @returns {LinkCause | null} */
function diagnosePeer({ wasConnected, troubledFor, heard }) {
  if (wasConnected && !heard) return troubledFor >= SURE_OF_ABSENCE ? 'peer-gone' : null;
  return troubledFor >= SURE_OF_SILENCE ? 'peer-silent' : null;
}

/** @param {RTCIceTransportState | null} ice */
function isUp(ice) {
  return ice === 'connected' || ice === 'completed';
}

/**
 * Both ends talk by way of the server, and no path between them works.
 *
 * @param {Reading} link
 * @param {LinkEvidence} evidence
 * @returns {LinkCause | null}
 */
function diagnosePath({ own, theirs, servers, checks }, { udpElsewhere, direct, linkAge }) {
  const turn = servers.filter(({ kind }) => kind === 'turn');
  const isRelayed = own.relayed > 0;
  const unanswered = checks.sent > 0 && checks.answered === 0 && checks.received === 0;

  // A TURN server that works finds a path through nearly everything: what is wrong with it comes first.
  const refusal = turn.find(({ state }) => state === 'refuses');
  if (!isRelayed && refusal) return FULL.includes(refusal.code ?? 0) ? 'turn-full' : 'turn-refused';

  if (!isRelayed && servers.some(({ state }) => state === 'asked')) return null;
  const stun = servers.filter(({ kind }) => kind === 'stun');
  // Behind NAT an answer is always a new address: without one there was none, whatever the browser says of the server.
  const isStunSilent = areAllSilent(stun) || (stun.length > 0 && !direct && own.reflexive === 0);

  // Two that do not know each other, the STUN server and the peer, are silent by UDP: then so is UDP. A peer that nobody
  // can reach without the STUN server proves nothing by its silence.
  const triesTcp = turn.some(({ transport }) => transport === 'tcp');
  if (unanswered && isStunSilent && direct && !udpElsewhere && !triesTcp) return 'udp-blocked';
  if (!isRelayed && turn.length > 0) return 'turn-unreachable';

  if ((own.known === 0 || theirs.known === 0) && linkAge < SURE_OF_CANDIDATES) return null;
  // No STUN server is needed to be offered at least a name of one's own.
  if (own.known === 0) return 'no-own-candidates';
  if (theirs.known === 0) return 'no-remote-candidates';
  if (isRelayed) return 'relay-failed';
  if (isStunSilent) return 'stun-unreachable';
  if (theirs.known === theirs.mdns && checks.sent === 0) return 'only-mdns';
  return unanswered ? 'udp-blocked' : 'no-path';
}

/** @param {Server[]} servers */
function areAllSilent(servers) {
  return servers.length > 0 && servers.every(({ state }) => state === 'silent');
}
