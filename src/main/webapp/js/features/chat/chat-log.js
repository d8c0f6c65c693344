/** @import { SaidLine, ServerMessage } from '../../signaling/protocol.js' */
/** @import { SignalingClient } from '../../signaling/signaling-client.js' */

/**
 * One line as a view shows it. `sending`: the server has not confirmed it yet. `failed`: it has refused it, or says nothing.
 *
 * @typedef {object} ChatLine
 * @property {string} id the same as long as the line is there
 * @property {string} name of who said it
 * @property {string} text
 * @property {number} at in ms since 1970
 * @property {boolean} isOwn
 * @property {'said' | 'sending' | 'failed'} state
 * @property {string} [reason] why it has failed: the code of the server's error
 */

/** More than anybody scrolls back. */
const MOST_LINES = 500;

/** How long the server may take to confirm a line, in ms. */
const PATIENCE = 10_000;

/**
 * What was said in the room since we came, in the server's order, and after it our own lines that the server has not confirmed
 * yet. These are sent again when the server is back.
 *
 * Events: `change` (the lines are others now), `heard` (detail: a ChatLine of somebody else that is new).
 */
export class ChatLog extends EventTarget {
  #signaling;
  /** @type {ChatLine[]} */ #said = [];
  /** By the reference that the server is given, in the order they were written. @type {Map<string, ChatLine>} */ #unconfirmed = new Map();
  /** Of the lines in #said: after a restart, the server may say one twice. @type {string[]} */ #keys = [];
  #over = new AbortController();

  /** @param {SignalingClient} signaling */
  constructor(signaling) {
    super();
    this.#signaling = signaling;
    const { signal } = this.#over;
    signaling.addEventListener('message', event => this.#hear(/** @type {CustomEvent} */ (event).detail), { signal });
    signaling.addEventListener('up', () => this.#sendAgain(), { signal });
  }

  /** Takes what was said before this part of the page was loaded. */
  catchUp() {
    for (const line of this.#signaling.lines) this.#add(line);
  }

  /** @returns {ChatLine[]} in the order they are shown */
  get lines() {
    return [...this.#said, ...this.#unconfirmed.values()];
  }

  /** @param {string} text a tidy one */
  say(text) {
    const ref = newReference();
    this.#unconfirmed.set(ref, { id: ref, name: '', text, at: Date.now(), isOwn: true, state: 'sending' });
    this.#send(ref);
  }

  /** @param {string} id of a line that has failed */
  again(id) {
    this.#send(id);
  }

  close() {
    this.#over.abort();
    this.#unconfirmed.clear();
  }

  #sendAgain() {
    for (const [ref, { state }] of this.#unconfirmed) if (state === 'sending') this.#send(ref);
  }

  /** What does not go out now goes out with the next `up`. @param {string} ref */
  #send(ref) {
    const line = this.#unconfirmed.get(ref);
    if (!line) return;
    line.state = 'sending';
    delete line.reason;
    const isSent = this.#signaling.send({ type: 'chat', text: line.text, ref });
    if (isSent) setTimeout(() => this.#doubt(ref), PATIENCE);
    this.#changed();
  }

  /** A server that was away meanwhile is not late: the line waits for it, or has been sent again. @param {string} ref */
  #doubt(ref) {
    if (this.#unconfirmed.get(ref)?.state === 'sending' && this.#signaling.isJoined) this.#fail(ref, 'silent');
  }

  /** @param {ServerMessage} message */
  #hear(message) {
    if (message.type === 'chat') this.#add(message);
    else if (message.type !== 'error') return;
    else if (message.ref !== undefined) this.#fail(message.ref, message.code);
    // A server of before the chat does not say which message it does not know.
    else if (message.code === 'unknown-type') for (const ref of this.#unconfirmed.keys()) this.#fail(ref, message.code);
  }

  /** @param {string} ref @param {string} reason */
  #fail(ref, reason) {
    const line = this.#unconfirmed.get(ref);
    if (!line) return;
    Object.assign(line, { state: 'failed', reason });
    this.#changed();
  }

  /** @param {SaidLine} said */
  #add({ from, ref, name, text, at }) {
    const key = `${from} ${ref}`;
    if (this.#keys.includes(key)) return;
    const own = this.#unconfirmed.get(ref);
    const line = Object.assign(own ?? { id: key, text, isOwn: false }, { name, at, state: /** @type {const} */ ('said') });
    this.#unconfirmed.delete(ref);
    this.#said = [...this.#said, line].slice(-MOST_LINES);
    this.#keys = [...this.#keys, key].slice(-MOST_LINES);
    this.#changed();
    if (!own) this.dispatchEvent(new CustomEvent('heard', { detail: line }));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** That nobody else has by chance. Not randomUUID, which a page without TLS does not have. */
function newReference() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
