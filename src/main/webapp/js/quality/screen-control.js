import { limitScreen } from '../link/sender-limits.js';
import { reportOf } from './link-report.js';
import { NO_SCREEN, nextScreenPlan } from './screen-plan.js';

/** @import { PeerLink } from '../link/peer-link.js' */
/** @import { Totals } from './link-report.js' */
/** @import { ScreenMemory, ScreenViewer } from './screen-plan.js' */

/** As SendControl asks. In ms. */
const INTERVAL = 2_000;

/** @typedef {{id: string, link: PeerLink, seen: boolean}} Viewer somebody to whom the screen is sent */

/** While a screen is shared: asks how it arrives, and has the links send it as screen-plan.js says. Else nothing runs. */
export class ScreenControl {
  #clock;
  /** @type {Viewer[]} */ #viewers = [];
  /** @type {ScreenMemory} */ #memory = NO_SCREEN;
  /** @type {WeakMap<PeerLink, Totals>} */ #totals = new WeakMap();
  /** Links that could not answer, and of which it was said. @type {WeakSet<PeerLink>} */ #mute = new WeakSet();
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;
  #isPlanning = false;
  #isOutdated = false;

  /** @param {() => number} [clock] ms */
  constructor(clock = () => performance.now()) {
    this.#clock = clock;
  }

  /** @param {Viewer[]} viewers from now on; nobody ends it */
  show(viewers) {
    this.#viewers = viewers;
    if (viewers.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#memory = NO_SCREEN;
      return;
    }
    this.#timer ??= setInterval(() => this.#plan(), INTERVAL);
    this.#plan();
  }

  /** One plan at a time, so that no link is told two things at once. */
  async #plan() {
    this.#isOutdated = true;
    if (this.#isPlanning) return;
    this.#isPlanning = true;
    while (this.#isOutdated && this.#viewers.length > 0) {
      this.#isOutdated = false;
      await this.#planOnce(this.#viewers);
    }
    this.#isPlanning = false;
  }

  /** @param {Viewer[]} viewers */
  async #planOnce(viewers) {
    const asked = await Promise.all(viewers.map(viewer => this.#read(viewer)));
    const { memory, sends } = nextScreenPlan(this.#memory, this.#clock(), asked);
    if (this.#viewers.length === 0) return; // it is over meanwhile
    this.#memory = memory;
    await Promise.all(viewers.map(({ id, link }) => this.#ask(link, () => limitScreen(link, sends.get(id) ?? null))));
  }

  /** @param {Viewer} viewer @returns {Promise<ScreenViewer>} */
  async #read({ id, link, seen }) {
    const report = await this.#ask(link, async () => {
      const { report, totals } = reportOf(await link.getStats(), this.#totals.get(link), [link.midOf('screen')]);
      this.#totals.set(link, totals);
      return report;
    });
    return { id, seen, report: report ?? null };
  }

  /**
   * A link that cannot answer does not keep the others from their plan.
   *
   * @template T
   * @param {PeerLink} link
   * @param {() => Promise<T>} question
   * @returns {Promise<T | undefined>}
   */
  async #ask(link, question) {
    try {
      return await question();
    } catch (error) {
      if (link.state !== 'closed' && !this.#mute.has(link)) console.error('How a screen is sent could not be adapted', error);
      this.#mute.add(link);
      return undefined;
    }
  }
}
