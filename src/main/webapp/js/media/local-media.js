import { showIn } from './captured-track.js';
import { DeviceList } from './device-list.js';
import { DeviceSource } from './device-source.js';
import { askForOne, openBoth } from './open-device.js';
import { permissionFor } from './permission.js';

/** @import { Request, Wishes } from './open-device.js' */

/**
 * Camera and microphone of this machine; the only user of navigator.mediaDevices.
 *
 * @typedef {'microphone' | 'camera'} Device
 * @typedef {'absent' | 'denied' | 'busy' | 'failed' | 'silent' | 'lost' | 'interrupted' | 'insecure' | 'unsupported'} Reason
 *   `silent`: the browser has not answered yet; `interrupted`: the system keeps the device from this page for a while
 * @typedef {{device: Device, reason: Reason}} Problem why a device is not there
 * @typedef {{device: Device, label: string}} Replacement which one is used now, because the one before is gone
 * @typedef {{microphone: boolean, camera: boolean}} Wanted what the person wants to have switched on
 * @typedef {'on' | 'off' | 'none'} DeviceState none: there is no such device
 */

/** @type {Wanted} */
const BOTH = { microphone: true, camera: true };

/**
 * Events: `change` (tracks, switches or the devices there are); `problem` (detail: a Problem, in the middle of a call) and
 * `well` (detail: a Device that has no problem any more); `replaced` (detail: a Replacement).
 */
export class LocalMedia extends EventTarget {
  #devices;
  #permission;
  #list;
  #sources;
  /** What the own tile shows; made when it is needed, because a browser without WebRTC has none. @type {MediaStream | undefined} */
  #stream;
  /** Until this is aborted, what both have been asked for together is wanted. */
  #session = new AbortController();
  /** What opens both, or has opened them. @type {Promise<Problem[]>} */ #underWay = Promise.resolve([]);
  /** As the person has pressed last. */
  #wanted = BOTH;
  /** What else is wanted of a device, each time that it is opened. @type {Record<Device, Wishes>} */
  #wishes = { microphone: {}, camera: {} };
  /** What `change` has told last. */
  #told = '';
  /** @type {Map<Device, Problem>} */ #problems = new Map();
  /** @type {Map<Device, Replacement>} */ #replacements = new Map();

