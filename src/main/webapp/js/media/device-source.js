import { CapturedTrack } from './captured-track.js';
import { Opening } from './opening.js';

/** @import { Device, Reason } from './local-media.js' */
/** @import { Refusal } from './device-errors.js' */
/** @import { Known } from './device-list.js' */
/** @import { Outcome } from './open-device.js' */
/** @import { Browser } from './opening.js' */

/** 3 s, in ms: some browsers end the track before they take the device off the list. */
const JUST_NOW = 3_000;
/** 10 s, in ms: whatever ends one device after the other is not to be fought against. */
const BETWEEN_REPLACEMENTS = 10_000;

/**
 * One device of this machine: what is wanted of it, and what there is. What was wanted last counts: an opening that is
 * overtaken by another wish is given up.
 *
 * Events: `change`, `problem` (detail: a Reason), `well` (a problem is over), `replaced` (detail: the label of the device
 * that is in use instead of the one before).
 */
export class DeviceSource extends EventTarget {
  #device;
  #keepsOpen;
  #browser;
  /** Whether it is wanted. */ on = true;
  /** The device to use, '' for whichever there is. */ #deviceId;
  /** @type {CapturedTrack | null} */ #captured = null;
  /** The device that was open last. @type {Known | null} */ #used = null;
  /** @type {Opening | null} */ #opening = null;
  /** A device that was perhaps unplugged: the list will tell. @type {{known: Known, at: number} | null} */ #lost = null;
  #replacedAt = -Infinity;
  /** Until it is closed. */ #session = new AbortController();

