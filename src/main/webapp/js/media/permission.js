import { within } from './within.js';

/** @import { Device } from './local-media.js' */

/** 1 s, in ms: nobody is asked anything. */
const PATIENCE = 1_000;

/**
 * @param {Permissions | undefined} permissions
 * @param {Device} device
 * @returns {Promise<PermissionState | 'unknown'>} unknown: not every browser has the API, or knows these names
 */
export async function permissionFor(permissions, device) {
  return within(PATIENCE, ask(permissions, device), 'unknown');
}

/**
 * @param {Permissions | undefined} permissions
 * @param {Device} device
 * @returns {Promise<PermissionState | 'unknown'>}
 */
async function ask(permissions, device) {
  try {
    const status = await permissions?.query({ name: /** @type {PermissionName} */ (device) });
    return status?.state ?? 'unknown';
  } catch {
    return 'unknown'; // Firefox before 132 throws a TypeError for "camera".
  }
}
