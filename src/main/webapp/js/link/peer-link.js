import { LinkDiagnostics } from './link-diagnostics.js';
import { PresenceChannel } from './presence-channel.js';
import { answeredBy, answerTo, isCandidateOf, originOf, sessionOf } from './session-description.js';
import { statsOf } from './stats.js';

/**
 * @import { Outgoing, Relayed } from '../signaling/protocol.js'
 * @import { Devices } from './presence-channel.js'
 * @import { Send } from '../quality/send-plan.js'
 *
 * @typedef {{audio: MediaStreamTrack | null, video: MediaStreamTrack | null}} Tracks what this side sends
 */

/**
 * Candidates found within this time travel together. Long enough for the host candidates of one interface, which come
 * in one burst; short enough to be lost in the time that a connectivity check takes.
 */
const GATHER_MS = 10;

/** An offer made ahead has time to find its candidates; a STUN server that does not answer must not hold it up. */
const PREPARE_MS = 1000;

/**
 * One RTCPeerConnection to one peer, by perfect negotiation (WebRTC 1.0, section 10.7), with the names used there, and
 * with one exception: when both call at once, the polite side does not roll its first offer back but takes the other's
 * with a new connection (docs/decisions/0010-what-the-page-repeats.md).
 * Knows no DOM and no socket: what it has to say to its peer goes to the `send` it was given.
 *
 * Both sides always have one audio and one video transceiver, so turning a camera on, off or into another one is a
 * `replaceTrack` and never a negotiation. What the peer has switched on it says itself, on a data channel.
 *
 * Events: `stream` (detail: the peer's MediaStream), `state` (the connection's state changed),
 * `negotiation` (the signaling state changed), `presence` (detail: a Presence), `hang-up` (the peer has
 * closed its end; nobody hangs up by a connection that fails).
 */
export class PeerLink extends EventTarget {
  /** @type {() => RTCPeerConnection} */ #makeConnection;
  /** @type {RTCPeerConnection} */ #pc;
  #iceServers;
  #send;
  #diagnostics;
  /** Whether this side gives way when both make an offer at once; exactly one side does. */
  polite = false;
  #makingOffer = false;
  #isSettingRemoteAnswerPending = false;
  /** Whether the browser has refused the peer's answer: nothing goes on with this connection. */
  #isBroken = false;

  #called = false;
  /** @type {string | null} the latest offer that went out, by its origin */ #offered = null;
  /** @type {string | null} the peer's RTCPeerConnection, by its session */ #peerSession = null;

  /** The peer's audio and video, in one stream, so that the browser keeps them in step. */
  #remoteStream = new MediaStream();
  /** Only a name for our own two tracks, so that any client at the other end can do the same. */
  #localStream = new MediaStream();
  /** @type {RTCRtpTransceiver | null} */ #audio = null;
  /** @type {RTCRtpTransceiver | null} */ #video = null;
  #presence = this.#listenToPresence();
  /** @type {Tracks} */ #tracks = { audio: null, video: null };
  /** @type {RTCIceCandidateInit[]} */ #gathered = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #gathering;
  /** Messages are handled one after the other: `ice` must not overtake the `offer` it belongs to. */
  #handling = Promise.resolve();

  /**
   * @param {object} options
   * @param {RTCIceServer[]} options.iceServers
   * @param {(message: Outgoing) => void} options.send
   * @param {typeof RTCPeerConnection} [options.PeerConnection]
   */
  constructor({ iceServers, send, PeerConnection = RTCPeerConnection }) {
    super();
    this.#send = send;
    this.#iceServers = iceServers;
    this.#makeConnection = () =>
      this.#listen(new PeerConnection({ iceServers: this.#iceServers, bundlePolicy: 'max-bundle' }));
    this.#pc = this.#makeConnection();
    this.#diagnostics = new LinkDiagnostics(this.#pc);
  }

  /** Makes the first offer. The side that is called does not: its transceivers come with the offer. */
  call() {
    this.#called = true;
    this.#pc.addTransceiver('audio', { direction: 'sendrecv', streams: [this.#localStream] });
    this.#pc.addTransceiver('video', { direction: 'sendrecv', streams: [this.#localStream] });
    this.#attachTracks();
    this.#presence.use(this.#pc.createDataChannel('presence'));
  }

