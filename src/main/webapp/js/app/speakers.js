/**
 * Loud enough to be speech, as RTCRtpContributingSource.audioLevel has it: 0 to 1, linear. A quiet office is at 0.003, a voice at
 * 0.05 and more.
 */
const LOUD = 0.02;

/** A word is longer than a cough or a key: this many readings in a row. */
const READINGS = 2;

/** Speech has pauses of this length in it. In ms. */
const PAUSE = 800;

/** Who says only "yes" does not get the stage. In ms. */
const TAKES_STAGE = 1_000;

/** And who has it keeps it for this long. In ms. */
const KEEPS_STAGE = 2_000;

/** Of two who speak at once, the one who came first keeps the stage, unless the other one is so much louder: then it is noise. */
const LOUDER = 2;

/** How much of the loudness so far is left with each reading. */
const MEMORY = 0.8;

/** The own voice, as tiles name it. It never gets the stage: nobody wants to look at themselves. */
const SELF = 'self';

/** @typedef {{isSpeaking: boolean, since: number, heardAt: number, inRow: number, loudness: number}} Voice */

/**
 * Who speaks, and whom a view should follow. Told how loud everybody is, a few times a second; time is given.
 *
 * Events: `speaking` (detail: {peerId, isSpeaking}; `self` is this side) and `stage` (detail: a peer's id, or null).
 */
export class Speakers extends EventTarget {
  /** @type {Map<string, Voice>} */ #voices = new Map();
  /** @type {string | null} */ #stage = null;
  #stageSince = -Infinity;

  /** @param {string} peerId */
  isSpeaking(peerId) {
    return this.#voices.get(peerId)?.isSpeaking ?? false;
  }

  /** Whom a view should follow: the one who speaks, or has spoken last. @returns {string | null} */
  get onStage() {
    return this.#stage;
  }

  /**
   * @param {ReadonlyMap<string, number>} levels of everybody who is there, 0 to 1
   * @param {number} at ms
   */
  hear(levels, at) {
    for (const id of this.#voices.keys()) if (!levels.has(id)) this.#forget(id);
    for (const [id, level] of levels) this.#listen(id, level, at);
    this.#direct(at);
  }

  /** Nobody is there any more. */
  clear() {
    this.hear(new Map(), 0);
    this.#stageSince = -Infinity;
  }

  /** @param {string} id @param {number} level @param {number} at */
  #listen(id, level, at) {
    const voice = this.#voices.get(id) ?? { isSpeaking: false, since: at, heardAt: -Infinity, inRow: 0, loudness: 0 };
    this.#voices.set(id, voice);
    const isLoud = level >= LOUD;
    voice.inRow = isLoud ? voice.inRow + 1 : 0;
    if (isLoud) voice.heardAt = at;
    voice.loudness = MEMORY * voice.loudness + (1 - MEMORY) * level;
    const isSpeaking = voice.isSpeaking ? at - voice.heardAt < PAUSE : voice.inRow >= READINGS;
    if (isSpeaking === voice.isSpeaking) return;
    voice.isSpeaking = isSpeaking;
    voice.since = at;
    this.#tell('speaking', { peerId: id, isSpeaking });
  }

  /** @param {string} id */
  #forget(id) {
    if (this.isSpeaking(id)) this.#tell('speaking', { peerId: id, isSpeaking: false });
    this.#voices.delete(id);
  }

  /** @param {number} at */
  #direct(at) {
    const now = this.#stage === null ? undefined : this.#voices.get(this.#stage);
    if (now && at - this.#stageSince < KEEPS_STAGE) return;
    const others = [...this.#voices].filter(([id, voice]) => id !== SELF && id !== this.#stage && voice.isSpeaking);
    const able = others.filter(([, { since }]) => !now || at - since >= TAKES_STAGE);
    const [next] = able.sort(([, a], [, b]) => b.loudness - a.loudness);
    const isInTheWay = now?.isSpeaking && next && next[1].loudness < LOUDER * now.loudness;
    if (next && !isInTheWay) this.#give(next[0], at);
    else if (!now && this.#stage !== null) this.#give(null, at);
  }

  /** @param {string | null} id @param {number} at */
  #give(id, at) {
    this.#stage = id;
    this.#stageSince = at;
    this.#tell('stage', id);
  }

  /** @param {string} type @param {unknown} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
