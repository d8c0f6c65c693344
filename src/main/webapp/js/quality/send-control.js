import { reportOf } from './link-report.js';
import { INTERVAL, LinkQuestions, oneAtATime } from './plan-runner.js';
import { NOTHING_KNOWN, nextPlan } from './send-plan.js';
import { limitSenders } from '../link/sender-limits.js';

/** @import { Call } from '../call/call.js' */
/** @import { PeerLink } from '../link/peer-link.js' */
/** @import { Totals } from './link-report.js' */
/** @import { Memory, Reduced, Send } from './send-plan.js' */
/** @import { RemotePeer } from '../call/remote-peer.js' */

/**
 * 6 s: RTCP reports of sound come every 5 s (RFC 3550, section 6.2). Until then a report may count the packets of an outage
 * that is over, and a picture that is paused for it comes back much later than the network. In ms.
 */
const OUTAGE_ECHO = 6_000;

/** Half a second: until then, the first pictures of a newcomer need the processor. In ms. */
const SETTLING = 500;

/**
 * Asks the links of a call how they do, asks send-plan.js what to send to whom, and makes the links do it. While nobody
 * else is in the room, nothing runs.
 *
 * Event: `reduced` (detail: a Reduced, or null when everything is sent again as it should be).
 */
export class SendControl extends EventTarget {
  #call;
  #clock;
  #cores;
  /** @type {Memory} */ #memory = NOTHING_KNOWN;
  /** @type {WeakMap<PeerLink, Totals>} */ #totals = new WeakMap();
  /** Of links that were lost: until when their reports are about that. @type {WeakMap<PeerLink, number>} */ #echoes = new WeakMap();
  /** Links whose outage has just ended: the picture must begin again there. @type {WeakSet<PeerLink>} */ #returned = new WeakSet();
  /** @type {Reduced | null} */ #reduced = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #settling;
  /** Who is connected, and who of them watches. */
  #audience = '';
  #questions = new LinkQuestions();
  #plan = oneAtATime(() => this.#planOnce(), () => this.#timer !== undefined);

  /**
   * @param {Call} call
   * @param {object} [machine]
   * @param {() => number} [machine.clock] ms
   * @param {number} [machine.cores]
   */
  constructor(call, { clock = () => performance.now(), cores = navigator.hardwareConcurrency } = {}) {
    super();
    this.#call = call;
    this.#clock = clock;
    this.#cores = cores || 2; // a browser need not tell
    call.addEventListener('peer', () => this.#lookAround());
    call.addEventListener('gone', () => this.#lookAround());
    this.#lookAround();
  }

  /** A peer that goes, looks away or looks here again changes the plan at once, and one that comes soon. */
  #lookAround() {
    const peers = this.#connected();
    const hasReturned = this.#noteOutages();
    const audience = peers.map(({ peer, presence }) => `${peer.id} ${presence.watching}`).join();
    if (this.#call.peers.length === 0) this.#rest();
    if (audience === this.#audience && !hasReturned) return;
    this.#audience = audience;
    // A peer that loses the connection is planned for from the start afterwards: it may be another path.
    if (audience === '' && this.#timer === undefined) return;
    this.#timer ??= setInterval(() => this.#plan(), INTERVAL);
    clearTimeout(this.#settling);
    if (peers.every(({ link }) => link && this.#totals.has(link))) this.#plan();
    else this.#settling = setTimeout(() => this.#plan(), SETTLING);
  }

  /** @returns {boolean} whether an outage has just ended */
  #noteOutages() {
    let hasReturned = false;
    for (const { link, isCutOff } of this.#call.peers) {
      if (!link) continue;
      if (isCutOff) {
        this.#echoes.set(link, Infinity);
      } else if (link.state === 'connected' && this.#echoes.get(link) === Infinity) {
        this.#echoes.set(link, this.#clock() + OUTAGE_ECHO);
        this.#returned.add(link);
        hasReturned = true;
      }
    }
    return hasReturned;
  }

  #rest() {
    clearInterval(this.#timer);
    clearTimeout(this.#settling);
    this.#timer = undefined;
    this.#audience = '';
    this.#memory = NOTHING_KNOWN;
    this.#say(null);
  }

  #connected() {
    return this.#call.peers.filter(({ link }) => link?.state === 'connected');
  }

  async #planOnce() {
    const peers = this.#connected();
    const readings = await Promise.all(peers.map(remote => this.#read(remote)));
    if (this.#timer === undefined) return; // all have left meanwhile
    const { memory, sends, reduced } = nextPlan(this.#memory, {
      at: this.#clock(),
      cores: this.#cores,
      lines: Math.max(0, ...readings.map(({ lines }) => lines)),
      viewers: peers.map(({ peer, presence }, i) => ({
        id: peer.id,
        watching: presence.watching,
        report: readings[i].report,
      })),
    });
    this.#memory = memory;
    await Promise.all(
      peers.map(remote => {
        const send = sends.get(remote.peer.id);
        return send && this.#ask(remote, link => this.#limit(link, send), undefined);
      }),
    );
    if (this.#timer !== undefined) this.#say(reduced);
  }

  /**
   * A peer that has missed a frame can show none of those that follow. It waits for up to 3 s before it asks for a whole one
   * (seen in Chromium 156). An encoder that begins again makes one at once.
   *
   * @param {PeerLink} link
   * @param {Send} send
   */
  async #limit(link, send) {
    if (this.#returned.delete(link) && send.picture) await link.limit({ ...send, picture: null }, limitSenders);
    await link.limit(send, limitSenders);
  }

  /** @param {RemotePeer} remote */
  async #read(remote) {
    return this.#ask(
      remote,
      async link => {
        const mids = [link.midOf('microphone'), link.midOf('camera')];
        const { report, totals, lines } = reportOf(await link.getStats(), this.#totals.get(link), mids);
        this.#totals.set(link, totals);
        const isEcho = this.#clock() < (this.#echoes.get(link) ?? 0);
        return { report: isEcho ? null : report, lines };
      },
      { report: null, lines: 0 },
    );
  }

  /**
   * @template T
   * @param {RemotePeer} remote
   * @param {(link: PeerLink) => Promise<T>} question
   * @param {T} otherwise if there is no link, or it cannot answer
   */
  async #ask({ peer, link }, question, otherwise) {
    if (!link) return otherwise;
    return this.#questions.ask(link, () => question(link), otherwise, `What is sent to ${peer.id} could not be adapted`);
  }

  /** @param {Reduced | null} reduced */
  #say(reduced) {
    if (reduced === this.#reduced) return;
    this.#reduced = reduced;
    this.dispatchEvent(new CustomEvent('reduced', { detail: reduced }));
  }
}