  /**
   * Makes the first offer ahead of its time, for a peer that is not known yet. What `send` gets meanwhile is that offer and
   * its candidates; nothing of it needs to be sent if the returned one is.
   *
   * @returns {Promise<string>} the session description, with the candidates that were found in time
   */
  async prepare() {
    this.call();
    await new Promise(resolve => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */ let late;
      this.#pc.onicegatheringstatechange = () => {
        // Not before: on a busy machine the description itself may take longer than its candidates are worth.
        if (this.#pc.iceGatheringState === 'gathering') late ??= setTimeout(resolve, PREPARE_MS);
        if (this.#pc.iceGatheringState !== 'complete') return;
        clearTimeout(late);
        resolve(undefined);
      };
    });
    this.#pc.onicegatheringstatechange = null;
    return this.#pc.localDescription?.sdp ?? '';
  }

  /**
   * Whether an answer answers an offer that this link has not made, or has replaced since.
   *
   * @param {import('../signaling/protocol.js').Description} description
   */
  isStale({ type, sdp }) {
    const answered = type === 'answer' && answeredBy(sdp);
    return Boolean(answered) && answered !== this.#offered;
  }

  /**
   * Whether the peer has another RTCPeerConnection than the one at the other end of this link: then this one leads nowhere.
   *
   * @param {import('../signaling/protocol.js').Description} description
   */
  isOfAnother({ sdp }) {
    return this.#peerSession !== null && sessionOf(sdp) !== null && sessionOf(sdp) !== this.#peerSession;
  }

  /**
   * A message of the peer, in the order they were sent.
   *
   * @param {Relayed} message
   * @returns {Promise<void>} rejected if the browser does not accept it
   */
  receive(message) {
    if (message.type === 'offer' && this.#isCalling) {
      if (!this.polite) return Promise.resolve();
      this.#beginAnew();
    }
    if (message.type !== 'ice') this.#peerSession ??= sessionOf(message.sdp);
    const handled = this.#handling.then(() => this.#handle(message));
    this.#handling = handled.catch(() => {});
    return handled;
  }

  /**
   * Sends these tracks from now on, without a negotiation; null sends nothing.
   *
   * @param {Tracks} tracks
   */
  async sendTracks(tracks) {
    this.#tracks = tracks;
    await this.#attachTracks();
  }

  /** @param {Devices} devices what is switched on here, for the peer to show */
  tell(devices) {
    this.#presence.tellDevices(devices);
  }

  /** @param {boolean} watching whether the peer's picture is seen here; if not, the peer need not send it */
  watch(watching) {
    this.#presence.tellWatching(watching);
  }

