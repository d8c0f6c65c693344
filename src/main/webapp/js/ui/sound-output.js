/** Whether a page can choose where its sound comes out: not in Safari before 18.4, nor in Firefox before 116. */
export const canChooseSpeaker = typeof globalThis.HTMLMediaElement?.prototype.setSinkId === 'function';

/** Has everything that sounds below an element come out of one loudspeaker, also what comes there later. */
export class SoundOutput {
  #root;
  #failed;
  #deviceId = '';
  #observer = new MutationObserver(() => this.#apply());

  /**
   * @param {HTMLElement} root
   * @param {() => void} failed the loudspeaker cannot be used
   */
  constructor(root, failed) {
    this.#root = root;
    this.#failed = failed;
    this.#observer.observe(root, { childList: true, subtree: true });
  }

  /** '' for the system's. */
  get deviceId() { return this.#deviceId; }
  set deviceId(deviceId) {
    this.#deviceId = deviceId;
    this.#apply();
  }

  #apply() {
    for (const element of /** @type {NodeListOf<HTMLMediaElement>} */ (this.#root.querySelectorAll('video, audio'))) {
      if ((element.sinkId ?? '') !== this.#deviceId) this.#send(element);
    }
  }

  /** @param {HTMLMediaElement} element */
  async #send(element) {
    const { deviceId } = this;
    try {
      await element.setSinkId?.(deviceId);
    } catch (error) {
      console.info('The sound stays where it is', error);
      if (deviceId === this.#deviceId) this.#failed();
    }
  }
}
