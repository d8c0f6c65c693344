/** Three times in 10 s (in ms): a system that pauses more often does not want it to play, and then a press is needed. */
const ATTEMPTS = { most: 3, within: 10_000 };

/** @typedef {'' | 'sound' | 'all'} Need what only a press of the person can bring back */

/**
 * Keeps a <video> of a call playing. Nobody in a call pauses it: if it is paused, it was the system (a page that was hidden,
 * a phone call, the rules for autoplay), and it plays again as soon as that is allowed.
 */
export class Playback {
  #video;
  #changed;
  #page;
  #silent = false;
  /** @type {Need} */ #need = '';
  /** When it began to play again by itself. @type {number[]} */ #attempts = [];
  /** Counts the calls of play(): what becomes of a former one does not matter. */ #turn = 0;
  /** @type {AbortController | null} */ #listening = null;

  /**
   * @param {HTMLVideoElement} video
   * @param {() => void} changed is called when `need` has changed
   * @param {Document} [page]
   */
  constructor(video, changed, page = document) {
    this.#video = video;
    this.#changed = changed;
    this.#page = page;
  }

  /** Whether it makes no sound. */
  get silent() { return this.#silent; }
  set silent(silent) {
    if (silent === this.#silent) return;
    this.#silent = silent;
    if (this.#listening && this.#video.srcObject) this.#play();
  }

  /** @returns {Need} */
  get need() {
    return this.#need;
  }

  /** Plays from now on what the video has, or will have. */
  start() {
    if (!this.#listening) this.#listen();
    if (this.#video.srcObject && this.#video.paused) this.#play();
  }

  stop() {
    this.#listening?.abort();
    this.#listening = null;
    this.#turn++;
  }

  #listen() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const video = this.#video;
    video.addEventListener('pause', () => this.#resume(), { signal });
    video.addEventListener('playing', () => this.#played(), { signal });
    // What was refused before may be allowed now.
    const again = () => this.#page.visibilityState === 'visible' && this.#again();
    this.#page.addEventListener('visibilitychange', again, { signal });
    for (const type of ['focus', 'pageshow']) this.#page.defaultView?.addEventListener(type, again, { signal });
    // Capturing: nothing in the page keeps a press from it.
    for (const type of ['pointerup', 'click', 'keydown']) {
      this.#page.addEventListener(type, again, { signal, capture: true });
    }
  }

  #played() {
    if (this.#video.paused) return; // and has been paused since
    this.#needs(this.#video.muted && !this.silent ? 'sound' : '');
  }

  #again() {
    this.#attempts = [];
    if (this.#need || this.#isPaused) this.#play();
  }

  #resume() {
    if (!this.#isPaused) return;
    const now = performance.now();
    this.#attempts = [...this.#attempts, now].filter(at => now - at < ATTEMPTS.within);
    if (this.#attempts.length > ATTEMPTS.most) this.#needs('all');
    else this.#play();
  }

  /** Whether there is something to play, and it does not. */
  get #isPaused() {
    return this.#video.srcObject !== null && this.#video.paused && !this.#video.ended;
  }

  async #play() {
    const turn = ++this.#turn;
    const video = this.#video;
    video.muted = this.silent;
    const refusal = await this.#try();
    if (turn !== this.#turn || refusal === '') return;
    // Something has come between, and nothing else has asked it to play since.
    if (refusal === 'AbortError') return this.#resume();
    // A picture without sound is hardly ever refused: better than none until the press.
    const isSoundRefused = refusal === 'NotAllowedError' && !video.muted;
    if (!isSoundRefused) return this.#needs('all');
    video.muted = true;
    const again = await this.#try();
    if (turn === this.#turn) this.#needs(again === '' || again === 'AbortError' ? 'sound' : 'all');
  }

  /** @returns {Promise<string>} the name of the error; '' if it plays */
  async #try() {
    try {
      await this.#video.play();
      return '';
    } catch (error) {
      return error instanceof Object && 'name' in error ? String(error.name) : 'Error';
    }
  }

  /** @param {Need} need */
  #needs(need) {
    if (this.#need === need) return;
    this.#need = need;
    this.#changed();
  }
}
