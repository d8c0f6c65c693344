import { eachPeer, on } from '../../app/app.js';
import { Exchange } from './exchange.js';
import { readFingerprints } from './fingerprints.js';

/**
 * @import { Call } from '../../call/call.js'
 * @import { RemotePeer } from '../../call/remote-peer.js'
 * @import { LabelledChannel } from '../../link/data-channels.js'
 * @import { PeerLink } from '../../link/peer-link.js'
 * @import { Fingerprints } from './fingerprints.js'
 *
 * @typedef {'same' | 'differ'} Mark what a person has said of the symbols
 * @typedef {'older' | 'insecure' | 'insecure-there' | 'away' | 'unclear'} Obstacle
 * @typedef {{link: PeerLink, fingerprints: Fingerprints, exchange: Exchange, mark: Mark | null, name: string, isJudged: boolean}} Verified
 *   one connection; `name`: of the peer when it was marked; `isJudged`: the symbols of now, not those of a round before
 */

/** Of the data channels. */
export const LABEL = 'verify';

/**
 * The exchanges of a call, one for each connection. Another connection has other certificates: what was compared is forgotten with
 * it, and with another fingerprint on the same one.
 *
 * Events: `change` (detail: a peer id), `asked` (detail: the id of a peer that begins), `lost` (detail: the id of a peer whose
 * symbols were marked as the same, and whose connection is another one now).
 */
export class VerifyDesk extends EventTarget {
  #able;
  #isAble;
  /** @type {Call | null} */ #call = null;
  /** By peer id. @type {Map<string, Verified>} */ #verified = new Map();
  /** By peer id: why a comparison was not possible when the button was pressed. @type {Map<string, Obstacle>} */ #obstacles = new Map();
  /** Names of people who were compared and are gone. @type {Set<string>} */ #compared = new Set();
  /** Links that are listened to. @type {WeakSet<PeerLink>} */ #heard = new WeakSet();
  /** One after the other: what a peer says must not overtake what it has said. */ #handling = Promise.resolve();

  /**
   * @param {ReadonlyMap<string, boolean>} able peers whose page has this part, and whether their browser can calculate
   * @param {boolean} [isAble] whether this one can
   */
  constructor(able, isAble = Boolean(globalThis.crypto?.subtle)) {
    super();
    this.#able = able;
    this.#isAble = isAble;
  }

  /** @param {Call} call until it is over */
  follow(call) {
    this.#call = call;
    eachPeer(call, ({ peer }) => {
      this.#check(peer.id);
      this.reconsider(peer.id);
      // The same name is not the same person: the server says who is who.
      if (this.#compared.delete(peer.name)) this.#tell('lost', peer.id);
    });
    on(call, 'gone', id => {
      const verified = this.#verified.get(id);
      if (verified?.mark === 'same') this.#compared.add(verified.name);
      this.#forget(id);
      this.#tell('change', id);
    });
    return () => {
      this.#call = null;
      this.#compared.clear();
      for (const id of [...this.#verified.keys()]) this.#forget(id);
    };
  }

  get peers() {
    return this.#call?.peers ?? [];
  }

  /** @param {string} id of a peer @returns {Obstacle | null} */
  obstacle(id) {
    return this.#obstacles.get(id) ?? null;
  }

  /** @param {string} id of a peer @returns {Verified | null} */
  of(id) {
    return this.#verified.get(id) ?? null;
  }

  /** Forgets an obstacle that is gone. @param {string} id of a peer */
  reconsider(id) {
    if (this.#obstacles.has(id) && !this.#obstacleTo(id)) this.#obstacles.delete(id);
    this.#tell('change', id);
  }

  /** A person asks for it. @param {string} id of a peer */
  begin(id) {
    return this.#inTurn(async () => {
      this.#obstacles.delete(id);
      const obstacle = this.#obstacleTo(id);
      const verified = obstacle ? null : await this.#verify(id);
      if (verified) await verified.exchange.begin();
      else this.#obstacles.set(id, obstacle ?? 'unclear');
      this.#tell('change', id);
    });
  }

  /** @param {string} id of a peer @param {unknown} message as JSON has it */
  hear(id, message) {
    return this.#inTurn(async () => {
      const verified = await this.#verify(id);
      if (!verified) return;
      const wasBusy = verified.exchange.isBusy;
      await verified.exchange.hear(message);
      if (!wasBusy && verified.exchange.isBusy) {
        this.#obstacles.delete(id);
        this.#tell('asked', id);
      }
    });
  }

