/** @typedef {{local: string, remote: string}} Fingerprints SHA-256 of both certificates, 64 hexadecimal digits each */

const LINE = /^fingerprint:sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i;

/**
 * The one fingerprint of a description, wherever it stands. A browser accepts a certificate that fits any of several lines. So a
 * description with two different ones, or with a line that is not understood, says nothing for certain.
 *
 * @param {string} sdp
 * @returns {string | null}
 */
export function fingerprintOf(sdp) {
  const lines = sdp.match(/fingerprint[^\r\n]*/gi) ?? [];
  const found = new Set(lines.map(line => LINE.exec(line)?.[1].replaceAll(':', '').toLowerCase()));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/**
 * The current descriptions name the certificates that the browser accepts in DTLS. Chromium also tells which certificate the peer
 * has used: it must be the same one. The two can differ while a negotiation is under way.
 *
 * @param {RTCPeerConnection} pc
 * @returns {Promise<Fingerprints | null>} null if it is not certain
 */
export async function readFingerprints(pc) {
  const local = fingerprintOf(pc.currentLocalDescription?.sdp ?? '');
  const remote = fingerprintOf(pc.currentRemoteDescription?.sdp ?? '');
  if (local === null || remote === null) return null;
  for (const transport of transportsOf(pc)) {
    if (!transport.getRemoteCertificates) continue; // Firefox does not tell
    const [certificate] = transport.getRemoteCertificates();
    if (!certificate || (await sha256(certificate)) !== remote) return null;
  }
  return { local, remote };
}

/** One, because our page bundles everything; a description that was changed on its way could ask for more. @param {RTCPeerConnection} pc */
function transportsOf(pc) {
  const all = [...pc.getSenders(), ...pc.getReceivers(), ...(pc.sctp ? [pc.sctp] : [])].map(({ transport }) => transport);
  return new Set(all.filter(transport => transport !== null));
}

/** @param {ArrayBuffer} data */
async function sha256(data) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