  /**
   * @param {MediaDevices | undefined} [devices] undefined where the page is not a secure context
   * @param {Permissions | undefined} [permissions]
   * @param {Partial<Record<Device, unknown>>} [chosen] ids of an earlier visit; nobody knows whether they are still there
   */
  constructor(devices = navigator.mediaDevices, permissions = navigator.permissions, chosen = {}) {
    super();
    this.#devices = devices;
    this.#permission = (/** @type {Device} */ device) => permissionFor(permissions, device);
    this.#list = new DeviceList(typeof devices?.getUserMedia === 'function' ? devices : undefined);
    /** @type {(device: Device, request: Request) => Promise<MediaStreamTrack>} */
    const ask = (device, request) => askForOne(/** @type {MediaDevices} */ (devices), device, { ...request, ...this.#wishes[device] });
    const browser = { ask, permission: this.#permission, list: this.#list };
    // A microphone that is off stays open: unmuting takes no time.
    this.#sources = {
      microphone: this.#follow('microphone', new DeviceSource('microphone', browser, { keepsOpen: true }, chosen.microphone)),
      camera: this.#follow('camera', new DeviceSource('camera', browser, { keepsOpen: false }, chosen.camera)),
    };
  }

  /**
   * Opens both with one question to the person, or what there is of them. What opens after a `close` is released at once.
   * A camera that is not wanted is not opened. A microphone that is not wanted is opened and muted: a browser that has given
   * a device to the page also tells it the addresses of this computer.
   *
   * @param {Wanted} [wanted]
   * @returns {Promise<Problem[]>} why something is missing; empty if nothing is, or if it is not wanted any more
   */
  async open(wanted = BOTH) {
    this.#wanted = wanted;
    const { microphone, camera } = this.#sources;
    microphone.on = wanted.microphone;
    camera.on = wanted.camera;
    if (microphone.track) microphone.track.enabled = wanted.microphone;
    if (!wanted.camera) camera.switch(false);
    const session = this.#session;
    // What a preview opens is not asked for a second time.
    if (!microphone.isComing || (wanted.camera && !camera.isComing)) this.#underWay = this.#openWanted(wanted.camera);
    // One of them may have come after all while the other was waited for.
    const problems = (await this.#underWay).filter(({ device }) => !this.#sources[device].track);
    if (session === this.#session) for (const problem of problems) this.#problems.set(problem.device, problem);
    return problems;
  }

  /**
   * @param {boolean} camera whether it is wanted, too
   * @returns {Promise<Problem[]>}
   */
  async #openWanted(camera) {
    if (!this.#devices?.getUserMedia) {
      const reason = globalThis.isSecureContext ? 'unsupported' : 'insecure';
      return [{ device: 'microphone', reason }, { device: 'camera', reason }];
    }
    const needsCamera = camera && !this.#sources.camera.track;
    const needsMicrophone = !this.#sources.microphone.track;
    const [noMicrophone, noCamera] = await (needsCamera && needsMicrophone
      ? openBoth(this.#devices, this.#sources, this.#wishes, this.#permission, this.#session.signal)
      : Promise.all([needsMicrophone ? this.#sources.microphone.open() : null, needsCamera ? this.#sources.camera.open() : null]));
    this.#list.refresh();
    /** @type {Problem[]} */
    const problems = [];
    if (noMicrophone) problems.push({ device: 'microphone', reason: noMicrophone });
    if (noCamera) problems.push({ device: 'camera', reason: noCamera });
    return problems;
  }

  /** @returns {Problem[]} why devices are not there now */
  get problems() {
    return [...this.#problems.values()];
  }

  /** @returns {Replacement[]} since the devices were opened, the last one of each */
  get replacements() {
    return [...this.#replacements.values()];
  }

  get stream() {
    return (this.#stream ??= new MediaStream());
  }

  get tracks() {
    return { audio: this.#sources.microphone.track, video: this.#sources.camera.track };
  }

  /** @returns {DeviceState} whether it is heard */
  get microphone() {
    return this.#stateOf('microphone', this.#sources.microphone.isLive);
  }

  /** @returns {DeviceState} whether it is seen */
  get camera() {
    return this.#stateOf('camera', this.#sources.camera.isLive);
  }

  /** @returns {Wanted} as the person has pressed last, whatever there is of it */
  get wanted() {
    return this.#wanted;
  }

  /** @returns {{microphone: DeviceState, camera: DeviceState}} what a press of a button would change */
  get switches() {
    return {
      microphone: this.#stateOf('microphone', this.#sources.microphone.on),
      camera: this.#stateOf('camera', this.#sources.camera.on),
    };
  }

  /** @returns {Wanted} which of them are being opened */
  get opening() {
    return { microphone: this.#sources.microphone.isOpening, camera: this.#sources.camera.isOpening };
  }

  /** @returns {{deviceId: string, label: string}[]} */
  get cameras() {
    return this.#list.of('camera');
  }

  /** @returns {readonly MediaDeviceInfo[]} all that the browser names, loudspeakers too */
  get devices() {
    return this.#list.all;
  }

  /** The one to use, also while it is off. @param {Device} device */
  inUse(device) {
    return this.#sources[device].deviceId;
  }

  mute() {
    this.#press('microphone', false);
  }

  unmute() {
    this.#press('microphone', true);
  }

  /** Releases the camera: its light goes out. */
  turnCameraOff() {
    this.#press('camera', false);
  }

  turnCameraOn() {
    this.#press('camera', true);
  }

  /**
   * Uses another one: now if one is on, else as soon as it is turned on.
   *
   * @param {Device} device
   * @param {string} deviceId '' for whichever there is
   */
  choose(device, deviceId) {
    this.#sources[device].choose(deviceId);
  }

  /** @param {Device} device */
  permission(device) {
    return this.#permission(device);
  }

  /**
   * What else is wanted of a device, from the next opening on.
   *
   * @param {Device} device
   * @param {Wishes} wishes none that the browser may refuse the device for
   */
  wish(device, wishes) {
    this.#wishes[device] = wishes;
  }

  /** Releases everything; it can be opened again. */
  close() {
    this.#session.abort();
    this.#session = new AbortController();
    this.#problems.clear();
    this.#replacements.clear();
    for (const source of Object.values(this.#sources)) source.close();
  }

  /**
   * @param {Device} device
   * @param {boolean} on
   */
  #press(device, on) {
    this.#wanted = { ...this.#wanted, [device]: on };
    this.#sources[device].switch(on);
  }

  /**
   * @param {Device} device
   * @param {DeviceSource} source
   */
  #follow(device, source) {
    /** @type {(type: string, take: (detail: any) => unknown) => void} */
    const pass = (type, take) => source.addEventListener(type, event => {
      this.dispatchEvent(new CustomEvent(type, { detail: take(/** @type {CustomEvent} */ (event).detail) }));
    });
    source.addEventListener('change', () => this.#changed());
    pass('problem', reason => kept(this.#problems, { device, reason }));
    pass('replaced', label => kept(this.#replacements, { device, label }));
    pass('well', () => {
      this.#problems.delete(device);
      return device;
    });
    return source;
  }

  /**
   * @param {Device} device
   * @param {boolean} isOn
   * @returns {DeviceState}
   */
  #stateOf(device, isOn) {
    const { track, isOpening } = this.#sources[device];
    if (!track && !isOpening && this.#list.hasNo(device)) return 'none';
    return isOn ? 'on' : 'off';
  }

  #changed() {
    // Where WebRTC is switched off there may be no MediaStream. The check page opens devices all the same.
    const isAnother = Boolean(globalThis.MediaStream) && showIn(this.stream, [this.#sources.microphone.track, this.#sources.camera.track]);
    const { microphone, camera, switches, opening, devices } = this;
    const now = JSON.stringify([microphone, camera, switches, opening, devices, this.inUse('microphone'), this.inUse('camera')]);
    if (now === this.#told && !isAnother) return;
    this.#told = now;
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @template {{device: Device}} T
 * @param {Map<Device, T>} map
 * @param {T} news
 */
function kept(map, news) {
  map.set(news.device, news);
  return news;
}
