// Somebody in between: two connections, one to each victim, and everything that comes from the one goes to the other.
(async () => {
  const main = [...document.scripts].map(({ src }) => src).find(src => src.includes('/js/check/'));
  const folder = new URL('../features/verify/', main);
  const { Exchange } = await import(new URL('exchange.js', folder));
  const { readFingerprints } = await import(new URL('fingerprints.js', folder));
  const other = { Ada: 'Bob', Bob: 'Ada' };
  const sides = {};
  const said = [];
  const SLOTS = /^a=x-noom-slots:.*\r?\n/m;

  function side(name) {
    if (sides[name]) return sides[name];
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const made = (sides[name] = { pc, tracks: {}, channels: {} });
    pc.ontrack = ({ track }) => {
      made.tracks[track.kind] = track;
      bridge(name);
      bridge(other[name]);
    };
    pc.ondatachannel = ({ channel }) => take(name, channel);
    return made;
  }

  /** Sends one what comes from the other. */
  function bridge(to) {
    const tracks = sides[other[to]]?.tracks ?? {};
    for (const transceiver of sides[to]?.pc.getTransceivers() ?? []) {
      const track = tracks[transceiver.receiver.track.kind];
      transceiver.direction = 'sendrecv';
      if (track) transceiver.sender.replaceTrack(track);
    }
  }

  function take(name, channel) {
    const { channels } = side(name);
    if (channel.label === 'verify') verify(name, channel);
    if (channel.label !== 'presence') return;
    channels.presence = channel;
    // What came before the other one's channel was open is said then.
    channel.onmessage = ({ data }) => {
      side(name).devices = data;
      tell(other[name]);
    };
    channel.onopen = () => tell(name);
    tell(name);
  }

  function tell(name) {
    const { presence } = sides[name]?.channels ?? {};
    const { devices } = sides[other[name]] ?? {};
    if (devices && presence?.readyState === 'open') presence.send(devices);
  }

  /** Takes part, honestly: with the fingerprints of its own connections, it cannot do better. */
  async function verify(name, channel) {
    const heard = [];
    channel.onmessage = ({ data }) => heard.push(data);
    const fingerprints = await readFingerprints(side(name).pc);
    const send = message => {
      channel.send(JSON.stringify(message));
      return true;
    };
    const exchange = (side(name).exchange = new Exchange(fingerprints, send));
    const hear = data => {
      const message = JSON.parse(data);
      if (message.kind === 'commit') sides[other[name]].exchange.begin();
      exchange.hear(message);
    };
    channel.onmessage = ({ data }) => hear(data);
    heard.forEach(hear);
    send({ kind: 'hello', able: true });
  }

  async function gathered(pc) {
    while (pc.iceGatheringState !== 'complete') await new Promise(resolve => (pc.onicegatheringstatechange = resolve));
    return pc.localDescription;
  }

  async function describe(to, slots) {
    const { pc } = side(to);
    await pc.setLocalDescription();
    const { type, sdp } = await gathered(pc);
    said.push({ to, message: JSON.stringify({ type, sdp: sdp + slots }) });
  }

  async function hear(name, text) {
    const message = JSON.parse(text);
    const { pc } = side(name);
    if (message.type === 'ice') {
      for (const candidate of message.candidates) await pc.addIceCandidate(candidate);
      return;
    }
    await pc.setRemoteDescription({ type: message.type, sdp: message.sdp });
    if (message.type === 'answer') return;
    const [slots] = message.sdp.match(SLOTS);
    bridge(name);
    await describe(name, slots);
    if (sides[other[name]]) return;
    const { pc: next } = side(other[name]);
    for (const kind of ['audio', 'video']) next.addTransceiver(kind, { direction: 'sendrecv' });
    take(other[name], next.createDataChannel('presence'));
    bridge(other[name]);
    await describe(other[name], slots);
  }

  let handling = Promise.resolve();
  globalThis.between = {
    said,
    hear: (...heard) => (handling = handling.then(() => hear(...heard))),
    isConnected: () => Object.keys(other).every(name => sides[name]?.pc.connectionState === 'connected' && sides[name].exchange),
  };
})();
