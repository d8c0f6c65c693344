/**
 * @import { LocalMedia } from '../media/local-media.js'
 * @import { Settings } from './settings.js'
 *
 * @typedef {'microphone' | 'camera' | 'speaker'} Kind
 * @typedef {{deviceId: string, label: string, inUse: boolean}} Choice `label` is '' where the browser names none
 * @typedef {Partial<Record<Kind, string>>} Chosen ids
 * @typedef {{label: string, chosen: Chosen}} Plugged a device that has come: a headset is a microphone and a loudspeaker
 */

/** @type {Record<Kind, MediaDeviceKind>} */
const KINDS = { microphone: 'audioinput', camera: 'videoinput', speaker: 'audiooutput' };
const ALL = /** @type {Kind[]} */ (Object.keys(KINDS));

/** What Chromium for Windows says of the device of the system for calls, beside "default". */
const SECOND_NAME = 'communications';
/** Entries that stand for another one of the list. */
const STANDINS = ['default', SECOND_NAME];

/**
 * Which microphones, cameras and loudspeakers there are, and which of each is in use: for the door and for the call. What is chosen
 * is kept for later visits.
 *
 * Events: `change`; `plugged` (detail: Plugged); `gone` (detail: the ids that are there no more).
 */
export class DeviceChoices extends EventTarget {
  #media;
  #settings;
  /** @type {readonly MediaDeviceInfo[]} */ #before = [];

  /**
   * @param {LocalMedia} media
   * @param {Settings} settings
   */
  constructor(media, settings) {
    super();
    this.#media = media;
    this.#settings = settings;
    this.#before = media.devices;
    media.addEventListener('change', () => this.#changed());
  }

  /**
   * @param {Kind} kind
   * @returns {Choice[]}
   */
  of(kind) {
    const inUse = kind === 'speaker' ? this.speaker : this.#media.inUse(kind);
    const known = this.#known(kind);
    // The system's own is the first entry, or what no entry stands for.
    const used = known.find(({ deviceId }) => deviceId === inUse) ?? (inUse ? null : known[0]);
    return known.map(device => ({ deviceId: device.deviceId, label: device.label, inUse: device === used }));
  }

  /** @returns {string} the loudspeaker to use, '' for the system's: also as long as the chosen one is not there */
  get speaker() {
    const { speaker } = this.#settings.chosen;
    return this.#known('speaker').find(({ deviceId }) => deviceId === speaker)?.deviceId ?? '';
  }

  /** @param {Chosen} chosen */
  choose(chosen) {
    const { microphone, camera } = chosen;
    this.#settings.chosen = chosen;
    if (microphone !== undefined) this.#media.choose('microphone', microphone);
    if (camera !== undefined) this.#media.choose('camera', camera);
    this.dispatchEvent(new Event('change'));
  }

  /** @returns {string} a camera that looks to another side than the one in use, '' if it is not known that there is one */
  get otherSide() {
    const cameras = this.#known('camera').map(device => ({ deviceId: device.deviceId, side: sideOf(device) }));
    const side = cameras.find(({ deviceId }) => deviceId === this.#media.inUse('camera'))?.side;
    return cameras.find(other => side && other.side && other.side !== side)?.deviceId ?? '';
  }

  /** @param {Kind} kind */
  #known(kind) {
    return this.#media.devices.filter(each => each.kind === KINDS[kind] && each.deviceId && each.deviceId !== SECOND_NAME);
  }

  #changed() {
    const before = this.#before;
    const now = this.#media.devices;
    this.#before = now;
    this.dispatchEvent(new Event('change'));
    const goneIds = before.filter(each => each.deviceId && !has(now, each)).map(({ deviceId }) => deviceId);
    if (goneIds.length > 0) this.dispatchEvent(new CustomEvent('gone', { detail: goneIds }));
    const come = now.filter(each => isNew(each, before));
    if (come.length > 0) this.dispatchEvent(new CustomEvent('plugged', { detail: plugged(come) }));
  }
}

/**
 * @param {readonly MediaDeviceInfo[]} list
 * @param {MediaDeviceInfo} device
 */
function has(list, { kind, deviceId }) {
  return list.some(each => each.kind === kind && each.deviceId === deviceId);
}

/**
 * Whether it has been plugged in. A browser that is allowed to name its devices, from some moment on, has no new ones.
 *
 * @param {MediaDeviceInfo} device
 * @param {readonly MediaDeviceInfo[]} before
 */
function isNew(device, before) {
  const wereNamed = before.some(({ deviceId }) => deviceId);
  const wereHidden = before.some(({ kind, deviceId }) => kind === device.kind && !deviceId);
  // Firefox names the loudspeakers later than the rest.
  const isFirstSpeaker = device.kind === KINDS.speaker && !before.some(({ kind }) => kind === device.kind);
  if (!device.deviceId || STANDINS.includes(device.deviceId) || !wereNamed || wereHidden || isFirstSpeaker) return false;
  return !has(before, device);
}

/**
 * What belongs to the first one: of several kinds, one piece of hardware is one group.
 *
 * @param {MediaDeviceInfo[]} come
 * @returns {Plugged}
 */
function plugged(come) {
  const [first] = come;
  const group = come.filter(each => each === first || (first.groupId && each.groupId === first.groupId));
  /** @type {Chosen} */
  const chosen = {};
  for (const kind of ALL) {
    const device = group.find(each => each.kind === KINDS[kind]);
    if (device) chosen[kind] = device.deviceId;
  }
  return { label: first.label, chosen };
}

/**
 * @param {MediaDeviceInfo} camera
 * @returns {string | undefined} `user` or `environment` on a phone; some browsers do not say
 */
function sideOf(camera) {
  try {
    return /** @type {InputDeviceInfo} */ (camera).getCapabilities?.().facingMode?.[0];
  } catch {
    return undefined; // Of a camera that has just been unplugged.
  }
}
