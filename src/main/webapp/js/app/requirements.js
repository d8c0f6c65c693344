/**
 * What a browser must have before anybody enters. A policy (`WebRtc…`, `media.peerconnection.enabled`) or an extension may switch
 * off WebRTC: then the page loads as ever, and no call can ever come of it.
 *
 * @typedef {'webrtc-off' | 'websocket-off'} Missing
 */

/**
 * Makes one connection and closes it, because an extension may leave the constructor and let it throw.
 *
 * @param {Record<string, any>} browser globalThis; `any`, because each of these may have been replaced by anything
 * @returns {Missing | null} null if there is all that a call needs
 */
export function missingFrom(browser) {
  const { MediaStream, RTCPeerConnection, RTCRtpTransceiver, WebSocket } = browser;
  if (![MediaStream, RTCPeerConnection, RTCRtpTransceiver].every(isFunction)) return 'webrtc-off';
  try {
    new RTCPeerConnection().close();
  } catch {
    return 'webrtc-off'; // Whatever it throws: no connection can be made.
  }
  return isFunction(WebSocket) ? null : 'websocket-off';
}

/** @param {unknown} value */
function isFunction(value) {
  return typeof value === 'function';
}
