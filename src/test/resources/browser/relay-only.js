// Network paths through a relay and no others, and to the relay by the one URL that a test has named.
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) {
    super({ ...onlyRelay(configuration), iceTransportPolicy: 'relay' });
  }

  setConfiguration(configuration) {
    super.setConfiguration(onlyRelay(configuration));
  }
};

function onlyRelay({ iceServers = [], ...others } = {}) {
  const relays = iceServers.filter(({ urls }) => urls.includes(relayUrl));
  return { ...others, iceServers: relays.map(server => ({ ...server, urls: [relayUrl] })) };
}
