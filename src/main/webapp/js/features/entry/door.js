/** @import { SignalError } from '../../signaling/protocol.js' */
/** @import { Problem } from '../../media/local-media.js' */
/** @import { SignalingClient } from '../../signaling/signaling-client.js' */

/**
 * @typedef {'idle' | 'opening' | 'connecting' | 'joining' | 'waiting' | 'in'} Stage what is waited for: nothing, the devices, the
 *   server, its answer, a place; `in`: nothing any more
 */

/** What is said while somebody enters. @type {Partial<Record<Stage, string>>} */
const STAGES = {
  opening: 'entry.opening',
  connecting: 'entry.connecting',
  joining: 'entry.joining',
};

/** What the server's answers mean to who waits for a place. @type {Record<string, string>} */
const WAITING = {
  'room-full': 'entry.room-full',
};

/** Troubles that are said here, because their notice speaks of a call that goes on. The others have their notice. @type {Record<string, string>} */
const TROUBLES = {
  'notice.server-away': 'entry.server-away',
};

/**
 * The way from the form into the room. It begins with `enter`, which a press of the button calls and nothing else does: before
 * that no device is opened and no `join` is sent. Knows no DOM.
 *
 * Media first, then join: no offer can arrive at a page that is not ready for it.
 *
 * Events: `stage` (it is another one now), `ahead` (there is another connection to the server, made while the room is typed), `opened` (detail: {room, signaling, problems}; the devices are open and nothing has
 * been said to the server: who listens can hear all of it), `refused` (detail: a SignalError; the door is idle again).
 */
export class Door extends EventTarget {
  #openDevices;
  #connect;
  #prepare;
  /** @type {Stage} */ #stage = 'idle';
  /** A connection made while the room is still being typed. @type {{room: string, signaling: SignalingClient} | null} */ #ahead = null;
  /** Of who is on the way in, or in. @type {SignalingClient | null} */ #signaling = null;
  /** Why there is no place yet. @type {SignalError | null} */ #refusal = null;

  /**
   * @param {() => Promise<Problem[]>} openDevices
   * @param {(room: string) => SignalingClient} connect
   * @param {(isWanted: () => boolean) => Promise<void>} [prepare] brings what else a call needs; at an end as well when it is not wanted any more
   */
  constructor(openDevices, connect, prepare = async () => {}) {
    super();
    this.#openDevices = openDevices;
    this.#connect = connect;
    this.#prepare = prepare;
  }

  get stage() {
    return this.#stage;
  }

  /** @returns {{room: string, signaling: SignalingClient} | null} the room that the button would enter, and the connection to the server that is made ahead for it; null if there is none */
  get ahead() {
    return this.#ahead;
  }

  /** @returns {SignalError | null} what the server has said, while it is `waiting` */
  get refusal() {
    return this.#refusal;
  }

  /**
   * Opens the socket and says nothing on it, so that it is open when the button is pressed.
   *
   * @param {string} room
   */
  connectAhead(room) {
    this.#socketTo(room);
  }

  /**
   * @param {string} room
   * @param {string} name
   */
  async enter(room, name) {
    this.leave();
    const signaling = this.#socketTo(room);
    this.#ahead = null;
    this.#signaling = signaling;
    // Cancelled meanwhile, or gone elsewhere by the browser's own buttons: not any more.
    const isOurs = () => this.#signaling === signaling;
    this.#become('opening');
    const prepared = this.#prepare(isOurs);
    const problems = await this.#open();
    if (!isOurs()) return;
    this.#become('connecting');
    await prepared;
    if (!isOurs()) return;
    this.#follow(signaling);
    this.dispatchEvent(new CustomEvent('opened', { detail: { room, signaling, problems } }));
    signaling.join(name);
  }

  /** Out of the room, or not into it after all. */
  leave() {
    const signaling = this.#signaling;
    this.#signaling = null;
    signaling?.leave();
    this.#become('idle');
  }

  /** Who cannot be seen may enter all the same. */
  async #open() {
    try {
      return await this.#openDevices();
    } catch (error) {
      console.error('The devices could not be opened', error);
      return [];
    }
  }

  /**
   * The one that is open ahead, or another one.
   *
   * @param {string} room
   */
  #socketTo(room) {
    if (this.#ahead?.room === room) return this.#ahead.signaling;
    this.#ahead?.signaling.leave();
    const signaling = this.#connect(room);
    this.#ahead = { room, signaling };
    signaling.connect();
    this.dispatchEvent(new Event('ahead'));
    return signaling;
  }

  /** @param {SignalingClient} signaling */
  #follow(signaling) {
    const isOurs = () => this.#signaling === signaling && this.#stage !== 'in';
    signaling.addEventListener('asking', () => {
      // A question for a place is asked again and again: that is no news to who waits for one.
      if (isOurs() && this.#stage !== 'waiting') this.#become('joining');
    });
    signaling.addEventListener('retry', event => {
      // While waiting, one lost attempt is a hiccup.
      if (isOurs() && (this.#stage !== 'waiting' || /** @type {CustomEvent} */ (event).detail > 1)) this.#become('connecting');
    });
    signaling.addEventListener('queued', event => {
      if (isOurs()) this.#become('waiting', /** @type {CustomEvent} */ (event).detail);
    });
    signaling.addEventListener('up', () => isOurs() && this.#become('in'));
    signaling.addEventListener('refused', event => {
      if (!isOurs()) return;
      this.leave();
      this.dispatchEvent(new CustomEvent('refused', { detail: /** @type {CustomEvent} */ (event).detail }));
    });
  }

  /**
   * @param {Stage} stage
   * @param {SignalError | null} [refusal]
   */
  #become(stage, refusal = null) {
    if (stage === this.#stage && refusal?.code === this.#refusal?.code) return;
    this.#stage = stage;
    this.#refusal = refusal;
    this.dispatchEvent(new Event('stage'));
  }
}

/**
 * What somebody waits for at the door.
 *
 * @param {Stage} stage
 * @param {SignalError | null} refusal of the server, while waiting for a place
 * @param {string | null} trouble a key of i18n: why there is no way to the server
 * @returns {{key: string, max?: string} | null} a key of i18n; null: nobody waits
 */
export function wordsFor(stage, refusal, trouble) {
  if (stage === 'waiting' && refusal) return { key: WAITING[refusal.code] ?? 'entry.draining', max: `${refusal.limit ?? ''}` };
  if (stage === 'connecting' && trouble && isSaidAtTheDoor(trouble)) return { key: TROUBLES[trouble] };
  const key = STAGES[stage];
  return key ? { key } : null;
}

/** @param {string} trouble a key of i18n */
export function isSaidAtTheDoor(trouble) {
  return trouble in TROUBLES;
}
