import { commitmentOf, isHex256, newNonce, shortStringOf } from './short-string.js';

/**
 * @import { Fingerprints } from './fingerprints.js'
 *
 * @typedef {'commit' | 'nonce' | 'reveal' | 'stop'} Kind
 * @typedef {{kind: Kind, commitment: string, nonce: string}} Said `nonce` is empty where there is none
 * @typedef {'silent' | 'stopped' | 'broken' | 'forged' | 'too-often'} Fault `forged`: the number is not the one that the commitment was made of
 * @typedef {{commitment: string, nonce: string}} Round that is on its way; the number is ours
 */

/** How long to wait for an answer: the other page may have to load this feature first. In ms. */
const PATIENCE = 10_000;

/** Rounds on one connection: each is one more chance for somebody in between, though a chance of one in 2^42. */
export const MOST_ROUNDS = 16;

/**
 * The short string of one connection. The side that begins sends a hash of a random number, the commitment. The other side
 * answers with a random number of its own. Only then is the first number revealed. Each message of a round carries its commitment.
 *
 * Event: `change`. A round begins only when a person presses a button, here or there.
 */
export class Exchange extends EventTarget {
  /** `asked`: this side has committed itself. `answered`: the other one has. @type {'idle' | 'asked' | 'answered' | 'shown' | 'failed'} */
  state = 'idle';
  /** @type {Fault | null} */ fault = null;
  /** Seven numbers below 64 while the state is `shown`. @type {number[]} */ symbols = [];
  #fingerprints;
  #send;
  /** @type {Round | null} */ #round = null;
  /** All commitments of both sides: none is taken twice. @type {Set<string>} */ #commitments = new Set();
  /** A hash takes a moment, and what comes meanwhile must not overtake it. */ #handling = Promise.resolve();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #isOver = false;

  /**
   * @param {Fingerprints} fingerprints of this connection
   * @param {(message: object) => boolean} send whether it could be sent
   */
  constructor(fingerprints, send) {
    super();
    this.#fingerprints = fingerprints;
    this.#send = send;
  }

  get isBusy() {
    return this.state === 'asked' || this.state === 'answered';
  }

  /** Does nothing while a round is on its way. */
  begin() {
    return this.#inTurn(async () => {
      if (this.isBusy || this.#isTooOften()) return;
      const nonce = newNonce();
      const commitment = await commitmentOf(this.#roles(true), nonce);
      this.#commitments.add(commitment);
      this.#wait('asked', { commitment, nonce });
      this.#say({ kind: 'commit', commitment });
    });
  }

  /** @param {unknown} message as JSON has it; a kind that this page does not know is ignored */
  hear(message) {
    return this.#inTurn(async () => {
      if (!isOurs(message)) return;
      const said = read(message);
      if (said) await this.#take(said);
      else if (this.isBusy) this.#breakOff('broken');
    });
  }

  /** The connection is over. */
  end() {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** @param {Said} said */
  async #take({ kind, commitment, nonce }) {
    if (kind === 'commit') return this.#answer(commitment);
    const round = this.#round?.commitment === commitment ? this.#round : null;
    if (kind === 'stop') {
      if (round) this.#fail('stopped');
    } else if (!round) {
      this.#send({ kind: 'stop', commitment }); // of a round that is over here
    } else if (kind === 'nonce' && this.state === 'asked') {
      this.#say({ kind: 'reveal', commitment, nonce: round.nonce });
      await this.#show(true, { committer: round.nonce, responder: nonce });
    } else if (kind === 'reveal' && this.state === 'answered') {
      if ((await commitmentOf(this.#roles(false), nonce)) !== commitment) this.#breakOff('forged');
      else await this.#show(false, { committer: nonce, responder: round.nonce });
    } else {
      this.#breakOff('broken'); // out of order, or said twice
    }
  }

  /** @param {string} commitment of the other side */
  #answer(commitment) {
    if (this.#commitments.has(commitment) || this.state === 'answered') this.#breakOff('broken');
    else if (this.#isTooOften()) this.#send({ kind: 'stop', commitment });
    else this.#respond(commitment);
  }

  /** @param {string} commitment that is heard for the first time */
  #respond(commitment) {
    this.#commitments.add(commitment);
    // Both have begun: the larger commitment stays; neither says anything of its number.
    if (this.state === 'asked' && this.#round && commitment < this.#round.commitment) return;
    const nonce = newNonce();
    this.#wait('answered', { commitment, nonce });
    this.#say({ kind: 'nonce', commitment, nonce });
  }

  /** @param {boolean} isCommitter whether this side is */
  #roles(isCommitter) {
    const { local, remote } = this.#fingerprints;
    return isCommitter ? { committer: local, responder: remote } : { committer: remote, responder: local };
  }

  #isTooOften() {
    const isTooOften = this.#commitments.size >= MOST_ROUNDS;
    if (isTooOften) this.#breakOff('too-often');
    return isTooOften;
  }

  /** @param {'asked' | 'answered'} state @param {Round} round */
  #wait(state, round) {
    this.#round = round;
    this.#enter(state);
    this.#timer = setTimeout(() => this.#breakOff('silent'), PATIENCE);
  }

  /** @param {boolean} isCommitter @param {import('./short-string.js').Two} nonces */
  async #show(isCommitter, nonces) {
    if (!this.isBusy) return; // it could not be sent
    const symbols = await shortStringOf(this.#roles(isCommitter), nonces);
    if (this.isBusy) this.#enter('shown', { symbols });
  }

  /** @param {object} message */
  #say(message) {
    if (!this.#send(message)) this.#fail('silent');
  }

  /** @param {Fault} fault */
  #breakOff(fault) {
    if (this.#round) this.#send({ kind: 'stop', commitment: this.#round.commitment });
    this.#fail(fault);
  }

  /** @param {Fault} fault */
  #fail(fault) {
    this.#round = null;
    this.#enter('failed', { fault });
  }

  /** @param {Exchange['state']} state @param {{symbols?: number[], fault?: Fault}} [outcome] */
  #enter(state, { symbols = [], fault } = {}) {
    clearTimeout(this.#timer);
    Object.assign(this, { state, symbols, fault: fault ?? null });
    if (!this.#isOver) this.dispatchEvent(new Event('change'));
  }

  /** @param {() => Promise<void>} act */
  #inTurn(act) {
    const handled = this.#handling.then(() => (this.#isOver ? undefined : act()));
    this.#handling = handled.catch(() => {}); // who has asked hears of it
    return handled;
  }
}

/** @param {unknown} message @returns {message is {kind: Kind}} */
function isOurs(message) {
  const { kind } = /** @type {{kind?: unknown}} */ (message ?? {});
  return kind === 'commit' || kind === 'nonce' || kind === 'reveal' || kind === 'stop';
}

/** @param {{kind: Kind, commitment?: unknown, nonce?: unknown}} message @returns {Said | null} null if it is malformed */
function read({ kind, commitment, nonce }) {
  const hasNonce = kind === 'nonce' || kind === 'reveal';
  if (!isHex256(commitment) || (hasNonce && !isHex256(nonce))) return null;
  return { kind, commitment, nonce: hasNonce ? /** @type {string} */ (nonce) : '' };
}
