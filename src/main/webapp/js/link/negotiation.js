import { CandidateBatch, gathered } from './candidates.js';
import { answeredBy, answerTo, crossedAnswer, isCandidateOf, originOf, sessionOf, slotsOf, withSlots } from './session-description.js';

/** @import { Crossed, Description, Outgoing, Relayed } from '../signaling/protocol.js' */
/** @import { MediaSlots } from './media-slots.js' */

/** An offer made ahead has time to find its candidates; a STUN server that does not answer must not hold it up. */
const PREPARE_MS = 1000;

/**
 * Perfect negotiation (WebRTC 1.0, section 10.7) of one RTCPeerConnection, with the names used there, and with one exception:
 * when both call at once, the polite side does not roll its first offer back but takes the other's with a new connection
 * (docs/decisions/0010-what-the-page-repeats.md).
 *
 * Events: `change` (the signaling state changed), `broken` (the browser has refused the peer's answer).
 */
export class Negotiation extends EventTarget {
  #connect;
  #slots;
  #send;
  /** @type {RTCPeerConnection} */ #pc;
  /** Whether this side gives way when both make an offer at once; exactly one side does. */
  polite = false;
  #makingOffer = false;
  #isSettingRemoteAnswerPending = false;
  #isBroken = false;
  #called = false;
  /** @type {string | null} the latest offer that went out, by its origin */ #offered = null;
  /** @type {string | null} the peer's RTCPeerConnection, by its session */ #peerSession = null;
  #candidates = new CandidateBatch(candidates => this.#send({ type: 'ice', candidates }));
  /** Messages are handled one after the other: `ice` must not overtake the `offer` it belongs to. */
  #handling = Promise.resolve();

  /**
   * @param {object} options
   * @param {() => RTCPeerConnection} options.connect makes a connection: the first one, and another one for a call given up
   * @param {MediaSlots} options.slots
   * @param {(message: Outgoing) => void} options.send
   */
  constructor({ connect, slots, send }) {
    super();
    this.#connect = connect;
    this.#slots = slots;
    this.#send = send;
    this.#pc = this.#listen(connect());
  }

  get pc() {
    return this.#pc;
  }

  /** @returns {string | null} the peer's RTCPeerConnection, by the session id of what it describes */
  get peerSession() {
    return this.#peerSession;
  }

  /** @returns {boolean} whether an offer is under way that has no answer yet */
  get awaitsAnswer() {
    return this.#pc.signalingState === 'have-local-offer';
  }

  /** @returns {boolean} whether the browser has refused the peer's answer: nothing goes on with this connection */
  get isBroken() {
    return this.#isBroken;
  }

  /** Makes the first offer. */
  call() {
    this.#called = true;
    this.#slots.open();
    this.#slots.attach();
  }

  /** @returns {Promise<string>} the first offer, with the candidates that were found in time */
  async prepared() {
    await gathered(this.#pc, PREPARE_MS);
    const { sdp } = this.#pc.localDescription ?? {};
    this.#candidates.drop(); // the description holds them
    return sdp ? withSlots(sdp, this.#slots.names) : '';
  }

  /** @param {Description} description */
  isStale({ type, sdp }) {
    const answered = type === 'answer' && answeredBy(sdp);
    return Boolean(answered) && answered !== this.#offered;
  }

  /** @param {Description} description */
  isOfAnother({ sdp }) {
    return this.#peerSession !== null && sessionOf(sdp) !== null && sessionOf(sdp) !== this.#peerSession;
  }

  /**
   * @param {Relayed | Crossed} message
   * @returns {Promise<void>} rejected if the browser does not accept it
   */
  receive(message) {
    if (message.type === 'crossed') return this.receive(this.#uncrossed(message));
    if (message.type === 'offer' && this.#isCalling) {
      if (!this.polite) return Promise.resolve();
      this.#giveUpCall();
    }
    if (message.type !== 'ice') this.#peerSession ??= sessionOf(message.sdp);
    const handled = this.#handling.then(() => this.#handle(message));
    this.#handling = handled.catch(() => {});
    return handled;
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

  close() {
    this.#candidates.drop();
    this.#pc.onconnectionstatechange = null;
    this.#pc.onsignalingstatechange = null;
    this.#pc.close();
  }

  /** A crossed offer as the answer to our own; as an ordinary offer if the two do not match. @param {Crossed} message @returns {Description} */
  #uncrossed({ from, sdp }) {
    const answer = crossedAnswer(this.#pc.localDescription?.sdp ?? '', sdp, this.polite);
    return answer === null ? { type: 'offer', from, sdp } : { type: 'answer', from, sdp: answer };
  }

  /** Whether this side calls, and knows nothing of the peer's connection yet. */
  get #isCalling() {
    return this.#called && this.#peerSession === null;
  }

  /** Nobody has answered it, and the peer calls. */
  #giveUpCall() {
    this.close();
    this.#called = false;
    this.#offered = null;
    this.#makingOffer = false;
    this.#isBroken = false;
    this.#pc = this.#listen(this.#connect());
    this.dispatchEvent(new Event('change'));
  }

  /** @param {RTCPeerConnection} pc */
  #listen(pc) {
    pc.onnegotiationneeded = () => this.#negotiate(pc);
    pc.onicecandidate = ({ candidate }) => this.#candidates.add(candidate);
    pc.onsignalingstatechange = () => this.dispatchEvent(new Event('change'));
    return pc;
  }

  /** @param {Relayed} message */
  async #handle(message) {
    try {
      if (message.type === 'ice') await this.#addCandidates(message.candidates);
      else await this.#describe(message);
    } catch (error) {
      // A page that hangs up while a message is being handled needs it no more.
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

  /** @param {Description} description */
  async #describe({ type, sdp }) {
    const readyForOffer =
      !this.#makingOffer && (this.#pc.signalingState === 'stable' || this.#isSettingRemoteAnswerPending);
    const offerCollision = type === 'offer' && !readyForOffer;

    const ignoreOffer = !this.polite && offerCollision;
    if (ignoreOffer) return;
    if (type === 'answer' && !this.#isAwaited(sdp)) return;

    this.#slots.hear(slotsOf(sdp));
    this.#isSettingRemoteAnswerPending = type === 'answer';
    try {
      await this.#pc.setRemoteDescription({ type, sdp });
    } catch (error) {
      // An answer that does not fit, such as one of a connection that the peer has replaced meanwhile.
      this.#isBroken ||= type === 'answer';
      if (this.#isBroken) this.dispatchEvent(new Event('broken'));
      throw error;
    } finally {
      this.#isSettingRemoteAnswerPending = false;
    }
    if (type === 'offer') {
      // Not one after the other: the answer says what kind of media is sent, not which.
      await Promise.all([this.#slots.attach(), this.#pc.setLocalDescription()]);
      this.#sendDescription();
    } else {
      await this.#slots.attach(); // now that it is known whether the peer can tell more than two apart
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
    if (!description) return;
    const sdp = withSlots(description.sdp, this.#slots.names);
    if (description.type === 'offer') {
      this.#offered = originOf(sdp);
      this.#send({ type: 'offer', sdp });
    } else if (description.type === 'answer') {
      this.#send({ type: 'answer', sdp: answerTo(this.#pc.remoteDescription?.sdp ?? '', sdp) });
    }
  }
}
