/**
 * A world to run the page's own Call, PeerLink and SignalingClient in, without a browser, a server or waiting: a clock, a
 * network that loses what is under way, peer connections that connect when their descriptions fit, and a server that keeps
 * docs/protocol.md.
 */

/** Runs what setTimeout was asked for, in its order and without waiting. */
export class Clock {
  now = 0;
  #tasks = new Map();
  #next = 1;

  install() {
    globalThis.setTimeout = (task, ms = 0) => this.#add(task, ms);
    globalThis.clearTimeout = id => this.#tasks.delete(id);
    performance.now = () => this.now;
    return this;
  }

  async pass(ms) {
    const end = this.now + ms;
    for (;;) {
      await new Promise(resolve => setImmediate(resolve));
      let first = null;
      for (const [id, task] of this.#tasks) if (task.at <= end && (!first || task.at < first.at)) first = { id, ...task };
      if (!first) break;
      this.#tasks.delete(first.id);
      this.now = first.at;
      first.task();
    }
    this.now = end;
  }

  #add(task, ms) {
    this.#tasks.set(this.#next, { task, at: this.now + Math.max(0, ms) });
    return this.#next++;
  }
}

/** Mulberry32: the same seed, the same numbers. */
export function randomOf(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class FakeMediaStream {
  #tracks = [];
  getTracks = () => [...this.#tracks];
  addTrack = track => this.#tracks.push(track);
  removeTrack = track => (this.#tracks = this.#tracks.filter(each => each !== track));
}

// ---- media: who reaches whom

export class FakeNetwork {
  connections = [];
  /** People whose network is cut. */
  cutOff = new Set();
  /** ICE generations that lead to addresses which nobody has any more. */
  #forsaken = new Set();
  /** People with Firefox: where ICE has failed, DTLS has, for good, and the data channels close. */
  inFirefox = new Set();
  /** People who are leaving: they may close what works. */
  leaving = new Set();
  faults = [];
  /** How often an offer was taken for an answer. */
  crossed = 0;
  #numbers = 0;

  constructor(random) {
    this.random = random;
  }

  number() {
    return ++this.#numbers;
  }

  /** Milliseconds that something takes. */
  moment(most = 20) {
    return Math.ceil(this.random() * most);
  }

  /** @returns the class of peer connections that this person's browser has */
  connectionsOf(owner) {
    const network = this;
    return class extends FakePeerConnection {
      constructor() {
        super(network, owner);
        network.connections.push(this);
      }
    };
  }

  cut(owner) {
    this.cutOff.add(owner);
    this.look();
  }

  mend(owner) {
    this.cutOff.delete(owner);
    this.look();
  }

  /** From one network to another: what is new works at once, and what there was leads nowhere; nobody is told. */
  moves(owner) {
    for (const { owner: its, currentLocal } of this.connections) {
      if (its === owner && currentLocal) this.#forsaken.add(currentLocal.ufrag);
    }
    this.look();
  }

  reaches(a, b) {
    return this.carries([a, b].map(({ owner, currentLocal }) => ({ owner, ufrag: currentLocal.ufrag })));
  }

  carries(path) {
    return path.every(({ owner, ufrag }) => !this.cutOff.has(owner) && !this.#forsaken.has(ufrag));
  }

  partnerOf(one) {
    return this.connections.find(
      other =>
        other !== one &&
        one.currentLocal &&
        other.currentLocal &&
        !other.isClosed &&
        other.currentLocal.ufrag === one.currentRemote?.ufrag &&
        other.currentRemote?.ufrag === one.currentLocal.ufrag,
    );
  }

  look() {
    for (const connection of this.connections) if (!connection.isClosed) connection.look();
  }
}

/** RTCPeerConnection as far as PeerLink uses it: the signaling state machine, ICE generations, and when it is connected. */
class FakePeerConnection {
  /** For who listens besides the link: nothing of that happens here. */
  addEventListener() {}

  signalingState = 'stable';
  connectionState = 'new';
  iceGatheringState = 'new';
  currentLocal = null;
  currentRemote = null;
  #pendingLocal = null;
  #pendingRemote = null;
  #version = 0;
  #needsNegotiation = false;
  #needsRestart = false;
  #asked = false;
  #chain = Promise.resolve();
  #gathered = new Set();
  #remoteCandidates = new Set();
  #transceivers = [];
  channels = [];
  #timer;
  /** The two ends of what carries the packets. */ #path = [];
  /** Since when packets arrive; null while none do. */ #flowingSince = null;
  #flowedFor = 0;
  #dtls = 'new';

  constructor(network, owner) {
    this.network = network;
    this.owner = owner;
    this.session = `${owner}-${network.number()}`;
  }

  get isClosed() {
    return this.signalingState === 'closed';
  }

  get localDescription() {
    return this.#describe(this.#pendingLocal ?? this.currentLocal);
  }

  get pendingLocalDescription() {
    return this.#describe(this.#pendingLocal);
  }

  get remoteDescription() {
    return this.#pendingRemote ?? this.currentRemote;
  }

  get currentRemoteDescription() {
    return this.currentRemote;
  }

  addTransceiver(kind) {
    const sender = { track: null, replaceTrack: async () => {}, setStreams() {} };
    const transceiver = { mid: null, direction: 'sendrecv', receiver: { track: { kind } }, sender };
    this.#transceivers.push(transceiver);
    this.#negotiationNeeded();
    return transceiver;
  }

  getTransceivers() {
    return this.#transceivers;
  }

  get isFlowing() {
    return this.#flowingSince !== null;
  }

  getReceivers() {
    const flowing = this.#flowingSince === null ? 0 : performance.now() - this.#flowingSince;
    const packetsReceived = Math.floor((this.#flowedFor + flowing) / 20);
    return [{ getStats: async () => new Map([['in', { type: 'inbound-rtp', packetsReceived }]]) }];
  }

  getSenders() {
    return this.#transceivers.map(() => ({ transport: { state: this.#dtls } }));
  }

  createDataChannel(label) {
    const channel = this.#channel(label);
    this.channels.push(channel);
    return channel;
  }

  /** What is said while nothing comes through is lost, as far as the page is concerned. */
  #channel(label) {
    const send = data => {
      const comesThrough = [this.owner, channel.twin.owner].every(owner => !this.network.cutOff.has(owner));
      if (comesThrough) later(() => channel.twin.onmessage?.({ data }), 1);
    };
    const channel = { label, owner: this.owner, readyState: 'connecting', send };
    return channel;
  }

  getConfiguration() {
    return {};
  }

  setConfiguration() {
    if (this.isClosed) throw new Error('The connection is closed');
  }

  restartIce() {
    if (!this.currentLocal) return;
    this.#needsRestart = true;
    this.#askForNegotiation();
  }

  setLocalDescription({ type } = {}) {
    return this.#enqueue(() => {
      if (type === 'rollback') this.#giveUpOffer();
      else if (this.signalingState === 'have-remote-offer') this.#answer();
      else this.#offer();
    });
  }

  setRemoteDescription({ type, sdp }) {
    return this.#enqueue(() => {
      const described = parse(type, sdp);
      if (this.currentRemote && this.currentRemote.session !== described.session) throw new Error(`another peer: ${sdp}`);
      if (type === 'answer') {
        if (this.signalingState !== 'have-local-offer') throw new Error('InvalidStateError');
        const isCrossed = described.answers === undefined && !this.currentRemote && /^a=setup:(active|passive)/m.test(sdp);
        if (!isCrossed && described.answers !== `${this.session} ${this.#pendingLocal.version}`) throw new Error(`stale: ${sdp}`);
        if (isCrossed) this.network.crossed++;
        this.currentLocal = this.#pendingLocal;
        this.#settle(described);
      } else {
        if (this.signalingState === 'have-local-offer') this.#rollBack();
        this.#pendingRemote = described;
        if (described.candidates) this.#remoteCandidates.add(described.ufrag);
        if (this.#transceivers.length === 0) for (const kind of ['audio', 'video']) this.addTransceiver(kind);
        this.#become('have-remote-offer');
      }
    });
  }

  addIceCandidate({ usernameFragment }) {
    return this.#enqueue(() => {
      if (this.remoteDescription?.ufrag !== usernameFragment) throw new Error('a candidate of another generation');
      this.#remoteCandidates.add(usernameFragment);
      this.network.look();
    });
  }

  close() {
    if (this.isClosed) return;
    const partner = this.network.partnerOf(this);
    if (this.connectionState === 'connected' && partner && this.network.reaches(this, partner)) {
      const going = [this.owner, partner.owner].some(owner => this.network.leaving.has(owner));
      if (!going) this.network.faults.push(`${this.owner} closed a connection to ${partner.owner} that worked`);
    }
    clearTimeout(this.#timer);
    this.signalingState = 'closed';
    this.connectionState = 'closed';
    for (const { twin } of this.channels) {
      if (twin && partner && this.network.reaches(this, partner)) later(() => twin.onclose?.(), 10);
    }
    this.network.look();
  }

  /** Looks whether the other end is there, and becomes what follows from that: of a cut, only after a while. */
  look() {
    this.#findPath();
    const [, there] = this.#path;
    const lives = end => !end.isClosed && end.#dtls !== 'failed';
    const connected = !!there && lives(this) && lives(there.end) && this.network.carries(this.#path);
    this.#flow(connected);
    if (connected && this.connectionState === 'connected') {
      clearTimeout(this.#timer);
    } else if (connected) {
      this.#state('connected');
      this.#open(there.end);
    } else if (this.connectionState === 'connected') {
      clearTimeout(this.#timer);
      if (there.end.isClosed) this.#disconnect();
      else this.#timer = later(() => this.#disconnect(), 6000);
    }
  }

  /** The newest that works; until there is one, what there was goes on. */
  #findPath() {
    const partner = this.network.partnerOf(this);
    if (!partner || !(this.#knows(partner) || partner.#knows(this)) || !this.network.reaches(this, partner)) return;
    this.#path = [this, partner].map(end => ({ end, owner: end.owner, ufrag: end.currentLocal.ufrag }));
  }

  #disconnect() {
    this.#state('disconnected');
    this.#failIn(5000);
  }

  #flow(flows) {
    if (flows === (this.#flowingSince !== null)) return;
    if (!flows) this.#flowedFor += performance.now() - this.#flowingSince;
    this.#flowingSince = flows ? performance.now() : null;
  }

  #knows(partner) {
    return this.#remoteCandidates.has(partner.currentLocal.ufrag);
  }

  #open(partner) {
    for (const channel of this.channels) {
      if (channel.twin) continue;
      channel.twin = Object.assign(partner.#channel(channel.label), { readyState: 'open', twin: channel });
      partner.channels.push(channel.twin);
      partner.ondatachannel({ channel: channel.twin });
      channel.readyState = 'open';
      for (const end of [channel, channel.twin]) end.onopen?.();
    }
  }

  #offer() {
    const restart = this.#needsRestart || !this.currentLocal;
    const ufrag = restart ? `u${this.network.number()}` : this.currentLocal.ufrag;
    this.#pendingLocal = { type: 'offer', session: this.session, version: ++this.#version, ufrag };
    this.#needsRestart = this.#needsNegotiation = false;
    this.#gather(ufrag);
    this.#become('have-local-offer');
  }

  #answer() {
    const restart = !this.currentLocal || this.currentRemote?.ufrag !== this.#pendingRemote.ufrag;
    const ufrag = restart ? `u${this.network.number()}` : this.currentLocal.ufrag;
    if (restart) this.#needsRestart = false;
    this.#needsNegotiation = false;
    this.currentLocal = { type: 'answer', session: this.session, version: ++this.#version, ufrag };
    this.#gather(ufrag);
    this.#settle(this.#pendingRemote);
  }

  #settle(remote) {
    this.currentRemote = remote;
    this.#pendingLocal = this.#pendingRemote = null;
    if (remote.candidates) this.#remoteCandidates.add(remote.ufrag);
    for (const [mid, transceiver] of this.#transceivers.entries()) transceiver.mid = String(mid);
    if (this.connectionState !== 'connected') {
      this.#state('connecting');
      this.#failIn(15_000);
    }
    this.#become('stable');
    this.network.look();
    this.#asked = false;
    this.#askForNegotiation();
  }

  #giveUpOffer() {
    if (this.signalingState !== 'have-local-offer') throw new Error('InvalidStateError');
    this.#rollBack();
    this.#become('stable');
    this.#asked = false;
    this.#askForNegotiation();
  }

  #rollBack() {
    // Chromium does not always recover from that (docs/decisions/0010-what-the-page-repeats.md).
    if (!this.currentLocal) this.network.faults.push(`${this.owner} rolled back its first offer`);
    if (!this.currentLocal) this.#needsNegotiation = true;
    else if (this.#pendingLocal.ufrag !== this.currentLocal.ufrag) this.#needsRestart = true;
    this.#pendingLocal = null;
  }

  #gather(ufrag) {
    if (this.#gathered.has(ufrag) || ufrag === this.currentLocal?.ufrag && this.currentLocal.gathering) return;
    this.iceGatheringState = 'gathering';
    later(() => {
      if (this.isClosed) return;
      this.#gathered.add(ufrag);
      for (const candidate of ['a candidate', '']) {
        const found = { candidate, usernameFragment: ufrag };
        this.onicecandidate?.({ candidate: { ...found, toJSON: () => found } });
      }
      this.iceGatheringState = 'complete';
      this.onicegatheringstatechange?.();
      this.onicecandidate?.({ candidate: null });
    }, this.network.moment(40));
  }

  #describe(description) {
    if (!description) return null;
    const { type, session, version, ufrag } = description;
    const lines = ['v=0', `o=- ${session} ${version} IN IP4 127.0.0.1`, `a=ice-ufrag:${ufrag}`];
    if (this.#gathered.has(ufrag)) lines.push('a=candidate:1');
    if (type === 'offer') lines.push('a=setup:actpass', `a=rtpmap:${this.network.inFirefox.has(this.owner) ? 109 : 111} opus`);
    return { type, sdp: lines.join('\r\n') + '\r\n' };
  }

  #negotiationNeeded() {
    this.#needsNegotiation = true;
    this.#askForNegotiation();
  }

  /** WebRTC 1.0, 4.7.3: once, when nothing is under way, and again only after the next time that all is settled. */
  #askForNegotiation() {
    if (this.#asked || !this.#isNegotiationNeeded) return;
    this.#asked = true;
    later(() => this.#chain.then(() => this.#fireIfNeeded()), 0);
  }

  get #isNegotiationNeeded() {
    return this.#needsNegotiation || this.#needsRestart;
  }

  #fireIfNeeded() {
    if (this.signalingState !== 'stable') return; // Asked again when it is.
    if (this.#isNegotiationNeeded) this.onnegotiationneeded?.();
    else this.#asked = false;
  }

  /** One operation after the other, each after a moment. */
  #enqueue(operation) {
    const done = this.#chain.then(async () => {
      await new Promise(resolve => later(resolve, this.network.moment(5)));
      if (this.isClosed) throw new Error('closed');
      operation();
    });
    this.#chain = done.catch(() => {});
    return done;
  }

  #failIn(ms) {
    this.#timer = later(() => this.#state('failed'), ms);
  }

  #state(state) {
    clearTimeout(this.#timer);
    if (this.connectionState === state) return;
    this.connectionState = state;
    if (state === 'connected') this.#dtls = 'connected';
    if (state === 'failed' && this.network.inFirefox.has(this.owner)) this.#failForGood();
    this.onconnectionstatechange?.();
  }

  #failForGood() {
    this.#dtls = 'failed';
    for (const channel of this.channels) {
      channel.readyState = 'closed';
      later(() => channel.onclose?.(), 2);
    }
  }

  #become(signalingState) {
    if (this.signalingState === signalingState) return;
    this.signalingState = signalingState;
    this.onsignalingstatechange?.();
  }
}

