import { reasonOf } from './media/device-errors.js';
import { DeviceList } from './media/device-list.js';

/**
 * Camera and microphone of this machine; the only user of navigator.mediaDevices.
 *
 * @typedef {'microphone' | 'camera'} Device
 * @typedef {'absent' | 'denied' | 'busy' | 'lost' | 'insecure' | 'unsupported'} Reason
 * @typedef {{device: Device, reason: Reason}} Problem why a device is not there
 * @typedef {{microphone: boolean, camera: boolean}} Wanted what the person wants to have switched on
 */

/** Enough for a face, little enough for a mesh: what one camera costs is paid once a peer. */
const PICTURE = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30, max: 30 } };
const VIDEO = { ...PICTURE, facingMode: 'user' };

/** @type {Wanted} */
const BOTH = { microphone: true, camera: true };

/**
 * Events: `change` (tracks, switches or the devices there are), `problem` (detail: a Problem, in the middle of a call).
 */
export class LocalMedia extends EventTarget {
  #devices;
  #permissions;
  /** What the own tile shows. */
  #stream = new MediaStream();
  /** @type {MediaStreamTrack | null} */ #audio = null;
  /** @type {MediaStreamTrack | null} */ #video = null;
  #list;
  /** The camera to use, also while it is off. */
  #cameraInUse = '';
  #muted = false;
  #cameraWanted = true;
  /** What is being opened is wanted until this is aborted. */
  #wanted = new AbortController();

  /**
   * @param {MediaDevices | undefined} [devices] undefined where the page is not a secure context
   * @param {Permissions | undefined} [permissions]
   */
  constructor(devices = navigator.mediaDevices, permissions = navigator.permissions) {
    super();
    this.#devices = devices;
    this.#permissions = permissions;
    this.#list = new DeviceList(devices);
    this.#list.addEventListener('change', () => this.#changed());
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
    this.#muted = !wanted.microphone;
    this.#cameraWanted = wanted.camera;
    if (!this.#devices?.getUserMedia) {
      const reason = globalThis.isSecureContext ? 'unsupported' : 'insecure';
      return [{ device: 'microphone', reason }, { device: 'camera', reason }];
    }
    const problems = await this.#openWhatThereIs(this.#wanted.signal);
    await this.#list.refresh();
    return problems;
  }

  get stream() {
    return this.#stream;
  }

