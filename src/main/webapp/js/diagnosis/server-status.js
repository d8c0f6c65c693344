/** @import { ServerCause, ServerEvidence } from './diagnosis.js' */
/** @import { Door } from '../signaling/handshake-probe.js' */
/** @import { SignalingClient } from '../signaling/signaling-client.js' */

/** A socket that is back within this time is not worth a word. In milliseconds. */
const HICCUP = 1000;

/** Why somebody who was in is not let in again just now. Each has another notice for a newcomer. @type {Record<string, string>} */
const WAITING = {
  'room-full': 'notice.room-full-again',
};

/** Why there is no way to the server, where the notice is not called like the cause. @type {Partial<Record<ServerCause, string>>} */
const NOTICES = {
  'origin-refused': 'notice.stranger',
  'address-crowded': 'notice.crowd',
};

/** How many changes of the cause are kept for those who come late. */
const PAST = 20;

/** Once could be a server that is just restarting, with http a moment before WebSockets. */
const TWICE = 2;

/**
 * What to say of the server in a call: without alarm, because nobody's picture has stopped for its sake, and once, however
 * many attempts it takes.
 *
 * Events: `trouble` and `over` (detail of each: a key of i18n), `over` only after `trouble`; `cause` (the cause is another
 * one now). A `trouble` can be cancelled by who says it in a place of its own.
 */
export class ServerStatus extends EventTarget {
  #signaling;
  #isOnline;
  #clock;
  /** @type {string | null} the trouble that was told */ #told = null;
  /** @type {ServerCause | null} */ #cause = null;
  /** @type {{at: number, cause: ServerCause | null}[]} */ #past = [];
  /** What the server has said of WebSockets in this outage. @type {Door | null} */ #door = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {SignalingClient} signaling
   * @param {() => boolean} [isOnline] what the browser thinks of its network
   * @param {() => number} [clock] ms
   */
  constructor(signaling, isOnline = () => navigator.onLine, clock = () => performance.now()) {
    super();
    this.#signaling = signaling;
    this.#isOnline = isOnline;
    this.#clock = clock;
    signaling.addEventListener('down', () => {
      this.#timer = setTimeout(() => this.#diagnose(), HICCUP);
    });
    signaling.addEventListener('retry', event => {
      // One failure is a hiccup, unless it has taken its time.
      const { stuck, unanswered } = signaling.evidence;
      if (/** @type {CustomEvent} */ (event).detail > 1 || stuck > 0 || unanswered > 0) this.#diagnose();
    });
    signaling.addEventListener('waiting', event => {
      this.#tell(WAITING[/** @type {CustomEvent} */ (event).detail.code] ?? 'notice.not-let-in-again', null);
    });
    signaling.addEventListener('up', () => this.#takeBack());
    signaling.addEventListener('end', () => clearTimeout(this.#timer));
  }

  /** @returns {ServerCause | null} why there is no way to the server, if that is so and was told */
  get cause() {
    return this.#cause;
  }

  /** Each cause until now and when it was found, null when it was over: for a part of the page that is loaded later. */
  get past() {
    return this.#past;
  }

  /** @param {Door} door what the server has said of WebSockets */
  hearOf(door) {
    // Said so late that the trouble is over.
    if (this.#told === null) return;
    this.#door = door;
    this.#diagnose();
  }

  #diagnose() {
    const cause = diagnoseServer({ online: this.#isOnline(), door: this.#door, ...this.#signaling.evidence });
    this.#tell(NOTICES[cause] ?? `notice.${cause}`, cause);
  }

  /**
   * @param {string} key
   * @param {ServerCause | null} cause
   */
  #tell(key, cause) {
    clearTimeout(this.#timer);
    if (key === this.#told) return;
    this.#told = key;
    this.#become(cause);
    this.dispatchEvent(new CustomEvent('trouble', { detail: key, cancelable: true }));
  }

  #takeBack() {
    clearTimeout(this.#timer);
    const key = this.#cause ? 'notice.reconnected' : 'notice.let-in-again';
    const wasTold = this.#told !== null;
    this.#told = null;
    this.#door = null;
    this.#become(null);
    if (wasTold) this.dispatchEvent(new CustomEvent('over', { detail: key }));
  }

  /** @param {ServerCause | null} cause */
  #become(cause) {
    if (cause === this.#cause) return;
    this.#cause = cause;
    this.#past = [...this.#past, { at: this.#clock(), cause }].slice(-PAST);
    this.dispatchEvent(new Event('cause'));
  }
}

/**
 * Why there is no way to the server, if there is none.
 *
 * @param {ServerEvidence} evidence
 * @returns {ServerCause}
 */
export function diagnoseServer({ online, door, unopened, stuck, unanswered }) {
  if (door === 'stranger') return 'origin-refused';
  if (door === 'crowd') return 'address-crowded';
  if (door === 'sign-in') return 'sign-in-needed';
  if (!online) return 'offline';
  if (unanswered > 0) return 'signaling-silent';
  if (door === 'blocked' || unopened >= TWICE || (stuck > 0 && door === 'open')) return 'signaling-blocked';
  return 'server-away';
}
