/** Fakes of what the browser and the other modules bring, as far as the tests need them. */

export class FakeWebSocket {
  static OPEN = 1;
  static CLOSED = 3;
  /** @type {FakeWebSocket[]} every socket that was opened */
  static all = [];
  readyState = 0;
  sent = [];

  constructor(url, protocol) {
    Object.assign(this, { url, protocol });
    FakeWebSocket.all.push(this);
  }

  static get latest() {
    return FakeWebSocket.all.at(-1);
  }

  send(text) {
    assertOpen(this);
    this.sent.push(JSON.parse(text));
  }

  /** As in a browser, `onclose` comes later: when the test lets the socket drop. */
  close() {
    if (this.readyState !== 3) this.readyState = 2;
  }

  // ---- what the test does

  open() {
    this.readyState = FakeWebSocket.OPEN;
    this.onopen();
    return this;
  }

  hears(message) {
    assertOpen(this);
    this.onmessage({ data: JSON.stringify(message) });
    return this;
  }

  drop() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose();
  }
}

function assertOpen(socket) {
  if (socket.readyState !== FakeWebSocket.OPEN) throw new Error('The socket is not open');
}

/** A signaling client that says what it was asked to say, and hears what the test lets it hear. */
export class FakeSignaling extends EventTarget {
  sent = [];
  standbys = [];
  left = false;
  hurried = 0;

  send(message) {
    this.sent.push(message);
    return true;
  }

  standBy(sdp) {
    this.standbys.push(sdp);
    return true;
  }

  leave() {
    this.left = true;
  }

  hurry() {
    this.hurried++;
  }

  hears(message) {
    this.dispatchEvent(new CustomEvent('message', { detail: message }));
  }

  drops() {
    this.dispatchEvent(new Event('down'));
  }
}

export class FakeMedia extends EventTarget {
  tracks = { audio: 'a voice', video: 'a face' };
  microphone = 'on';
  camera = 'on';

  change(what) {
    Object.assign(this, what);
    this.dispatchEvent(new Event('change'));
  }
}

/** A PeerLink without a peer connection. */
export class FakeLink extends EventTarget {
  state = 'new';
  polite = false;
  called = false;
  closed = false;
  received = [];
  given = [];
  told = [];
  awaitsAnswer = false;
  hungUp = false;
  isSpent = false;
  peerSession = null;
  repeated = 0;
  restarted = 0;
  watching = true;
  packets = 0;

  constructor({ iceServers, send }) {
    super();
    Object.assign(this, { iceServers, send });
  }

  call() {
    this.called = true;
  }

  async prepare() {
    return `offer ahead ${this.number}`;
  }

  async receive(message) {
    this.received.push(message);
  }

  async sendTracks(tracks) {
    this.given.push(tracks);
  }

  tell(presence) {
    this.told.push(presence);
  }

  isStale() {
    return false;
  }

  isOfAnother() {
    return false;
  }

  async arrived() {
    return this.packets;
  }

  repeatOffer() {
    this.repeated++;
  }

  restartIce() {
    this.restarted++;
  }

  useIceServers(iceServers) {
    this.iceServers = iceServers;
  }

  watch(watching) {
    this.watching = watching;
  }

  close() {
    this.closed = true;
  }

  hangUp() {
    this.saidGoodbye = true;
    this.close();
  }

  // ---- what the test does

  becomes(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
    return this;
  }

  negotiates(signalingState) {
    this.awaitsAnswer = signalingState === 'have-local-offer';
    this.dispatchEvent(new Event('negotiation'));
    return this;
  }

  hangsUp() {
    this.hungUp = true;
    this.dispatchEvent(new Event('hang-up'));
  }
}

/** What an EventTarget dispatches, in order: [type, detail]. */
export function record(target, ...types) {
  const events = [];
  for (const type of types) target.addEventListener(type, event => events.push([type, event.detail]));
  return events;
}

/** A track of a camera or a microphone. */
class FakeTrack {
  readyState = 'live';
  enabled = true;
  muted = false;

  constructor(kind, { deviceId, groupId, label }) {
    Object.assign(this, { kind, label });
    this.getSettings = () => ({ deviceId, groupId });
  }

  stop() {
    this.readyState = 'ended';
  }

  // ---- what the test does

  ends() {
    this.readyState = 'ended';
    this.onended?.();
  }

  mutes(muted) {
    this.muted = muted;
    if (muted) this.onmute?.();
    else this.onunmute?.();
  }
}

/** Devices that open when the test says so, or at once if it says what becomes of each request. */
export class FakeDevices extends EventTarget {
  /** Each {constraints, opens(), fails(error)}; an error may be only its name. */
  asked = [];
  /** All that were given. */
  tracks = [];
  present = [
    { kind: 'audioinput', deviceId: 'mic', groupId: 'desk', label: 'Desk microphone' },
    { kind: 'videoinput', deviceId: 'cam', groupId: 'desk', label: 'Desk camera' },
  ];
  /** What is thrown at a request, or undefined; while there is none, the test answers. @type {((constraints) => unknown) | null} */
  refuses = null;

  getUserMedia(constraints) {
    return new Promise((resolve, reject) => {
      const opens = () => resolve(this.#stream(constraints));
      const fails = error => reject(typeof error === 'string' && error.endsWith('Error') ? new DOMException('', error) : error);
      this.asked.push({ constraints, opens, fails });
      if (!this.refuses) return;
      const refusal = this.refuses(constraints);
      if (refusal === undefined) opens();
      else fails(refusal);
    });
  }

  async enumerateDevices() {
    return this.present;
  }

  // ---- what the test does

  get live() {
    return this.tracks.filter(({ readyState }) => readyState === 'live');
  }

  plugIn(...devices) {
    this.present = [...this.present, ...devices];
    this.dispatchEvent(new Event('devicechange'));
  }

  /** As browsers do: the list first, then the track, then the word of it. */
  unplug(deviceId) {
    this.present = this.present.filter(each => each.deviceId !== deviceId);
    for (const track of this.live) if (track.getSettings().deviceId === deviceId) track.ends();
    this.dispatchEvent(new Event('devicechange'));
  }

  #stream(constraints) {
    const kinds = ['audio', 'video'].filter(kind => constraints[kind]);
    const tracks = kinds.map(kind => new FakeTrack(kind, this.#deviceFor(kind, constraints[kind])));
    this.tracks.push(...tracks);
    const of = wanted => tracks.filter(({ kind }) => kind === wanted);
    return { getTracks: () => tracks, getAudioTracks: () => of('audio'), getVideoTracks: () => of('video') };
  }

  #deviceFor(kind, { deviceId }) {
    const all = this.present.filter(each => each.kind === `${kind}input`);
    return all.find(each => each.deviceId === deviceId?.exact) ?? all[0] ?? { deviceId: kind };
  }
}
