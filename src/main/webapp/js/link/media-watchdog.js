/** @import { PeerLink } from './peer-link.js' */

/** Half a second between two looks: what costs little and is known four times before it counts. In ms. */
const INTERVAL = 500;

/** 2 s: a browser calls a connection `disconnected` after 5 to 7; Wi-Fi that roams or a machine that is busy is back by then. In ms. */
const PATIENCE = 2_000;

/** After 2 s of packets in every look there is something that can stop. */
const STEADY_LOOKS = 4;

/**
 * Whether nothing arrives any more of what has arrived steadily: the path is cut, or leads to an address that one of the two
 * has no longer. Long before the browser says so, and whatever the peer itself knows of it.
 *
 * Event: `change`.
 */
export class MediaWatchdog extends EventTarget {
  #link;
  #isExpected;
  #clock;
  #isSilent = false;
  #packets = 0;
  #lastAt = 0;
  /** In a row, with something new. */ #steady = 0;
  /** In a row, without: one alone says more of a page that slept than of the link. */ #vain = 0;
  /** Whether it was said that the browser does not tell. */ #complained = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {PeerLink} link
   * @param {() => boolean} isExpected whether the peer has something switched on that must arrive
   * @param {() => number} [clock] ms
   */
  constructor(link, isExpected, clock = () => performance.now()) {
    super();
    this.#link = link;
    this.#isExpected = isExpected;
    this.#clock = clock;
    this.#next();
  }

  /** @returns {boolean} whether it is silent now */
  get isSilent() {
    return this.#isSilent;
  }

  /** The link is closed. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #next() {
    this.#timer = setTimeout(() => this.#look(), INTERVAL);
  }

  async #look() {
    const timer = this.#timer;
    const packets = await this.#read();
    if (timer !== this.#timer) return; // stopped meanwhile
    if (packets !== null) this.#judge(packets);
    this.#next();
  }

  async #read() {
    try {
      return await this.#link.arrived();
    } catch (error) {
      // Not known: a peer that hangs up while being asked, or a browser that does not tell.
      if (this.#link.state !== 'closed') this.#complain(error);
      return null;
    }
  }

  /** @param {unknown} error */
  #complain(error) {
    if (!this.#complained) console.warn('It is not known what arrives of somebody', error);
    this.#complained = true;
  }

  /** @param {number} packets so far */
  #judge(packets) {
    const now = this.#clock();
    if (packets !== this.#packets) {
      this.#steady++;
      this.#vain = 0;
      this.#packets = packets;
      this.#lastAt = now;
      this.#become(false);
    } else if (!this.#isExpected()) {
      this.#steady = 0;
      this.#become(false);
    } else if (this.#steady >= STEADY_LOOKS) {
      this.#vain++;
      // It goes on to be expected: a path may come back for a moment and be lost again.
      if (this.#vain > 1 && now - this.#lastAt >= PATIENCE) this.#become(true);
    } else {
      this.#steady = 0;
    }
  }

  /** @param {boolean} isSilent */
  #become(isSilent) {
    if (isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    this.dispatchEvent(new Event('change'));
  }
}
