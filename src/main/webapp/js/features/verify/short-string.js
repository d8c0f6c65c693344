/**
 * What two people read to each other, and the commitment that comes before it. Pure, but for the browser's SHA-256 and its random
 * numbers. Why each of it is there: docs/decisions/0050-a-call-that-can-be-verified.md.
 *
 * @typedef {object} Two a value of the committer and one of the responder: fingerprints or random numbers, 64 hexadecimal digits each
 * @property {string} committer
 * @property {string} responder
 */

/** Symbols in a string; each is one of 64, so together they have 42 bits. */
export const SYMBOLS = 7;

/** Separates these hashes from others, and from those of a later version. */
const PREFIX = 'noom verify 1';

/** In bytes: nobody guesses it, and nobody finds another one for the same commitment. */
const NONCE = 32;

/** @returns {string} a random number */
export function newNonce() {
  return hex(crypto.getRandomValues(new Uint8Array(NONCE)));
}

/** @param {unknown} text @returns {text is string} whether it looks like a hash or a random number */
export function isHex256(text) {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}

/**
 * @param {Two} fingerprints to which the commitment is bound: on another connection it is worthless
 * @param {string} nonce of the side that commits
 */
export async function commitmentOf({ committer, responder }, nonce) {
  return hex(await sha256(['commitment', committer, responder, nonce]));
}

/**
 * @param {Two} fingerprints
 * @param {Two} nonces
 * @returns {Promise<number[]>} seven numbers below 64
 */
export async function shortStringOf(fingerprints, nonces) {
  const digest = await sha256(['string', fingerprints.committer, fingerprints.responder, nonces.committer, nonces.responder]);
  const first48 = digest.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return Array.from({ length: SYMBOLS }, (_, index) => Math.floor(first48 / 2 ** (42 - 6 * index)) % 64);
}

/** @param {string[]} parts of a fixed length each, so no two lists make the same text */
async function sha256(parts) {
  const text = new TextEncoder().encode([PREFIX, ...parts].join('\n'));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text));
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