function parse(type, sdp) {
  const [, session, version] = sdp.match(/^o=- (\S+) (\S+)/m);
  const ufrag = sdp.match(/^a=ice-ufrag:(\S+)/m)[1];
  const answers = sdp.match(/^a=x-noom-answers:(.*?)\r?$/m)?.[1];
  return { type, sdp, session, version, ufrag, answers, candidates: sdp.includes('a=candidate') };
}

const later = (task, ms) => setTimeout(task, ms);

// ---- signaling: a server with one room

const KEPT = ['offer', 'answer', 'ice'];

export class FakeServer {
  isUp = true;
  resumeSeconds = 60;
  sockets = new Set();
  /** By id: {peer, socket, kept, standby, timer}. */
  places = new Map();
  #ids = 0;
  #visits = new Map();
  /** For a test that wants to do something at the moment when a message is sent, `from` a browser or `to` it. */
  onMessage = (_socket, _direction, _message) => {};

  constructor(network) {
    this.network = network;
  }

  /** @returns the class of sockets that this person's browser has */
  socketsOf(owner) {
    const server = this;
    return class extends FakeSocket {
      static OPEN = 1;
      static CLOSED = 3;
      constructor() {
        super(server, owner);
      }
    };
  }

  fetchOf(owner) {
    return async () => {
      if (!this.isUp || this.network.cutOff.has(owner)) throw new TypeError('Failed to fetch');
      return { ok: true };
    };
  }

