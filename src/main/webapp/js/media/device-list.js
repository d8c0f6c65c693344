import { within } from './within.js';

/** @import { Device } from './local-media.js' */

/**
 * @typedef {{deviceId: string, groupId: string, label: string}} Known a device as the browser names it
 */

/** 1 s, in ms: a browser that is well needs a hundredth of that. */
const PATIENCE = 1_000;

/** @type {Record<Device, MediaDeviceKind>} */
const KINDS = { microphone: 'audioinput', camera: 'videoinput' };

/**
 * The cameras and microphones that the browser names. A browser that cannot say which there are changes nothing of what was
 * known before.
 *
 * Event: `change`.
 */
export class DeviceList extends EventTarget {
  #devices;
  /** @type {MediaDeviceInfo[] | null} null: not known */ #all = null;

  /** @param {MediaDevices | undefined} devices undefined where the page is not a secure context */
  constructor(devices) {
    super();
    this.#devices = devices;
    if (!devices) this.#all = [];
    devices?.addEventListener?.('devicechange', () => this.refresh());
  }

  get all() {
    return this.#all ?? [];
  }

  /**
   * @param {Device} device
   * @returns {Known[]}
   */
  of(device) {
    return this.all
      .filter(({ kind }) => kind === KINDS[device])
      .map(({ deviceId, groupId, label }) => ({ deviceId, groupId, label }));
  }

  /**
   * @param {Device} device
   * @returns {boolean} whether it is known that there is none
   */
  hasNo(device) {
    return this.#all !== null && this.of(device).length === 0;
  }

  /**
   * Whether this device is gone and another one is there. An entry such as Chromium's "Default" keeps its id when it comes
   * to stand for another device; the group tells.
   *
   * @param {Device} device
   * @param {Known} known
   */
  hasOnlyOthersThan(device, { deviceId, groupId }) {
    const others = this.of(device);
    const isSame = (/** @type {Known} */ other) => other.deviceId === deviceId && (!groupId || other.groupId === groupId);
    return Boolean(deviceId) && others.length > 0 && others.every(other => other.deviceId && !isSame(other));
  }

  /** Looks again, for a second at the most. */
  async refresh() {
    const all = await within(PATIENCE, this.#ask(), null);
    if (!all) return;
    this.#all = all;
    this.dispatchEvent(new Event('change'));
  }

  async #ask() {
    try {
      const all = await this.#devices?.enumerateDevices();
      return Array.isArray(all) ? all : null;
    } catch (error) {
      console.info('The browser does not name its devices', error);
      return null;
    }
  }
}
