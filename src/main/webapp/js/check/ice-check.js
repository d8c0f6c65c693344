/**
 * Whether a STUN or TURN server answers this browser, and lets it in.
 *
 * @typedef {'reached' | 'refused' | 'unreachable' | 'unsure'} Reached `unsure`: this browser does not say
 */

/** 12 s, in ms: a browser gives a server up after ten. */
const PATIENCE = 12_000;

/** WebRTC 1.0, 4.8.2: from here on no server has answered; below it is the answer's own number (RFC 8489, section 14.8). */
const NO_ANSWER = 700;

/**
 * Gathers candidates from this server and no other, for a connection that is never made.
 *
 * @param {RTCIceServer} server with one URL
 * @param {typeof RTCPeerConnection} [PeerConnection]
 * @returns {Promise<Reached>}
 */
export async function reach(server, PeerConnection = RTCPeerConnection) {
  const isTurn = /^turns?:/i.test(String(server.urls));
  const pc = new PeerConnection({ iceServers: [server], iceTransportPolicy: isTurn ? 'relay' : 'all' });
  const wanted = isTurn ? 'relay' : 'srflx';
  let ownAddresses = 0;
  let unanswered = 0;
  let refused = false;
  const reports = 'onicecandidateerror' in pc;
  const reached = new Promise(resolve => {
    const late = setTimeout(resolve, PATIENCE, false);
    pc.onicecandidateerror = ({ errorCode }) => {
      if (errorCode >= NO_ANSWER) unanswered++;
      else refused = true;
    };
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.type === 'host' && candidate.protocol === 'udp') ownAddresses++;
      if (candidate && candidate.type !== wanted) return;
      if (!candidate && pc.iceGatheringState !== 'complete') return;
      clearTimeout(late);
      resolve(candidate !== null);
    };
  });
  pc.createDataChannel('check');
  await pc.setLocalDescription();
  const found = await reached;
  pc.close();
  if (found) return 'reached';
  if (refused) return 'refused';
  if (isTurn || pc.iceGatheringState !== 'complete') return 'unreachable';
  // Who sees itself by STUN as it is gets no candidate of its own for that, only no error either.
  if (!reports) return 'unsure';
  return unanswered < ownAddresses ? 'reached' : 'unreachable';
}
