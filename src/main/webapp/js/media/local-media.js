import { refusalOf } from './device-errors.js';
import { DeviceList } from './device-list.js';
import { DeviceSource } from './device-source.js';
import { requestsFor } from './open-device.js';
import { permissionFor } from './permission.js';
import { within } from './within.js';

/** @import { Refusal } from './device-errors.js' */
/** @import { Request } from './open-device.js' */

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
 * 5 s, in ms: how long both devices are waited for together, once nobody has to be asked. One that does not start keeps the
 * other one waiting.
 */
const TOGETHER = 5_000;

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
  /** As the person has pressed last. */
  #wanted = BOTH;
  /** What `change` has told last. */
  #told = '';
  /** @type {Map<Device, Problem>} */ #problems = new Map();
  /** @type {Map<Device, Replacement>} */ #replacements = new Map();

  /**
   * @param {MediaDevices | undefined} [devices] undefined where the page is not a secure context
   * @param {Permissions | undefined} [permissions]
   */
  constructor(devices = navigator.mediaDevices, permissions = navigator.permissions) {
    super();
    this.#devices = devices;
    this.#permission = (/** @type {Device} */ device) => permissionFor(permissions, device);
    this.#list = new DeviceList(typeof devices?.getUserMedia === 'function' ? devices : undefined);
    const browser = { ask: this.#ask.bind(this), permission: this.#permission, list: this.#list };
    // A microphone that is off stays open: unmuting takes no time.
    this.#microphone = this.#follow('microphone', new DeviceSource('microphone', browser, { keepsOpen: true }));
    this.#camera = this.#follow('camera', new DeviceSource('camera', browser, { keepsOpen: false }));
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
    const session = this.#session;
    // One of them may have come after all while the other was waited for.
    const problems = (await this.#openWanted(wanted.camera)).filter(({ device }) => !this.#sourceOf(device).track);
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
    const [noMicrophone, noCamera] = await (camera ? this.#openBoth() : Promise.all([this.#microphone.open(), null]));
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

  /** The camera to use, also while it is off. */
  get cameraInUse() {
    return this.#camera.deviceId;
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
   * Uses another camera: now if one is on, else as soon as it is turned on.
   *
   * @param {string} deviceId
   */
  chooseCamera(deviceId) {
    this.#camera.choose(deviceId);
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
    const together = this.#askForBoth(this.#session.signal);
    const first = this.#untilItIsKnown(together);
    return Promise.all([this.#microphone.open({ first }), this.#camera.open({ first })]);
  }

  /**
   * One question to the person for both.
   *
   * @param {AbortSignal} signal
   * @returns {Promise<Refusal | 'given'>}
   */
  async #askForBoth(signal) {
    try {
      const [video] = requestsFor('camera', this.#camera.deviceId);
      const given = await /** @type {MediaDevices} */ (this.#devices).getUserMedia({ audio: true, video });
      for (const track of given.getTracks()) {
        if (signal.aborted) track.stop();
        else if (track.kind === 'audio') this.#microphone.offer(track);
        else this.#camera.offer(track);
      }
      return 'given';
    } catch (error) {
      return refusalOf(error);
    }
  }

  /**
   * @template T
   * @param {Promise<T>} together
   * @returns {Promise<T | 'silent'>}
   */
  async #untilItIsKnown(together) {
    const answer = await within(TOGETHER, together, /** @type {const} */ ('silent'));
    if (answer !== 'silent') return answer;
    const permissions = await Promise.all([this.#permission('microphone'), this.#permission('camera')]);
    // A second question would be put beside the first.
    return permissions.includes('prompt') ? together : answer;
  }

  /**
   * @param {Device} device
   * @param {Request} request
   */
  async #ask(device, request) {
    const devices = /** @type {MediaDevices} */ (this.#devices);
    const isSound = device === 'microphone';
    const given = await devices.getUserMedia(isSound ? { audio: request } : { video: request });
    const [track] = isSound ? given.getAudioTracks() : given.getVideoTracks();
    if (track.readyState === 'ended') throw new Error(`The ${device} has ended before it began`);
    return track;
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
    const { microphone, camera, switches, opening, cameras, cameraInUse } = this;
    const now = JSON.stringify([microphone, camera, switches, opening, cameras, cameraInUse]);
    if (now === this.#told && gone.length + come.length === 0) return;
    this.#told = now;
    this.dispatchEvent(new Event('change'));
  }
}
