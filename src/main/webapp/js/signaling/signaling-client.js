import { Liveness } from './liveness.js';
import { delayAfterSilence, delayBefore, delayBeforePlace, delayBesideProbe, isFresh, PATIENCE, patienceBesideAnswer, patienceWith } from './reconnect-policy.js';
import { ServerProbe } from './server-probe.js';
import { SpareSocket } from './spare-socket.js';

/** @import { Bye, Joined, Line, Outgoing, SaidLine, ServerMessage, SignalError } from './protocol.js' */

/** Refusals of a token, not of a person: without it, the same person is welcome. */
const TOKEN_REFUSED = ['resume-expired', 'not-allowed'];

/** In bytes: the server takes 8 KiB from a page that has not joined. An offer with many network paths may be longer. */
const LONGEST_JOIN = 8_000;

/** Refusals that end by themselves: who asks again later is let in. */
const NO_PLACE = ['room-full', 'draining', 'too-fast'];

/**
 * The WebSocket to the server: messages in, messages out. When the socket drops it connects again and takes its place
 * with the resume token, for as long as it is open.
 *
 * Events: `message` (detail: a ServerMessage), `down` (the socket is gone, trying again), `asking` (`join` has gone out), `retry`
 * (another attempt has failed; detail: how many have in a row), `waiting` (who was in has no place just now, trying again;
 * detail: a SignalError), `queued` (a newcomer has no place yet, trying again; detail: a SignalError), `up` (joined, also again), `refused` (a newcomer is not let in, not trying again; detail: a SignalError),
 * `end` (detail: why there will be no more attempts).
 */
export class SignalingClient extends EventTarget {
  #url;
  #WebSocket;
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {string | null} */ #name = null;
  /** @type {string | undefined} */ #resume;
  /** By which the server knows a newcomer again whose `joined` was lost. */
  #visit = secret();
  /** Of the chat, the last 500, for a part of the page that comes later. @type {SaidLine[]} */ lines = [];
  /** Sent with the first `join`; the server may cross it with a prepared offer in the room. @type {string | undefined} */ offer;
  #joined = false;
  #wasJoined = false;
  #attempt = 0;
  /** How often a newcomer has asked for a place and there was none. */ #asked = 0;
  /** Attempts since the last `joined`, see evidence(). */ #failures = { unopened: 0, stuck: 0, unanswered: 0 };
  /** Whether the socket was made because somebody knew that the network or the server is back. */
  #hurried = false;
  /** When the newest socket was made, and whether the server answered by http then. */ #newest = { at: 0, answers: false };
  #clock;
  #probe;
  #liveness;
  #spare;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {string | null} */ #ended = null;

  /**
   * @param {URL} url of the room's endpoint
   * @param {typeof WebSocket} [WebSocketClass]
   * @param {ConstructorParameters<typeof ServerProbe>[2]} [fetchIt]
   * @param {() => number} [clock] ms
   */
  constructor(url, WebSocketClass = WebSocket, fetchIt = (...request) => fetch(...request), clock = () => performance.now()) {
    super();
    this.#url = url;
    this.#WebSocket = WebSocketClass;
    this.#clock = clock;
    this.#probe = new ServerProbe(homeOf(url), () => this.#serverIsBack(), fetchIt);
    this.#liveness = new Liveness({ ask: () => this.#say({ type: 'ping' }), doubt: () => this.#spare.prepare() }, clock);
    this.#spare = new SpareSocket(() => this.#open(), socket => this.#changeTo(socket));
  }