  /**
   * Sends no more than this from now on.
   *
   * @param {Send} send
   * @param {typeof import('./sender-limits.js').limitSenders} limitSenders not needed to connect, so it is loaded later
   */
  async limit(send, limitSenders) {
    this.#presence.tellPaused(send.paused);
    await limitSenders(this.#audio?.sender, this.#video?.sender, send);
  }

  /** @returns {RTCPeerConnectionState} */
  get state() {
    return this.#pc.connectionState;
  }

  /** @returns {string | null} the peer's RTCPeerConnection, by the session id of what it describes */
  get peerSession() {
    return this.#peerSession;
  }

  /** @returns {boolean} whether an offer is under way that has no answer yet */
  get awaitsAnswer() {
    return this.#pc.signalingState === 'have-local-offer';
  }

  /** @returns {boolean} whether the peer has closed its end: seen before the connection itself fails */
  get hungUp() {
    return this.#presence.hungUp;
  }

  /**
   * Whether no restart of ICE can bring this connection back. In Firefox DTLS fails together with ICE, and for good; and a
   * data channel that has closed does not open again.
   */
  get isSpent() {
    if (this.#isBroken) return true;
    const isOver = this.#pc.getSenders().some(({ transport }) => transport?.state === 'failed' || transport?.state === 'closed');
    return isOver || this.#presence.isClosed;
  }

  /** Whether DTLS has failed although there was a path for it: not the network is at fault. */
  get isRefused() {
    return this.#pc.getSenders().some(({ transport }) => transport?.state === 'failed' && isUp(transport.iceTransport?.state));
  }

  /** @returns {Promise<import('./stats.js').Stats>} rejected if the browser does not say */
  getStats() {
    return statsOf(this.#pc);
  }

  /** @returns {Promise<number>} packets of sound and picture so far */
  async arrived() {
    const reports = await Promise.all(this.#pc.getReceivers().map(statsOf));
    return reports
      .flatMap(report => [...report.values()])
      .filter(({ type }) => type === 'inbound-rtp')
      .reduce((sum, { packetsReceived = 0 }) => sum + packetsReceived, 0);
  }

  /** @returns {Promise<import('../diagnosis/diagnosis.js').Reading>} what a diagnosis needs to know */
  examine() {
    return this.#diagnostics.read();
  }

  /** @param {RTCIceServer[]} iceServers for the next time that network paths are looked for */
  useIceServers(iceServers) {
    this.#iceServers = iceServers;
    this.#pc.setConfiguration({ ...this.#pc.getConfiguration(), iceServers });
  }

  /** New network paths for the same connection; media goes on meanwhile if it can. */
  restartIce() {
    this.#pc.restartIce();
  }

  /**
   * Says an unanswered offer once more: the first one as it is, with all candidates of until now. One that restarts ICE is
   * given up for a new one. Its candidates are from before an outage, and Firefox tries them in vain for 3 s.
   */
  async repeatOffer() {
    if (!this.awaitsAnswer) return;
    if (!this.#pc.currentRemoteDescription) {
      this.#sendDescription();
      return;
    }
    try {
      await this.#pc.setLocalDescription({ type: 'rollback' });
      this.#pc.restartIce();
    } catch (error) {
      // The answer has come meanwhile, or the link is closed.
      if (this.awaitsAnswer) throw error;
    }
  }

  /** Closes it, and says so to the peer: it is not to be called any more. */
  hangUp() {
    this.#presence.sayGoodbye();
    this.close();
  }

  /** Closes it without a word, for there is another one, or will be. */
  close() {
    clearTimeout(this.#gathering);
    this.#pc.onconnectionstatechange = null;
    this.#pc.onsignalingstatechange = null;
    this.#presence.forget();
    this.#pc.close();
  }

  /** Whether this side calls, and knows nothing of the peer's connection yet. */
  get #isCalling() {
    return this.#called && this.#peerSession === null;
  }

  /** Gives up a call that nobody has answered, for the peer's. */
  #beginAnew() {
    this.close();
    this.#called = false;
    this.#offered = null;
    this.#makingOffer = false;
    this.#isBroken = false;
    this.#gathered = [];
    this.#gathering = undefined;
    this.#pc = this.#makeConnection();
    this.#diagnostics = new LinkDiagnostics(this.#pc);
    this.dispatchEvent(new Event('negotiation'));
  }

  /** @param {RTCPeerConnection} pc */
  #listen(pc) {
    pc.onnegotiationneeded = () => this.#negotiate(pc);
    pc.onicecandidate = ({ candidate }) => this.#trickle(candidate);
    pc.ontrack = () => this.#take();
    pc.ondatachannel = ({ channel }) => this.#presence.use(channel);
    pc.onconnectionstatechange = () => this.dispatchEvent(new Event('state'));
    pc.onsignalingstatechange = () => this.dispatchEvent(new Event('negotiation'));
    return pc;
  }

  /** @param {Relayed} message */
  async #handle(message) {
    try {
      if (message.type === 'ice') await this.#addCandidates(message.candidates);
      else await this.#describe(message);
    } catch (error) {
      // A peer that hangs up while a message is being handled needs it no more.
      if (this.#pc.signalingState !== 'closed') throw error;
    }
  }

  /** @param {RTCPeerConnection} pc */
  async #negotiate(pc) {
    try {
      this.#makingOffer = true;
      await pc.setLocalDescription();
      if (pc === this.#pc) this.#sendDescription();
    } catch (error) {
      if (pc.signalingState !== 'closed') throw error;
    } finally {
      if (pc === this.#pc) this.#makingOffer = false;
    }
  }

  /** @param {import('../signaling/protocol.js').Description} description */
  async #describe({ type, sdp }) {
    const readyForOffer =
      !this.#makingOffer && (this.#pc.signalingState === 'stable' || this.#isSettingRemoteAnswerPending);
    const offerCollision = type === 'offer' && !readyForOffer;

    const ignoreOffer = !this.polite && offerCollision;
    if (ignoreOffer) return;
    if (type === 'answer' && !this.#isAwaited(sdp)) return;

    this.#isSettingRemoteAnswerPending = type === 'answer';
    try {
      await this.#pc.setRemoteDescription({ type, sdp });
    } catch (error) {
      // An answer that does not fit, such as one of a connection that the peer has replaced meanwhile.
      this.#isBroken ||= type === 'answer';
      if (this.#isBroken) this.dispatchEvent(new Event('state'));
      throw error;
    } finally {
      this.#isSettingRemoteAnswerPending = false;
    }
    if (type === 'offer') {
      // Not one after the other: the answer says what kind of media is sent, not which.
      await Promise.all([this.#attachTracks(), this.#pc.setLocalDescription()]);
      this.#sendDescription();
    }
  }

  /**
   * An offer that was said twice is answered twice, and an answer may come after its offer was given up.
   *
   * @param {string} answer
   */
  #isAwaited(answer) {
    const offer = this.#pc.pendingLocalDescription?.sdp ?? '';
    const answered = answeredBy(answer);
    return this.awaitsAnswer && (answered === null || answered === originOf(offer));
  }

  /** @param {RTCIceCandidateInit[]} candidates */
  async #addCandidates(candidates) {
    const sdp = this.#pc.remoteDescription?.sdp;
    for (const candidate of candidates) {
      // Those of an offer that was ignored, or of a description that was replaced or lost, belong to nothing.
      if (sdp && isCandidateOf(candidate, sdp)) await this.#pc.addIceCandidate(candidate);
    }
  }

  #sendDescription() {
    const description = this.#pc.localDescription;
    if (description?.type === 'offer') {
      this.#offered = originOf(description.sdp);
      this.#send({ type: 'offer', sdp: description.sdp });
    } else if (description?.type === 'answer') {
      this.#send({ type: 'answer', sdp: answerTo(this.#pc.remoteDescription?.sdp ?? '', description.sdp) });
    }
  }

  /** @param {RTCIceCandidate | null} candidate null at the very end, which the empty candidate has said before */
  #trickle(candidate) {
    if (!candidate) return;
    this.#gathered.push(candidate.toJSON());
    this.#gathering ??= setTimeout(() => {
      const candidates = this.#gathered;
      this.#gathered = [];
      this.#gathering = undefined;
      this.#send({ type: 'ice', candidates });
    }, GATHER_MS);
  }

