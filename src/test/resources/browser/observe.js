// Runs in every page before its own code. It changes nothing, it only watches: peer connections, the media that was
// opened, and what goes over the socket, in the order in which it happened.
(() => {
  const connections = [];
  const opened = [];
  const happened = [];
  const heard = [];
  const signaling = new WeakMap();

  if (globalThis.RTCPeerConnection) {
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...options) {
        super(...options);
        connections.push(this);
        signaling.set(this, []);
        this.addEventListener('signalingstatechange', () => signaling.get(this).push(this.signalingState));
      }
    };
  }

  if (globalThis.MediaDevices) {
    const { getUserMedia } = MediaDevices.prototype;
    MediaDevices.prototype.getUserMedia = async function (constraints) {
      const stream = await getUserMedia.call(this, constraints);
      happened.push('media');
      opened.push(...stream.getTracks());
      return stream;
    };
  }

  if (globalThis.WebSocket) {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (text) {
      const { type } = JSON.parse(text);
      happened.push(type);
      // Nothing is heard on a socket before that.
      if (type === 'join') this.addEventListener('message', ({ data }) => heard.push(JSON.parse(data).type));
      return send.call(this, text);
    };
  }

  const tile = name =>
    [...document.querySelectorAll('video-tile')].find(each => (name === 'You' ? each.self : each.querySelector('.tile-name')?.textContent === name));

  const video = name => tile(name)?.querySelector('video');

  function receiver(name, kind) {
    const tracks = video(name)?.srcObject?.getTracks() ?? [];
    const receivers = connections.flatMap(connection => connection.getReceivers());
    return receivers.find(({ track }) => track.kind === kind && tracks.includes(track));
  }

  /** The connection that the picture of `name` comes through; there may be others, made ahead. */
  function connectionTo(name) {
    const tracks = video(name)?.srcObject?.getTracks() ?? [];
    return connections.find(connection => connection.getReceivers().some(({ track }) => tracks.includes(track)));
  }

  /** RTCInboundRtpStreamStats of what `name` sends. */
  async function inbound(name, kind) {
    const stats = await receiver(name, kind)?.getStats();
    return [...(stats?.values() ?? [])].find(({ type }) => type === 'inbound-rtp');
  }

  /** What is on the screen: the mean colour, and how far the pixels are from it. */
  function picture(name) {
    const [width, height] = [32, 18];
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(video(name), 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const pixels = width * height;
    const mean = [0, 1, 2].map(channel => data.filter((_, i) => i % 4 === channel).reduce((a, b) => a + b, 0) / pixels);
    const distances = data.map((value, i) => (i % 4 === 3 ? 0 : Math.abs(value - mean[i % 4])));
    return { mean, spread: distances.reduce((a, b) => a + b, 0) / pixels };
  }

  /** Neither black nor grey all over. The made-up camera of Firefox shows one colour after the other. */
  function isSomething({ mean, spread }) {
    return spread > 2 || Math.max(...mean) - Math.min(...mean) > 30;
  }

  /** Where the latest sound of each was, by name. */
  const latestSound = new Map();

  globalThis.observed = {
    connections,
    opened,
    happened,
    /** The types of what the server has said. */
    heard,
    tile,
    video,
    picture,
    connectionTo,
    /** A connection is made ahead, and has found its network paths. */
    isReadyAhead: () =>
      // Firefox throws where the description of a closed one is read.
      connections.some(each => each.signalingState === 'have-local-offer' && each.iceGatheringState === 'complete'),
    /** Every signaling state that the connection has gone through. */
    signalingOf: name => signaling.get(connectionTo(name)),
    /** The camera whose picture is sent to `name`. */
    cameraTo: name =>
      connectionTo(name).getSenders().find(({ track }) => track?.kind === 'video')?.track.getSettings().deviceId,
    /** RTCOutboundRtpStreamStats of the picture that is sent to `name`. */
    async pictureTo(name) {
      const stats = await connectionTo(name)?.getStats();
      return [...(stats?.values() ?? [])].find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
    },
    frames: async name => (await inbound(name, 'video'))?.framesDecoded ?? 0,
    energy: async name => (await inbound(name, 'audio'))?.totalAudioEnergy ?? 0,
    samples: async name => (await inbound(name, 'audio'))?.totalSamplesReceived ?? 0,
    forgetSoundOf: name => latestSound.delete(name),
    /** Whether `length` samples in a row, up to now, were without any energy. */
    async silent(name, length) {
      const { totalSamplesReceived: samples, totalAudioEnergy: energy } = await inbound(name, 'audio');
      const latest = latestSound.get(name);
      if (!latest || energy > latest.energy) latestSound.set(name, { samples, energy });
      return !!latest && samples - latestSound.get(name).samples >= length;
    },
    /** A picture that plays, with something to be seen in it. */
    shows(name) {
      const shown = video(name);
      if (!tile(name)?.hasAttribute('data-picture') || !shown || shown.paused || shown.videoWidth === 0) return false;
      return getComputedStyle(shown).opacity === '1' && isSomething(picture(name));
    },
  };
})();