  /** @param {string} id of a peer @param {Mark} mark */
  mark(id, mark) {
    const verified = this.#verified.get(id);
    if (verified?.exchange.state !== 'shown') return;
    Object.assign(verified, { mark, isJudged: true, name: this.#remote(id)?.peer.name ?? '' });
    this.#tell('change', id);
  }

  /** @param {string} id @returns {Obstacle | null} */
  #obstacleTo(id) {
    if (!this.#isAble) return 'insecure';
    const remote = this.#remote(id);
    if (remote?.link?.state !== 'connected') return 'away';
    const able = this.#able.get(id);
    return able === undefined ? 'older' : able ? null : 'insecure-there';
  }

  /** The exchange of the current connection; makes one if there is none. @param {string} id */
  async #verify(id) {
    await this.#look(id);
    const link = this.#remote(id)?.link;
    const known = this.#verified.get(id);
    if (known || !link || !this.#isAble) return known ?? null;
    const fingerprints = await link.read(readFingerprints);
    if (!fingerprints || this.#remote(id)?.link !== link) return null;
    const exchange = new Exchange(fingerprints, message => send(link.channel(LABEL), message));
    /** @type {Verified} */ const verified = { link, fingerprints, exchange, mark: null, name: '', isJudged: false };
    this.#verified.set(id, verified);
    exchange.addEventListener('change', () => {
      verified.isJudged = false;
      this.#tell('change', id);
    });
    return verified;
  }

  /** Called after everything that may have changed a certificate. @param {string} id */
  #check(id) {
    const link = this.#remote(id)?.link;
    if (link && !this.#heard.has(link)) {
      this.#heard.add(link);
      for (const type of ['negotiation', 'state']) link.addEventListener(type, () => this.#check(id));
    }
    if (this.#verified.has(id)) this.#inTurn(() => this.#look(id));
  }

  /** @param {string} id */
  async #look(id) {
    const verified = this.#verified.get(id);
    if (!verified) return;
    const { fingerprints, link } = verified;
    const isSameLink = this.#remote(id)?.link === link;
    const now = isSameLink ? await link.read(readFingerprints) : null;
    if (this.#verified.get(id) !== verified) return;
    if (now?.local === fingerprints.local && now.remote === fingerprints.remote) return;
    this.#forget(id);
    if (verified.mark === 'same') this.#tell('lost', id);
    this.#tell('change', id);
  }

  /** @param {string} id */
  #forget(id) {
    this.#verified.get(id)?.exchange.end();
    this.#verified.delete(id);
    this.#obstacles.delete(id);
  }

  /** @param {string} id @returns {RemotePeer | undefined} */
  #remote(id) {
    return this.peers.find(({ peer }) => peer.id === id);
  }

  /** @param {'change' | 'asked' | 'lost'} type @param {string} id */
  #tell(type, id) {
    if (this.#call) this.dispatchEvent(new CustomEvent(type, { detail: id }));
  }

  /** @param {() => Promise<void>} act */
  #inTurn(act) {
    const handled = this.#handling.then(act);
    this.#handling = handled.catch(() => {}); // who has asked hears of it
    return handled;
  }
}

/** @param {LabelledChannel} channel @param {object} message */
function send(channel, message) {
  return channel.send(JSON.stringify(message));
}