  /** Opens the socket, and says nothing yet: a page may do this while its user is still busy. */
  connect() {
    if (this.#socket || this.#ended) return;
    this.#use(this.#open());
  }

  /** A browser that makes no socket gives one that is closed: that is an attempt that has failed, as any other. */
  #open() {
    this.#newest = { at: this.#clock(), answers: this.#probe.answers };
    try {
      return new this.#WebSocket(this.#url, 'noom.v1');
    } catch (error) {
      console.warn('The browser makes no WebSocket', error);
      return /** @type {WebSocket} */ ({ readyState: this.#WebSocket.CLOSED, close() {} });
    }
  }

  /** @param {WebSocket} socket new, and in whatever state */
  #use(socket) {
    clearTimeout(this.#timer);
    this.#socket = socket;
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = event => socket === this.#socket && this.#receive(JSON.parse(event.data));
    socket.onclose = () => this.#lost(socket);
    this.#expectProgress(socket);
    if (socket.readyState === this.#WebSocket.OPEN) this.#opened(socket);
    if (socket.readyState === this.#WebSocket.CLOSED) this.#lost(socket);
  }

  /** @param {WebSocket} socket that takes the place of one that is dead */
  #changeTo(socket) {
    this.#forget();
    this.#hurried = true;
    this.#use(socket);
    // It was begun when the network was away, perhaps.
    if (socket.readyState === 0) this.#probe.start();
  }

  /** @param {string} name how the person wants to be called */
  join(name) {
    this.#name = name;
    this.connect();
    if (this.#socket?.readyState === this.#WebSocket.OPEN) this.#sayJoin();
  }

  /**
   * What cannot be said now is not kept: the sender must say it again after the next `up`.
   *
   * @param {Outgoing | Line} message
   * @returns {boolean} whether it went out
   */
  send(message) {
    return this.#joined && this.#say(message);
  }

  /** @param {string} name how the person wants to be called from now on, also after a return */
  rename(name) {
    this.#name = name;
    return this.#joined && this.#say({ type: 'rename', name });
  }

  /** @param {string} sdp an offer for the next newcomer */
  standBy(sdp) {
    return this.#joined && this.#say({ type: 'standby', sdp });
  }

  /**
   * @param {import('../diagnosis/diagnosis.js').Cause} cause why somebody is not seen or heard here
   * @returns {boolean} whether it went out
   */
  report(cause) {
    return this.#joined && this.#say({ type: 'trouble', cause });
  }

  /** @param {boolean} slow whether this line is known to be slow: then answers take their time */
  set slow(slow) {
    this.#liveness.slow = slow;
  }

  /** Why there is no way to the server, as far as it can be seen here; as in diagnosis.js. */
  get evidence() {
    return { ...this.#failures };
  }

  /** @returns {boolean} whether the server has a place for us that it can reach */
  get isJoined() {
    return this.#joined;
  }

  /** Leaves for good. */
  leave() {
    if (this.#name !== null) this.#say({ type: 'leave' });
    this.#end('left');
  }

  /**
   * Connects now, for those who know that the network is back or has changed. A socket of before may be dead without knowing
   * it: it is asked, and kept only if it answers before another one is open.
   */
  hurry() {
    if (this.#hurried) return;
    if (this.#joined) {
      if (this.#spare.prepare()) this.#say({ type: 'ping' });
      return;
    }
    this.#attempt = 0;
    this.#connectAnew();
    if (this.#wasJoined) this.#probe.start();
  }

  #serverIsBack() {
    // One that is open is about to be answered.
    if (this.#socket?.readyState === this.#WebSocket.OPEN) return;
    // One that was made after an answer has its own time.
    if (this.#socket && this.#newest.answers) return;
    // One that is new is on its way, too. Firefox opens one after the other, so a second one would come later.
    if (this.#socket && isFresh(this.#clock() - this.#newest.at)) this.#expectProgress(this.#socket);
    else this.#connectAnew();
  }

  #connectAnew() {
    if (this.#ended || this.#name === null) return;
    this.#forget();
    this.#hurried = true;
    this.connect();
  }

  /** @param {WebSocket} socket */
  #opened(socket) {
    if (socket !== this.#socket) return;
    clearTimeout(this.#timer);
    this.#sayJoin();
  }

  #sayJoin() {
    if (this.#name === null || !this.#socket) return;
    const who = this.#resume === undefined ? { visit: this.#visit, offer: this.offer } : { resume: this.#resume };
    const join = { type: 'join', name: this.#name, ...who, heard: this.lines.at(-1)?.number, crosses: true };
    const isTooLong = new TextEncoder().encode(JSON.stringify(join)).length > LONGEST_JOIN;
    this.#say(isTooLong ? { ...join, offer: undefined } : join);
    this.offer = undefined; // it can be crossed once
    this.#expectProgress(this.#socket);
    this.dispatchEvent(new Event('asking'));
  }

  /** @param {WebSocket} socket to be given up if nothing comes of it */
  #expectProgress(socket) {
    clearTimeout(this.#timer);
    const isImpatient = this.#wasJoined && socket.readyState !== this.#WebSocket.OPEN;
    this.#timer = setTimeout(() => this.#giveUp(socket), isImpatient ? this.#impatience() : PATIENCE);
  }

  #impatience() {
    const { stuck, unopened } = this.#failures;
    return this.#probe.answers ? patienceBesideAnswer(unopened) : patienceWith(stuck);
  }

  /** @param {WebSocket} socket that nothing has come of */
  #giveUp(socket) {
    if (socket !== this.#socket) return;
    const isOpen = socket.readyState === this.#WebSocket.OPEN;
    if (!isOpen) this.#failures.stuck++;
    else if (this.#name !== null) this.#failures.unanswered++;
    const delay = this.#probe.answers ? 0 : delayAfterSilence();
    this.#lost(socket, this.#wasJoined && !isOpen ? delay : undefined);
  }

  /** @param {object} message */
  #say(message) {
    if (this.#socket?.readyState !== this.#WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    this.#liveness.heard();
    this.#spare.drop();
    if (message.type === 'error' && !this.#joined) {
      this.#refused(message);
      return;
    }
    if (message.type === 'joined') this.#takePlace(message);
    else if (message.type === 'bye') this.#obey(message);
    else if (message.type === 'chat') this.lines = [...this.lines.slice(-499), message];
    this.dispatchEvent(new CustomEvent('message', { detail: message }));
    if (message.type === 'joined') this.dispatchEvent(new Event('up'));
  }

  /** @param {Joined} joined */
  #takePlace({ resume }) {
    clearTimeout(this.#timer);
    this.#resume = resume;
    // A page that joins without the token from now on is somebody new.
    this.#visit = secret();
    this.#joined = true;
    this.#wasJoined = true;
    this.#attempt = 0;
    this.#failures = { unopened: 0, stuck: 0, unanswered: 0 };
    this.#hurried = false;
    this.#probe.stop();
    this.#liveness.start();
  }

  /**
   * A newcomer who is refused is told so, and waits if there is only no place. Who was in has a call that needs no server:
   * nothing that the server says of a place in it is a reason to hang up.
   *
   * @param {SignalError} error
   */
  #refused(error) {
    // Said to a socket that was opened ahead; it will be said again to a page that joins.
    if (this.#name === null) return;
    // The server is there: that is not the question any more.
    this.#failures.unanswered = 0;
    this.#probe.stop();
    if (this.#resume !== undefined && TOKEN_REFUSED.includes(error.code)) {
      this.#resume = undefined;
      this.#sayJoin();
    } else if (this.#wasJoined || NO_PLACE.includes(error.code)) {
      this.#wait(error);
    } else {
      clearTimeout(this.#timer);
      this.#name = null;
      this.dispatchEvent(new CustomEvent('refused', { detail: error }));
    }
  }

  /**
   * By another socket: behind a load balancer, that may lead to a server which has a place.
   *
   * @param {SignalError} error
   */
  #wait(error) {
    this.#forget();
    const isNew = !this.#wasJoined;
    // The server has answered: who has no place yet has no failed attempts.
    if (isNew) this.#attempt = 0;
    this.#retryIn(isNew ? delayBeforePlace(error.code, this.#asked++) : delayBefore(this.#attempt++));
    this.dispatchEvent(new CustomEvent(isNew ? 'queued' : 'waiting', { detail: error }));
  }

  /** @param {Bye} bye */
  #obey(bye) {
    if (bye.action === 'stop') {
      this.#end(bye.reason);
      return;
    }
    if (bye.action === 'rejoin') this.#resume = undefined;
    this.#probe.stop();
    this.#forget();
    this.#retryIn(bye.after);
  }

  /**
   * @param {WebSocket} socket
   * @param {number} [delay] before the next one, in milliseconds
   */
  #lost(socket, delay) {
    if (socket !== this.#socket) return;
    // What the server says of itself, it says of the moment before.
    if (!this.#joined) this.#failures.unopened = this.#probe.answers ? this.#failures.unopened + 1 : 0;
    this.#forget();
    // A socket that was opened ahead of a join and timed out is not worth another one until it is needed.
    if (this.#name === null) return;
    const delayOf = this.#wasJoined && this.#probe.isAsking ? delayBesideProbe : delayBefore;
    this.#retryIn(delay ?? delayOf(this.#attempt));
    this.#attempt++;
    this.dispatchEvent(new CustomEvent('retry', { detail: this.#attempt }));
    // The first attempt is made at once: only if that fails, the server is away. Or if it takes its time.
    if (this.#wasJoined || this.#attempt > 1) this.#probe.start();
  }

  #forget() {
    const wasJoined = this.#joined;
    const socket = this.#socket;
    clearTimeout(this.#timer);
    this.#liveness.stop();
    this.#spare.drop();
    this.#socket = null;
    this.#joined = false;
    this.#hurried = false;
    socket?.close();
    if (wasJoined) this.dispatchEvent(new Event('down'));
  }

  /** @param {number} delay in milliseconds */
  #retryIn(delay) {
    this.#timer = setTimeout(() => this.connect(), delay);
  }

  /** @param {string} reason */
  #end(reason) {
    if (this.#ended) return;
    this.#ended = reason;
    clearTimeout(this.#timer);
    this.#probe.stop();
    this.#liveness.stop();
    this.#spare.drop();
    this.#socket?.close();
    this.#socket = null;
    this.#joined = false;
    this.dispatchEvent(new CustomEvent('end', { detail: reason }));
  }
}

/** 128 bits that nobody can guess. Not randomUUID, which a page without TLS does not have. */
function secret() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The application's own address, two levels above that of a room's endpoint (docs/protocol.md).
 *
 * @param {URL} endpoint
 */
function homeOf(endpoint) {
  const home = new URL('..', endpoint);
  home.protocol = home.protocol.replace('ws', 'http');
  return home;
}
