// Two PeerLinks of the page's own code, wired back to back in one page; the wire keeps the order and takes its time.
globalThis.peerLinks = {
  async pair() {
    const main = document.querySelector('script[type=module]').src;
    const { PeerLink } = await import(new URL('link/peer-link.js', main));
    const wire = [];
    const links = {};
    const errors = [];
    const queues = { ada: Promise.resolve(), bob: Promise.resolve() };
    const make = (name, other) => {
      const send = message => {
        wire.push(`${name} ${message.type}`);
        const sent = structuredClone(message);
        queues[other] = queues[other]
          .then(() => new Promise(resolve => setTimeout(resolve, 1)))
          .then(() => links[other].receive({ ...sent, from: name }))
          .catch(error => errors.push(String(error)));
      };
      const connections = [];
      const PeerConnection = class extends RTCPeerConnection {
        constructor(configuration) {
          super(configuration);
          connections.push(this);
        }
      };
      const link = new PeerLink({ iceServers: [], send, PeerConnection });
      link.polite = name === 'ada';
      link.addEventListener('stream', event => { link.stream = event.detail; });
      link.addEventListener('presence', event => { link.presence = event.detail; });
      link.connections = connections;
      Object.defineProperty(link, 'connection', { get: () => connections.at(-1) });
      links[name] = link;
      return link;
    };
    const pair = { ada: make('ada', 'bob'), bob: make('bob', 'ada'), wire, errors };
    /** Until nothing has been said for a while, which two that negotiate without end never reach. */
    pair.settles = async () => {
      let [said, quiet] = [-1, 0];
      await peerLinks.until(() => {
        quiet = said === wire.length ? quiet + 1 : 0;
        said = wire.length;
        return quiet === 15;
      }, `an end of the negotiations, after ${wire.length} messages`);
      await Promise.all(Object.values(queues));
    };
    return pair;
  },

  /** A pair that both send: Ada has called, and what Ada sends arrives at Bob. */
  async called(stream) {
    const pair = await this.pair();
    for (const link of [pair.ada, pair.bob]) link.sendTracks(this.tracks(stream));
    pair.ada.call();
    await this.flows(pair.bob);
    return pair;
  },

  media: () => navigator.mediaDevices.getUserMedia({ audio: true, video: true }),

  tracks: stream => ({ audio: stream.getAudioTracks()[0], video: stream.getVideoTracks()[0] }),

  async until(condition, what) {
    const deadline = performance.now() + 20_000;
    while (!(await condition())) {
      if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  },

  /** Frames that `link` has decoded, and packets of sound that it got: nobody listens, so nothing of it is played. */
  async received(link) {
    const inbound = [...(await link.connection.getStats()).values()].filter(({ type }) => type === 'inbound-rtp');
    const of = kind => inbound.find(each => each.kind === kind);
    return { frames: of('video')?.framesDecoded ?? 0, packets: of('audio')?.packetsReceived ?? 0 };
  },

  async flows(link) {
    const before = await this.received(link);
    await this.until(async () => {
      const now = await this.received(link);
      return now.frames > before.frames && now.packets > before.packets;
    }, `media at ${link.polite ? 'the polite' : 'the impolite'} side`);
  },

  stable: ({ ada, bob }) => [ada, bob].map(({ connection }) => connection.signalingState),

  transceivers: ({ ada, bob }) =>
    [ada, bob].map(({ connection }) =>
      connection.getTransceivers().filter(({ currentDirection }) => currentDirection === 'sendrecv').length,
    ),

  close({ ada, bob }) {
    ada.close();
    bob.close();
  },
};