  /** kill -9: nothing is said, everything is forgotten. */
  crash() {
    this.isUp = false;
    for (const { timer } of this.places.values()) clearTimeout(timer);
    this.places.clear();
    for (const socket of [...this.sockets]) socket.cut(0, this.network.moment(50));
  }

  /** An orderly stop. */
  stop() {
    for (const socket of [...this.sockets]) socket.tell({ type: 'bye', reason: 'restart', action: 'resume', after: 500 + this.network.moment(1000) });
    for (const { timer } of this.places.values()) clearTimeout(timer);
    this.places.clear();
    this.isUp = false;
    for (const socket of [...this.sockets]) socket.closeByServer();
  }

  start() {
    this.isUp = true;
  }

  sendAway(socket, action, after) {
    socket.tell({ type: 'bye', reason: 'moved', action, after });
    if (action === 'rejoin') this.#dismiss(socket.place);
    socket.closeByServer();
  }

  // ---- what a socket brings

  receive(socket, message) {
    if (message.type === 'join') return this.#join(socket, message);
    const place = socket.place;
    if (!place || place.socket !== socket) return;
    if (message.type === 'leave') {
      this.#dismiss(place);
      socket.closeByServer();
    } else if (message.type === 'ping') {
      socket.tell({ type: 'pong' });
    } else if (message.type === 'standby') {
      place.standby = message.sdp;
    } else {
      const { to, ...content } = message;
      const receiver = this.places.get(to);
      if (receiver) this.#send(receiver, { ...content, from: place.peer.id });
      else socket.tell({ type: 'error', code: 'no-such-peer', message: '', peer: to });
    }
  }

