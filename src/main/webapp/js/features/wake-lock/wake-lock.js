import { whileShown } from '../../ui/page-visibility.js';

/** @import { App } from '../../app/app.js' */

/**
 * Keeps the screen on during a call, where the browser can do that. A lock ends of its own accord when the page is hidden, so
 * it is taken again when the page is shown. A browser may refuse it, to save a battery: the call goes on.
 *
 * @param {App} app
 * @param {WakeLock | undefined} [wakeLock] undefined in a page without encryption, and in older browsers
 */
export function installWakeLock({ room }, wakeLock = navigator.wakeLock) {
  if (!wakeLock) return;
  room.during(() => {
    const inRoom = new AbortController();
    whileShown(() => hold(wakeLock, inRoom.signal), inRoom.signal);
    return () => inRoom.abort();
  });
}

/** @param {WakeLock} wakeLock @param {AbortSignal} signal when it ends, the screen may go off again */
async function hold(wakeLock, signal) {
  try {
    const lock = await wakeLock.request('screen');
    const release = () => void lock.release().catch(() => {}); // It was released already.
    if (signal.aborted) release();
    else signal.addEventListener('abort', release, { once: true });
  } catch (error) {
    console.info('The browser does not keep the screen on', error);
  }
}