  async #attachTracks() {
    this.#audio = this.#transceiverOf('audio');
    this.#video = this.#transceiverOf('video');
    await Promise.all([
      this.#attach(this.#audio, this.#tracks.audio),
      this.#attach(this.#video, this.#tracks.video),
    ]);
  }

  /** @param {string} kind */
  #transceiverOf(kind) {
    return this.#pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind) ?? null;
  }

  /**
   * @param {RTCRtpTransceiver | null} transceiver
   * @param {MediaStreamTrack | null} track
   */
  async #attach(transceiver, track) {
    if (!transceiver) return;
    if (transceiver.direction !== 'sendrecv') {
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams(this.#localStream);
    }
    if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
  }

  /** All tracks with the first: a video that gets its second one later begins again. */
  #take() {
    const tracks = [...new Map(this.#pc.getReceivers().map(({ track }) => [track.kind, track])).values()];
    const before = this.#remoteStream.getTracks();
    if (tracks.every(track => before.includes(track))) return;
    for (const old of before) if (!tracks.includes(old)) this.#remoteStream.removeTrack(old);
    for (const track of tracks) this.#remoteStream.addTrack(track);
    this.dispatchEvent(new CustomEvent('stream', { detail: this.#remoteStream }));
  }

  #listenToPresence() {
    const presence = new PresenceChannel(() => this.#pc.connectionState === 'connected');
    presence.addEventListener('presence', event => {
      this.dispatchEvent(new CustomEvent('presence', { detail: /** @type {CustomEvent} */ (event).detail }));
    });
    presence.addEventListener('hang-up', () => this.dispatchEvent(new Event('hang-up')));
    presence.addEventListener('lost', () => this.dispatchEvent(new Event('state')));
    return presence;
  }
}

/** @param {RTCIceTransportState | undefined} ice */
function isUp(ice) {
  return ice === 'connected' || ice === 'completed';
}
