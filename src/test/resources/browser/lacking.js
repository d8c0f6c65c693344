// What a policy or an extension takes away, from a page that has said `lacking = '…'` before. Before observe.js.
{
  class Refused {
    constructor() {
      throw new DOMException('Switched off', 'NotSupportedError');
    }
  }
  const WAYS = {
    connections: () => { delete globalThis.RTCPeerConnection; },
    'working connections': () => { globalThis.RTCPeerConnection = Refused; },
    transceivers: () => { delete globalThis.RTCRtpTransceiver; },
    streams: () => { globalThis.MediaStream = undefined; },
    WebSocket: () => { delete globalThis.WebSocket; },
  };
  WAYS[lacking]();
}
