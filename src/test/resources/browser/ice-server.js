// The browser has another STUN or TURN server than the one that it was told of: `iceUrl`.
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) {
    super({ ...configuration, iceServers: [{ urls: iceUrl, username: '2000000000:p1', credential: 'of another secret' }] });
  }
};
