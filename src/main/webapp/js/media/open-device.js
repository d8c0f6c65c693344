import { missesTheDevice, refusalOf } from './device-errors.js';
import { within } from './within.js';

/** @import { Device } from './local-media.js' */
/** @import { DeviceSource } from './device-source.js' */
/** @import { Browser } from './opening.js' */
/** @import { Refusal } from './device-errors.js' */

/**
 * @typedef {MediaTrackConstraints} Request for one device
 * @typedef {MediaTrackConstraints} Wishes besides, which no device is refused for
 * @typedef {{track: MediaStreamTrack, refusal: null} | {track: null, refusal: Refusal}} Outcome
 */

/** Enough for a face, little enough for a mesh: what one camera costs is paid once a peer. */
const SIZE = { width: { ideal: 640 }, height: { ideal: 360 } };
const PICTURE = { ...SIZE, frameRate: { ideal: 30, max: 30 } };
/** Some cameras have nothing slower than 60 frames a second; the senders leave out what is too much. */
const ANY_RATE = { ...SIZE, frameRate: { ideal: 30 } };

/**
 * 5 s, in ms: how long both devices are waited for together, once nobody has to be asked. One that does not start keeps the
 * other one waiting.
 */
const TOGETHER = 5_000;

/**
 * What to ask for, and what else if that cannot be had: each asks for less than the one before.
 *
 * @param {Device} device
 * @param {string} deviceId '' for whichever the browser gives
 * @returns {[Request, ...Request[]]}
 */
export function requestsFor(device, deviceId) {
  const exact = deviceId ? { deviceId: { exact: deviceId } } : {};
  if (device === 'microphone') return [exact];
  if (!deviceId) {
    const facing = { facingMode: 'user' };
    return [{ ...PICTURE, ...facing }, { ...ANY_RATE, ...facing }, facing, {}];
  }
  return [{ ...PICTURE, ...exact }, { ...ANY_RATE, ...exact }, exact];
}

/**
 * Opens one device, with fewer wishes if they cannot be met, and another one if this one is not there.
 *
 * @param {(request: Request) => Promise<MediaStreamTrack>} ask
 * @param {Device} device
 * @param {{deviceId: string, exactly: boolean}} which exactly: no other one will do
 * @param {AbortSignal} signal of somebody who does not want it any more
 * @returns {Promise<Outcome>}
 */
export async function openDevice(ask, device, { deviceId, exactly }, signal) {
  const outcome = await askForLessAndLess(ask, requestsFor(device, deviceId), signal);
  const isGone = outcome.refusal === 'absent' || outcome.refusal === 'unfit';
  if (!isGone || !deviceId || exactly || signal.aborted) return outcome;
  return askForLessAndLess(ask, requestsFor(device, ''), signal);
}

/**
 * @param {(request: Request) => Promise<MediaStreamTrack>} ask
 * @param {Request[]} requests
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
async function askForLessAndLess(ask, requests, signal) {
  let left = requests;
  /** @type {Refusal} */ let refusal = 'failed';
  while (left.length > 0 && !signal.aborted) {
    try {
      return { track: await ask(left[0]), refusal: null };
    } catch (error) {
      refusal = refusalOf(error);
      if (refusal === 'failed') console.info('A device was not opened', error);
      if (refusal === 'denied' || missesTheDevice(error)) break;
      // Of a device that is busy or broken, once more and with no wishes: some drivers refuse a size in these words.
      left = refusal === 'unfit' ? left.slice(1) : left.slice(1).slice(-1);
    }
  }
  return { track: null, refusal };
}

/**
 * @param {MediaDevices} devices
 * @param {Device} device
 * @param {Request} request
 */
export async function askForOne(devices, device, request) {
  const isSound = device === 'microphone';
  const given = await devices.getUserMedia(isSound ? { audio: request } : { video: request });
  const [track] = isSound ? given.getAudioTracks() : given.getVideoTracks();
  if (track.readyState === 'ended') throw new Error(`The ${device} has ended before it began`);
  return track;
}

/**
 * Opens both with one question to the person.
 *
 * @param {MediaDevices} devices
 * @param {Record<Device, DeviceSource>} sources
 * @param {Record<Device, Wishes>} wishes
 * @param {Browser['permission']} permission
 * @param {AbortSignal} signal of somebody who does not want them any more
 */
export function openBoth(devices, sources, wishes, permission, signal) {
  const { microphone, camera } = sources;
  const first = untilItIsKnown(askForBoth(devices, sources, wishes, signal), permission);
  return Promise.all([microphone.open({ first }), camera.open({ first })]);
}

/**
 * @param {MediaDevices} devices
 * @param {Record<Device, DeviceSource>} sources
 * @param {Record<Device, Wishes>} wishes
 * @param {AbortSignal} signal
 * @returns {Promise<Refusal | 'given'>}
 */
async function askForBoth(devices, { microphone, camera }, wishes, signal) {
  try {
    const audio = { ...requestsFor('microphone', microphone.deviceId)[0], ...wishes.microphone };
    const video = { ...requestsFor('camera', camera.deviceId)[0], ...wishes.camera };
    const given = await devices.getUserMedia({ audio, video });
    for (const track of given.getTracks()) {
      if (signal.aborted) track.stop();
      else (track.kind === 'audio' ? microphone : camera).offer(track);
    }
    return 'given';
  } catch (error) {
    return refusalOf(error);
  }
}

/**
 * @template T
 * @param {Promise<T>} together
 * @param {Browser['permission']} permission
 * @returns {Promise<T | 'silent'>}
 */
async function untilItIsKnown(together, permission) {
  const answer = await within(TOGETHER, together, /** @type {const} */ ('silent'));
  if (answer !== 'silent') return answer;
  const permissions = await Promise.all([permission('microphone'), permission('camera')]);
  // A second question would be put beside the first.
  return permissions.includes('prompt') ? together : answer;
}
