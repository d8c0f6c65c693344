/**
 * Listens to an event, and takes what it carries.
 *
 * @param {EventTarget} target
 * @param {string} type
 * @param {(detail: any) => void} take
 */
export function on(target, type, take) {
  target.addEventListener(type, event => take(/** @type {CustomEvent} */ (event).detail));
}
