import { DeviceList } from './device-list.js';
import { DeviceSource } from './device-source.js';
import { askForBoth, askForOne, untilItIsKnown } from './open-device.js';
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
  #microphone;
  #camera;
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
    this.#microphone = this.#follow('microphone', new DeviceSource('microphone', browser, { keepsOpen: true }, chosen.microphone));
    this.#camera = this.#follow('camera', new DeviceSource('camera', browser, { keepsOpen: false }, chosen.camera));
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
    this.#microphone.on = wanted.microphone;
    this.#camera.on = wanted.camera;
    if (!wanted.camera) this.#camera.switch(false);
    const session = this.#session;
    // What a preview opens is not asked for a second time.
    if (!this.#isOpeningAll(wanted.camera)) this.#underWay = this.#openWanted(wanted.camera);
    // One of them may have come after all while the other was waited for.
    const problems = (await this.#underWay).filter(({ device }) => !this.#sourceOf(device).track);
    if (session === this.#session) for (const problem of problems) this.#problems.set(problem.device, problem);
    return problems;
  }

  /** @param {boolean} camera whether it is wanted, too */
  #isOpeningAll(camera) {
    const isOpening = (/** @type {DeviceSource} */ source) => source.isOpening || source.track !== null;
    return isOpening(this.#microphone) && (!camera || isOpening(this.#camera));
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
    const needsCamera = camera && !this.#camera.track;
    const needsMicrophone = !this.#microphone.track;
    const [noMicrophone, noCamera] = await (needsCamera && needsMicrophone
      ? this.#openBoth()
      : Promise.all([needsMicrophone ? this.#microphone.open() : null, needsCamera ? this.#camera.open() : null]));
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
    return { audio: this.#microphone.track, video: this.#camera.track };
  }

  /** @returns {DeviceState} whether it is heard */
  get microphone() {
    return this.#stateOf('microphone', this.#microphone.isLive);
  }

  /** @returns {DeviceState} whether it is seen */
  get camera() {
    return this.#stateOf('camera', this.#camera.isLive);
  }

  /** @returns {Wanted} as the person has pressed last, whatever there is of it */
  get wanted() {
    return this.#wanted;
  }

  /** @returns {{microphone: DeviceState, camera: DeviceState}} what a press of a button would change */
  get switches() {
    return {
      microphone: this.#stateOf('microphone', this.#microphone.on),
      camera: this.#stateOf('camera', this.#camera.on),
    };
  }

  /** @returns {Wanted} which of them are being opened */
  get opening() {
    return { microphone: this.#microphone.isOpening, camera: this.#camera.isOpening };
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
    return this.#sourceOf(device).deviceId;
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
    this.#sourceOf(device).choose(deviceId);
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
    this.#microphone.close();
    this.#camera.close();
  }

  /**
   * @param {Device} device
   * @param {boolean} on
   */
  #press(device, on) {
    this.#wanted = { ...this.#wanted, [device]: on };
    this.#sourceOf(device).switch(on);
  }

  #openBoth() {
    const sources = { microphone: this.#microphone, camera: this.#camera };
    const together = askForBoth(/** @type {MediaDevices} */ (this.#devices), sources, this.#wishes, this.#session.signal);
    const first = untilItIsKnown(together, () => Promise.all([this.#permission('microphone'), this.#permission('camera')]));
    return Promise.all([this.#microphone.open({ first }), this.#camera.open({ first })]);
  }

  /**
   * @param {Device} device
   * @param {DeviceSource} source
   */
  #follow(device, source) {
    /** @type {(type: string, detail: (event: Event) => unknown) => void} */
    const pass = (type, detail) =>
      source.addEventListener(type, event => this.dispatchEvent(new CustomEvent(type, { detail: detail(event) })));
    source.addEventListener('change', () => this.#changed());
    source.addEventListener('problem', event => this.#problems.set(device, { device, reason: /** @type {CustomEvent} */ (event).detail }));
    source.addEventListener('well', () => this.#problems.delete(device));
    source.addEventListener('replaced', event => this.#replacements.set(device, { device, label: /** @type {CustomEvent} */ (event).detail }));
    pass('problem', event => ({ device, reason: /** @type {CustomEvent} */ (event).detail }));
    pass('well', () => device);
    pass('replaced', event => ({ device, label: /** @type {CustomEvent} */ (event).detail }));
    return source;
  }

  /**
   * @param {Device} device
   * @param {boolean} isOn
   * @returns {DeviceState}
   */
  #stateOf(device, isOn) {
    const { track, isOpening } = this.#sourceOf(device);
    if (!track && !isOpening && this.#list.hasNo(device)) return 'none';
    return isOn ? 'on' : 'off';
  }

  /** @param {Device} device */
  #sourceOf(device) {
    return device === 'microphone' ? this.#microphone : this.#camera;
  }

  #changed() {
    const tracks = [this.#microphone.track, this.#camera.track].filter(track => track !== null);
    // Where WebRTC is switched off there may be no MediaStream. The check page opens devices all the same.
    const shown = globalThis.MediaStream ? this.stream : null;
    const before = shown?.getTracks() ?? [];
    const gone = before.filter(track => !tracks.includes(track));
    const come = tracks.filter(track => !before.includes(track));
    for (const track of gone) shown?.removeTrack(track);
    for (const track of come) shown?.addTrack(track);
    const { microphone, camera, switches, opening, devices } = this;
    const now = JSON.stringify([microphone, camera, switches, opening, devices, this.inUse('microphone'), this.inUse('camera')]);
    if (now === this.#told && gone.length + come.length === 0) return;
    this.#told = now;
    this.dispatchEvent(new Event('change'));
  }
}
