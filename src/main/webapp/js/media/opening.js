import { openDevice } from './open-device.js';
import { within } from './within.js';

/** @import { Device } from './local-media.js' */
/** @import { Refusal } from './device-errors.js' */
/** @import { DeviceList } from './device-list.js' */
/** @import { Outcome, Request } from './open-device.js' */

/**
 * @typedef {object} Browser what a device needs of it
 * @property {(device: Device, request: Request) => Promise<MediaStreamTrack>} ask
 * @property {(device: Device) => Promise<PermissionState | 'unknown'>} permission
 * @property {DeviceList} list
 */

/** 10 s, in ms: a slow camera behind a hub takes 5. */
const PATIENCE = 10_000;
/** 30 s, in ms, where the browser asks the person: they may be reading. */
const PATIENCE_WITH_A_QUESTION = 30_000;

/** One attempt to open a device. It can be given up, and it may never come to an end. */
export class Opening {
  #device;
  #browser;
  #controller = new AbortController();
  /** Whether somebody was told that the device does not answer. */ isLate = false;

  /**
   * @param {Device} device
   * @param {Browser} browser
   */
  constructor(device, browser) {
    this.#device = device;
    this.#browser = browser;
  }

  /** What the device still gives is released at once. */
  giveUp() {
    this.#controller.abort();
  }

  /**
   * @param {{deviceId: string, exactly: boolean}} which '' for whichever there is; exactly: no other one will do
   * @param {Promise<Refusal | 'given' | 'silent'>} [first] what becomes of an attempt for both devices that has already begun
   * @returns {Promise<Outcome | null>} null if it was given up
   */
  async attempt({ deviceId, exactly }, first) {
    const { ask, permission, list } = this.#browser;
    const { signal } = this.#controller;
    // After a refusal, only what the browser gives without asking the person once more.
    if (first && (await first) === 'denied' && (await permission(this.#device)) !== 'granted') {
      return signal.aborted ? null : { track: null, refusal: 'denied' };
    }
    const isGone = !exactly && list.hasOnlyOthersThan(this.#device, { deviceId, groupId: '', label: '' });
    const which = { deviceId: isGone ? '' : deviceId, exactly };
    const outcome = await openDevice(request => ask(this.#device, request), this.#device, which, signal);
    // Which devices there are decides what the person is told.
    if (outcome.refusal && !signal.aborted) await list.refresh();
    if (!signal.aborted) return outcome;
    outcome.track?.stop();
    return null;
  }

  /**
   * Waits for what becomes of it, as long as a person does.
   *
   * @template T
   * @param {Promise<T>} done
   * @returns {Promise<T | 'silent' | null>} null as soon as it is given up
   */
  async wait(done) {
    const { signal } = this.#controller;
    /** @type {Promise<null>} */
    const givenUp = new Promise(resolve => signal.addEventListener('abort', () => resolve(null), { once: true }));
    const result = await Promise.race([this.#patiently(done), givenUp]);
    return signal.aborted ? null : result;
  }

  /**
   * @template T
   * @param {Promise<T>} done
   * @returns {Promise<T | 'silent'>}
   */
  async #patiently(done) {
    const result = await within(PATIENCE, done, /** @type {const} */ ('silent'));
    if (result !== 'silent' || (await this.#browser.permission(this.#device)) !== 'prompt') return result;
    return within(PATIENCE_WITH_A_QUESTION - PATIENCE, done, /** @type {const} */ ('silent'));
  }
}