  lost(socket) {
    this.sockets.delete(socket);
    const place = socket.place;
    if (!place || place.socket !== socket || this.places.get(place.peer.id) !== place) return;
    place.socket = null;
    place.standby = null;
    place.timer = later(() => this.#dismiss(place, 'expired'), this.resumeSeconds * 1000);
  }

  #join(socket, { name, resume, visit, crosses, offer }) {
    const peer = resume ? JSON.parse(resume) : { id: this.#idOf(visit), name };
    const place = this.places.get(peer.id) ?? { peer, kept: [], socket: null, standby: null };
    if (!resume) place.kept.length = 0;
    const others = [...this.places.values()].filter(other => other !== place);
    clearTimeout(place.timer);
    const older = place.socket;
    if (older) {
      older.tell({ type: 'bye', reason: 'replaced', action: 'stop', after: 0 });
      older.place = null;
      older.closeByServer();
    }
    Object.assign(place, { socket, crosses, standby: null });
    let own = resume ? undefined : offer;
    socket.place = place;
    this.places.set(peer.id, place);
    const limits = { messageBytes: 65536, roomPeers: 8, resumeSeconds: this.resumeSeconds };
    const peers = others.map(other => other.peer);
    socket.tell({ type: 'joined', self: peer.id, room: 'r', peers, resume: JSON.stringify(peer), resumed: Boolean(resume), iceServers: [], limits });
    for (const message of place.kept.splice(0)) if (this.places.has(message.from)) socket.tell(message);
    for (const other of others) {
      if (!other.socket) continue;
      if (resume) {
        other.socket.tell({ type: 'returned', peer });
      } else if (other.standby) {
        const isCrossed = own !== undefined && other.crosses;
        socket.tell({ type: isCrossed ? 'crossed' : 'offer', from: other.peer.id, sdp: other.standby });
        other.standby = null;
        other.socket.tell({ type: 'welcome', peer, offered: true });
        if (isCrossed) {
          other.socket.tell({ type: 'crossed', from: peer.id, sdp: own });
          own = undefined;
        }
      } else {
        other.socket.tell({ type: 'welcome', peer });
      }
    }
  }

  /** The same each time, also after a crash. */
  #idOf(visit) {
    if (!this.#visits.has(visit)) this.#visits.set(visit, `p${++this.#ids}`);
    return this.#visits.get(visit);
  }

  #dismiss(place, reason) {
    clearTimeout(place.timer);
    if (!this.places.delete(place.peer.id)) return;
    for (const other of this.places.values()) other.socket?.tell({ type: 'left', peer: place.peer.id, reason });
  }