  /**
   * @param {Device} device
   * @param {Browser} browser
   * @param {{keepsOpen: boolean}} options whether it stays open while it is off, and sends silence
   * @param {unknown} [deviceId] the one to begin with, as it was kept
   */
  constructor(device, browser, { keepsOpen }, deviceId = '') {
    super();
    this.#deviceId = String(deviceId);
    this.#device = device;
    this.#browser = browser;
    this.#keepsOpen = keepsOpen;
    browser.list.addEventListener('change', () => this.#reconsider());
  }

  get track() {
    return this.#captured?.track ?? null;
  }

  /** @returns {boolean} whether it is wanted, there, and not kept from this page by the system */
  get isLive() {
    return this.on && this.#captured !== null && !this.#captured.isInterrupted;
  }

  get isOpening() {
    return this.#opening !== null;
  }

  /** @returns {boolean} whether it is open, or will be */
  get isComing() {
    return this.isOpening || this.track !== null;
  }

  get deviceId() {
    return this.#deviceId;
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    this.#lost = null;
    // One that is to take the place of an open one comes all the same, and comes muted.
    if (!on && !(this.#keepsOpen && this.track)) this.#giveUp();
    if (!on && !this.#keepsOpen) this.#release();
    if (this.track) this.track.enabled = on;
    this.#changed();
    if (on && !this.track && !this.#opening) this.#openAndTell();
    if (on && this.#captured?.isInterrupted) this.#tell('interrupted');
  }

  /**
   * Uses this device: now if one is on, else as soon as it is turned on. If that fails, the one that was on is on still.
   *
   * @param {string} deviceId
   */
  async choose(deviceId) {
    this.#deviceId = deviceId;
    this.#changed();
    let wasOn = this.on;
    // A microphone that is off is open.
    if (!wasOn && !this.track && !this.#opening) return;
    let reason = await this.open({ exactly: true });
    if (reason === 'busy' && this.track) {
      // Many phones have one camera open at a time.
      wasOn = this.on; // it may have been switched meanwhile
      this.#release();
      reason = await this.open({ exactly: true });
    }
    if (reason && reason !== 'silent') {
      this.#deviceId = this.#used?.deviceId ?? '';
      if (!this.track) {
        this.on = wasOn;
        await this.open();
      }
      this.#changed();
    }
    if (reason) this.#tell(reason);
  }

  /**
   * Opens the device, also one that is off.
   *
   * @param {{exactly?: boolean, first?: Promise<Refusal | 'given' | 'silent'>}} [how] exactly: the chosen device and no
   *   other; first: what becomes of an attempt for both devices, which gives its track by `offer`
   * @returns {Promise<Reason | null>} why it is not open; null too if it is not wanted any more
   */
  async open({ exactly = false, first } = {}) {
    this.#opening?.giveUp();
    const opening = new Opening(this.#device, this.#browser);
    this.#opening = opening;
    this.#changed();
    const outcome = opening.attempt({ deviceId: this.#deviceId, exactly }, first);
    const reason = await opening.wait(outcome.then(given => given && this.#settle(opening, given)));
    opening.isLate = reason === 'silent';
    return reason;
  }

  /** @param {MediaStreamTrack} track that was opened together with the other device's */
  offer(track) {
    if (this.track || !(this.on || this.#keepsOpen) || track.readyState === 'ended') track.stop();
    else this.#use(track);
  }

  /** Releases it; it can be opened again. */
  close() {
    this.#session.abort();
    this.#session = new AbortController();
    this.#lost = null;
    this.#giveUp();
    this.#release();
    this.#changed();
  }

  /**
   * @param {Opening} opening
   * @param {Outcome} outcome
   * @returns {Reason | null}
   */
  #settle(opening, { track, refusal }) {
    if (track) {
      this.#use(track);
      return null;
    }
    const reason = this.#reasonOf(refusal);
    this.#opening = null;
    if (!this.track) this.on = false;
    this.#changed();
    if (opening.isLate) this.#tell(reason);
    return reason;
  }

  /**
   * Nobody is told to connect a device while there is one.
   *
   * @param {Refusal} refusal
   * @returns {Reason}
   */
  #reasonOf(refusal) {
    if (refusal === 'unfit') return 'failed';
    return refusal === 'absent' && this.#browser.list.of(this.#device).length > 0 ? 'failed' : refusal;
  }

  async #openAndTell() {
    const reason = await this.open();
    if (reason) this.#tell(reason);
  }

  #giveUp() {
    const opening = this.#opening;
    opening?.giveUp();
    this.#opening = null;
    if (opening?.isLate) this.#isWell();
  }

  /** @param {MediaStreamTrack} track */
  #use(track) {
    const former = this.#used;
    const expected = this.#deviceId;
    this.#opening?.giveUp();
    this.#opening = null;
    this.#lost = null;
    this.#release();
    this.#captured = this.#capture(track);
    const known = this.#captured.known;
    this.#used = known;
    if (known.deviceId) this.#deviceId = known.deviceId;
    this.#isWell();
    this.#changed();
    const isAnother = expected !== known.deviceId || (former?.deviceId === expected && former.label !== known.label);
    if (expected && known.deviceId && isAnother) this.dispatchEvent(new CustomEvent('replaced', { detail: known.label }));
  }

  /** @param {MediaStreamTrack} track */
  #capture(track) {
    const captured = new CapturedTrack(track, this.on);
    captured.addEventListener('change', () => this.#changed());
    captured.addEventListener('interrupted', () => this.on && this.#tell('interrupted'));
    captured.addEventListener('resumed', () => this.#isWell());
    captured.addEventListener('ended', () => this.#ended());
    return captured;
  }

  #release() {
    this.#captured?.release();
    this.#captured = null;
  }

  /** It was unplugged, or another program took it, or the person has taken it back in the browser's own controls. */
  async #ended() {
    const { list } = this.#browser;
    const [wasOn, known] = [this.on, this.#used];
    const { signal } = this.#session;
    this.#release();
    this.#changed();
    await list.refresh();
    // Who has left meanwhile must not see the light of another camera.
    if (signal.aborted || this.track || this.#opening || this.on !== wasOn) return;
    // What is off is not missed as long as there is something to turn on.
    if (!wasOn && !list.hasNo(this.#device)) return;
    if (wasOn && known && this.#replace(known)) return;
    this.on = false;
    this.#lost = wasOn && known ? { known, at: performance.now() } : null;
    this.#changed();
    this.#tell('lost');
  }

  #reconsider() {
    const lost = this.#lost;
    if (lost && performance.now() - lost.at < JUST_NOW && !this.track && !this.#opening) this.#replace(lost.known);
    this.#changed();
  }

  /**
   * Opens what is there instead of a device that is gone. One that has ended and is still there is left alone: it may be the
   * person who has stopped it.
   *
   * @param {Known} known
   */
  #replace(known) {
    const now = performance.now();
    if (!this.#browser.list.hasOnlyOthersThan(this.#device, known)) return false;
    if (now - this.#replacedAt < BETWEEN_REPLACEMENTS) return false;
    this.#replacedAt = now;
    this.#lost = null;
    this.on = true;
    this.#openAndTell();
    return true;
  }

  #isWell() {
    this.dispatchEvent(new Event('well'));
  }

  /** @param {Reason} reason */
  #tell(reason) {
    this.dispatchEvent(new CustomEvent('problem', { detail: reason }));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
