/**
 * 8 s of silence before the page asks, and up to 1.5 s more, so that pages that heard the same message do not ask together.
 * With 10,000 idle pages the server gets about 1,100 such questions a second (calculated, not measured). In ms.
 */
const ASK_AFTER = { least: 8_000, spread: 1_500 };

/** 4 s for the answer: a slow line that a picture fills holds a packet for seconds, and it has had time to empty. In ms. */
const ANSWER_WITHIN = 4_000;

/** So many times as long where the line is known to be slow: there is something to wait for. */
const SLOWLY = 3;

/** A timer that is so late was not this connection's fault: the page slept or was busy, and may not have read its answer. In ms. */
const LATE = 2_000;

/** Unanswered questions after which even a page whose timers are always late (a hidden tab) doubts the connection. */
const ENOUGH = 2;

/**
 * Whether the server still hears a page: TCP itself needs minutes to notice that a connection leads nowhere. A page that has
 * heard anything lately does not ask.
 */
export class Liveness {
  #ask;
  #doubt;
  #clock;
  #random;
  /** Whether the line is known to be slow. */ slow = false;
  #heardAt = 0;
  #dueAt = 0;
  /** Questions since something was last heard. */ #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {object} actions
   * @param {() => void} actions.ask asks the server for an answer
   * @param {() => void} actions.doubt called when no answer came
   * @param {() => number} [clock] ms
   * @param {() => number} [random] from 0 to 1
   */
  constructor({ ask, doubt }, clock = () => performance.now(), random = Math.random) {
    this.#ask = ask;
    this.#doubt = doubt;
    this.#clock = clock;
    this.#random = random;
  }

  /** The connection is a new one, and works. */
  start() {
    this.heard();
    this.#wait(this.#pause());
  }

  /** A message has arrived, whichever. */
  heard() {
    this.#heardAt = this.#clock();
    this.#asked = 0;
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #look() {
    const now = this.#clock();
    const silence = now - this.#heardAt;
    const isLate = now - this.#dueAt > LATE;
    if (this.#asked === 0 && silence < ASK_AFTER.least) {
      this.#wait(this.#pause() - silence);
    } else if (this.#asked === 0 || (isLate && this.#asked < ENOUGH)) {
      this.#asked++;
      this.#wait(this.slow ? SLOWLY * ANSWER_WITHIN : ANSWER_WITHIN);
      this.#ask();
    } else {
      this.#wait(ANSWER_WITHIN);
      this.#doubt();
    }
  }

  /** @param {number} ms */
  #wait(ms) {
    clearTimeout(this.#timer);
    this.#dueAt = this.#clock() + ms;
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #pause() {
    return ASK_AFTER.least + ASK_AFTER.spread * this.#random();
  }
}
