import { limitScreen } from '../link/sender-limits.js';
import { reportOf } from './link-report.js';
import { INTERVAL, LinkQuestions, oneAtATime } from './plan-runner.js';
import { NO_SCREEN, nextScreenPlan } from './screen-plan.js';

/** @import { PeerLink } from '../link/peer-link.js' */
/** @import { Totals } from './link-report.js' */
/** @import { ScreenMemory, ScreenViewer } from './screen-plan.js' */

/** @typedef {{id: string, link: PeerLink, seen: boolean}} Viewer somebody to whom the screen is sent */

/** While a screen is shared: asks how it arrives, and has the links send it as screen-plan.js says. Else nothing runs. */
export class ScreenControl {
  #clock;
  /** @type {Viewer[]} */ #viewers = [];
  /** @type {ScreenMemory} */ #memory = NO_SCREEN;
  /** @type {WeakMap<PeerLink, Totals>} */ #totals = new WeakMap();
  #questions = new LinkQuestions();
  #plan = oneAtATime(() => this.#planOnce(this.#viewers), () => this.#viewers.length > 0);
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;

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
   * @template T
   * @param {PeerLink} link
   * @param {() => Promise<T>} question
   */
  #ask(link, question) {
    return this.#questions.ask(link, question, undefined, 'How a screen is sent could not be adapted');
  }
}