  get tracks() {
    return { audio: this.#audio, video: this.#video };
  }

  /** @returns {'on' | 'off' | 'none'} */
  get microphone() {
    if (this.#audio) return this.#muted ? 'off' : 'on';
    return this.#list.hasMicrophone ? 'off' : 'none';
  }

  /** @returns {'on' | 'off' | 'none'} */
  get camera() {
    if (this.#video) return 'on';
    return this.#list.cameras.length > 0 ? 'off' : 'none';
  }

  /** @returns {Wanted} as the person has pressed last, whatever there is of it */
  get wanted() {
    return { microphone: !this.#muted, camera: this.#cameraWanted };
  }

  get cameras() {
    return this.#list.cameras;
  }

  get cameraInUse() {
    return this.#cameraInUse;
  }

  mute() {
    this.#setMuted(true);
  }

  /** @returns {Promise<Problem | null>} why there is no microphone to unmute */
  async unmute() {
    const problem = this.#audio ? null : await this.#openMicrophone(this.#wanted.signal);
    this.#setMuted(false);
    return problem;
  }

  /** Releases the camera: its light goes out. */
  turnCameraOff() {
    this.#cameraWanted = false;
    this.#setVideo(null);
    this.#changed();
  }

  /** @returns {Promise<Problem | null>} */
  async turnCameraOn() {
    this.#cameraWanted = true;
    const video = this.#cameraInUse ? { ...PICTURE, deviceId: { exact: this.#cameraInUse } } : VIDEO;
    return this.#openCamera(video, this.#wanted.signal);
  }

  /**
   * Uses another camera: now if one is on, else as soon as it is turned on.
   *
   * @param {string} deviceId
   * @returns {Promise<Problem | null>} and then the camera that was on is on still
   */
  async chooseCamera(deviceId) {
    const former = this.#cameraInUse;
    this.#cameraInUse = deviceId;
    if (!this.#video) {
      this.#changed();
      return null;
    }
    const { signal } = this.#wanted;
    const constraints = { ...PICTURE, deviceId: { exact: deviceId } };
    let problem = await this.#openCamera(constraints, signal);
    if (problem?.reason === 'busy') {
      // Many phones have one camera open at a time.
      this.#setVideo(null);
      problem = await this.#openCamera(constraints, signal);
    }
    if (problem) {
      this.#cameraInUse = former;
      if (!this.#video) await this.turnCameraOn();
      this.#changed();
    }
    return problem;
  }

  /** Releases everything; it can be opened again. */
  close() {
    this.#wanted.abort();
    this.#wanted = new AbortController();
    this.#setVideo(null);
    this.#setAudio(null);
    this.#changed();
  }

  /**
   * @param {AbortSignal} wanted
   * @returns {Promise<Problem[]>}
   */
  async #openWhatThereIs(wanted) {
    if (!this.#cameraWanted) return this.#only([await this.#openMicrophone(wanted)]);
    try {
      await this.#take({ audio: true, video: VIDEO }, wanted);
      return [];
    } catch (error) {
      if (reasonOf(error) === 'denied') return this.#openWhatIsGranted(wanted);
    }
    return this.#only([await this.#openMicrophone(wanted), await this.#openCamera(VIDEO, wanted)]);
  }

  /** @param {(Problem | null)[]} problems */
  #only(problems) {
    return problems.filter(problem => problem !== null);
  }

  /**
   * After a refusal: what the browser would give without asking once more.
   *
   * @param {AbortSignal} wanted
   */
  async #openWhatIsGranted(wanted) {
    /** @type {Problem[]} */
    const problems = [];
    for (const device of /** @type {Device[]} */ (['microphone', 'camera'])) {
      const problem = !(await this.#isGranted(device))
        ? { device, reason: /** @type {Reason} */ ('denied') }
        : await (device === 'microphone' ? this.#openMicrophone(wanted) : this.#openCamera(VIDEO, wanted));
      if (problem) problems.push(problem);
    }
    return problems;
  }

  /** @param {Device} device */
  async #isGranted(device) {
    try {
      const status = await this.#permissions?.query({ name: /** @type {PermissionName} */ (device) });
      return status?.state === 'granted';
    } catch {
      return false; // A browser that does not know the name cannot say that it is granted.
    }
  }

  /**
   * @param {AbortSignal} wanted
   * @returns {Promise<Problem | null>}
   */
  async #openMicrophone(wanted) {
    try {
      await this.#take({ audio: true }, wanted);
      return null;
    } catch (error) {
      return { device: 'microphone', reason: reasonOf(error) };
    }
  }

  /**
   * @param {MediaTrackConstraints} video
   * @param {AbortSignal} wanted
   * @returns {Promise<Problem | null>}
   */
  async #openCamera(video, wanted) {
    try {
      await this.#take({ video }, wanted);
      this.#changed();
      return null;
    } catch (error) {
      return { device: 'camera', reason: reasonOf(error) };
    }
  }

  /**
   * Opens devices and uses what they give; whatever comes of it when it is not wanted any more is no news.
   *
   * @param {MediaStreamConstraints} constraints
   * @param {AbortSignal} wanted
   */
  async #take(constraints, wanted) {
    if (wanted.aborted) return;
    try {
      const given = await /** @type {MediaDevices} */ (this.#devices).getUserMedia(constraints);
      if (wanted.aborted) return given.getTracks().forEach(track => track.stop());
      const [audio, video] = [given.getAudioTracks()[0], given.getVideoTracks()[0]];
      if (audio) this.#setAudio(audio);
      if (video) this.#setVideo(video);
    } catch (error) {
      if (!wanted.aborted) throw error;
    }
  }

  /** @param {MediaStreamTrack | null} track */
  #setAudio(track) {
    this.#replace(this.#audio, track, 'microphone');
    this.#audio = track;
    if (track) track.enabled = !this.#muted;
  }

  /** @param {MediaStreamTrack | null} track */
  #setVideo(track) {
    this.#replace(this.#video, track, 'camera');
    this.#video = track;
    if (track) this.#cameraInUse = track.getSettings().deviceId ?? this.#cameraInUse;
  }

  /**
   * @param {MediaStreamTrack | null} old
   * @param {MediaStreamTrack | null} track
   * @param {Device} device
   */
  #replace(old, track, device) {
    if (old) {
      old.onended = null;
      old.stop();
      this.#stream.removeTrack(old);
    }
    if (track) {
      this.#stream.addTrack(track);
      track.onended = () => this.#lost(device);
    }
  }

  /** @param {Device} device it was unplugged, or another program took it */
  async #lost(device) {
    if (device === 'camera') this.#setVideo(null);
    else this.#setAudio(null);
    await this.#list.refresh();
    this.dispatchEvent(new CustomEvent('problem', { detail: { device, reason: 'lost' } }));
  }

  /** @param {boolean} muted */
  #setMuted(muted) {
    this.#muted = muted;
    if (this.#audio) this.#audio.enabled = !muted;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
