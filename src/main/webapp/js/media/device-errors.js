/**
 * What an error of getUserMedia means (Media Capture and Streams, section 10.2). The name decides, never the class: the
 * OverconstrainedError of Firefox is no DOMException, and older browsers reject with plain objects.
 *
 * @typedef {'denied' | 'absent' | 'unfit' | 'busy' | 'failed'} Refusal `unfit`: no device meets the constraints; `failed`:
 *   the browser does not say why
 */

/** @type {ReadonlyMap<string, Refusal>} */
const MEANINGS = new Map([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['PermissionDeniedError', 'denied'],
  ['PermissionDismissedError', 'denied'],
  ['MediaDeviceKillSwitchOn', 'denied'],
  ['NotFoundError', 'absent'],
  ['DevicesNotFoundError', 'absent'],
  ['OverconstrainedError', 'unfit'],
  ['ConstraintNotSatisfiedError', 'unfit'],
  ['NotReadableError', 'busy'],
  ['TrackStartError', 'busy'],
  ['SourceUnavailableError', 'busy'],
  // Chromium and Firefox name it so when a device does not start, and most often another program holds it.
  ['AbortError', 'busy'],
]);

/**
 * @param {unknown} error whatever was thrown
 * @returns {Refusal} `failed` for all others, such as InvalidStateError, NotSupportedError and TypeError
 */
export function refusalOf(error) {
  return MEANINGS.get(nameOf(error)) ?? 'failed';
}

/** @param {unknown} error */
export function nameOf(error) {
  return String(read(error, 'name'));
}

/**
 * @param {unknown} error
 * @returns {boolean} whether the device itself is not there, so that fewer wishes about its picture are of no use
 */
export function missesTheDevice(error) {
  return refusalOf(error) === 'absent' || read(error, 'constraint') === 'deviceId';
}

/**
 * @param {unknown} error
 * @param {'name' | 'constraint'} property
 * @returns {unknown}
 */
function read(error, property) {
  return typeof error === 'object' && error !== null ? Reflect.get(error, property) : undefined;
}