  #send(receiver, message) {
    if (receiver.socket) return receiver.socket.tell(message);
    if (!KEPT.includes(message.type)) return;
    if (message.type === 'offer') {
      receiver.kept = receiver.kept.filter(({ type, from }) => from !== message.from || type === 'answer');
    }
    receiver.kept.push(message);
  }
}

/** Both ends of a WebSocket. What is under way when it is cut arrives nowhere; each end notices in its own time. */
class FakeSocket {
  readyState = 0;
  place = null;
  #server;
  #isCut = false;
  #arrivals = { there: 0, here: 0 };
  #sent = 0;

  constructor(server, owner) {
    this.#server = server;
    this.owner = owner;
    later(() => {
      if (this.readyState !== 0) return;
      if (!server.isUp || server.network.cutOff.has(owner)) return this.#closed();
      server.sockets.add(this);
      this.readyState = 1;
      this.onopen();
    }, server.network.moment());
  }

  send(text) {
    const message = JSON.parse(text);
    this.#server.onMessage(this, 'from', message);
    this.#carry('there', () => this.#server.receive(this, message));
  }

  /** From the server. */
  tell(message) {
    const text = JSON.stringify(message);
    this.#server.onMessage(this, 'to', message);
    this.#carry('here', () => this.readyState === 1 && this.onmessage({ data: text }));
  }

  close() {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    this.#carry('there', () => this.#server.lost(this));
    later(() => this.#closed(), this.#server.network.moment());
  }

  closeByServer() {
    this.#server.lost(this);
    this.#carry('here', () => this.#closed());
  }

  cut(serverNotices, clientNotices) {
    if (this.#isCut) return;
    this.#isCut = true;
    later(() => this.#server.lost(this), serverNotices);
    later(() => this.#closed(), clientNotices);
  }

  #closed() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose();
  }

  /** In order, whatever it takes; lost if the socket is cut meanwhile. */
  #carry(direction, arrive) {
    if (this.#isCut) return;
    const { network } = this.#server;
    const now = (this.#arrivals[direction] = Math.max(this.#arrivals[direction] + 0.001, this.#server.clock.now + network.moment()));
    later(() => {
      if (!this.#isCut) arrive();
    }, now - this.#server.clock.now);
  }
}
