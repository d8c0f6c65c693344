/**
 * The little that the page reads of session descriptions (RFC 8866), and the one line that it adds. Everything else in
 * them is between the two browsers. Pure.
 */

/** Which offer an answer answers: the origin of that offer. Browsers ignore attributes that they do not know. */
const ANSWERS = 'a=x-noom-answers:';

/**
 * Whose description it is: each RTCPeerConnection has a session id of its own and keeps it for life (RFC 9429, 5.2.1).
 *
 * @param {string} sdp
 * @returns {string | null} null if it does not say
 */
export function sessionOf(sdp) {
  return originOf(sdp)?.split(' ')[0] ?? null;
}

/**
 * Session id and version, which together name one description.
 *
 * @param {string} sdp
 * @returns {string | null} null if it does not say
 */
export function originOf(sdp) {
  const [, session, version] = sdp.match(/^o=\S+ (\S+) (\S+)/m) ?? [];
  return session ? `${session} ${version}` : null;
}

/**
 * An answer that says which offer it answers, so that nobody takes it for the answer to another one.
 *
 * @param {string} answer
 * @param {string} offer
 */
export function answerTo(offer, answer) {
  const origin = originOf(offer);
  return origin ? `${answer}${ANSWERS}${origin}\r\n` : answer;
}

/**
 * @param {string} answer
 * @returns {string | null} the origin of the offer that it answers; null if its maker does not say such things
 */
export function answeredBy(answer) {
  return answer.match(new RegExp(`^${ANSWERS}(\\S+ \\S+)`, 'm'))?.[1] ?? null;
}

/**
 * Whether a candidate belongs to a description: both name the same ICE generation (RFC 8839, 5.4).
 *
 * @param {RTCIceCandidateInit} candidate
 * @param {string} sdp
 */
export function isCandidateOf({ usernameFragment }, sdp) {
  return !usernameFragment || sdp.split(/\r?\n/).includes(`a=ice-ufrag:${usernameFragment}`);
}

/** The lines that belong to one side only: origin, ICE and DTLS parameters, candidates and tracks. */
const OWN = /^(?:[osc]=|a=(?:ice-ufrag|ice-pwd|fingerprint|candidate|end-of-candidates|rtcp:|msid|msid-semantic|ssrc|ssrc-group|setup|x-noom-slots)\b)/;

/**
 * Makes the answer to our offer out of the other side's offer, so that no answer has to be sent
 * (docs/decisions/0046-crossed-offers.md). Both must offer the same in the same order, as two browsers of the same version do.
 *
 * @param {string} own
 * @param {string} theirs
 * @param {boolean} active whether this side starts the DTLS handshake; exactly one side does
 * @returns {string | null} their offer as an answer; null if it cannot be one
 */
export function crossedAnswer(own, theirs, active) {
  if (kindOf(own) !== kindOf(theirs) || !theirs.includes('a=setup:actpass')) return null;
  return theirs.replaceAll('a=setup:actpass', `a=setup:${active ? 'passive' : 'active'}`);
}

/** @param {string} sdp */
function kindOf(sdp) {
  const lines = sdp.split(/\r?\n/).filter(line => line !== '' && !OWN.test(line));
  return lines.map(line => line.replace(/^m=(\w+) \d+/, 'm=$1')).join('\n');
}

/** Which media section is what, of those that the describing side sends. */
const SLOTS = 'a=x-noom-slots:';

/**
 * @param {string} sdp
 * @param {Map<string, string>} slots names by mid
 */
export function withSlots(sdp, slots) {
  return `${sdp}${SLOTS}${[...slots].map(each => each.join('=')).join(' ')}\r\n`;
}

/**
 * @param {string} sdp
 * @returns {Map<string, string> | null} names by mid; null if its maker does not say such things
 */
export function slotsOf(sdp) {
  const [, said] = sdp.match(new RegExp(`^${SLOTS}(.*?)\\r?$`, 'm')) ?? [];
  if (said === undefined) return null;
  return new Map(said.split(' ').map(each => /** @type {[string, string]} */ (each.split('=', 2))));
}
