import './ui/live-region.js';
import './ui/more-menu.js';
import './ui/panel-list.js';
import './ui/side-panels.js';
import helpInEnglish from '../i18n/en-help.js';
import { Speakers } from './app/speakers.js';
import { noticesFor } from './diagnosis/device-notices.js';
import { Diagnostics } from './diagnosis/diagnostics.js';
import { LinkMonitor } from './diagnosis/link-monitor.js';
import { writeReport } from './diagnosis/report-file.js';
import { installArrivals } from './features/arrivals/arrivals.js';
import { installChat } from './features/chat/chat.js';
import { installDeviceFaults } from './features/devices/device-faults.js';
import { installDevicePanel } from './features/device-panel/device-panel.js';
import { installDiagnosis } from './features/diagnosis/diagnosis.js';
import { installFiles } from './features/files/files.js';
import { installFullScreen } from './features/full-screen/full-screen.js';
import { installHand } from './features/hand/hand.js';
import { installInviteItem } from './features/invite/invite-item.js';
import { installLanguage } from './features/language/language.js';
import { installLayout } from './features/layout/layout.js';
import { installMicrophoneWatch } from './features/microphone-watch/microphone-watch.js';
import { installPictureInPicture } from './features/picture-in-picture/picture-in-picture.js';
import { installQuality } from './features/quality/quality.js';
import { installQualityPanel } from './features/quality-panel/quality-panel.js';
import { installReactions } from './features/reactions/reactions.js';
import { installRecording } from './features/recording/recording.js';
import { installRename } from './features/rename/rename.js';
import { installScreen } from './features/screen/screen.js';
import { installShortcuts } from './features/shortcuts/shortcuts.js';
import { installSpeakers } from './features/speakers/speakers.js';
import { installTimer } from './features/timer/timer.js';
import { installVerify } from './features/verify/verify.js';
import { installWakeLock } from './features/wake-lock/wake-lock.js';
import { installWatching } from './features/watching/watching.js';
import './link/link-reading.js';
import { ScreenCapture } from './media/screen-capture.js';
import { countersOf } from './quality/link-counters.js';
import { ScreenControl } from './quality/screen-control.js';
import { SendControl } from './quality/send-control.js';
import { download } from './ui/download.js';
import { loadLanguage, loadMore } from './ui/i18n.js';

/** @import { App, CurrentCall } from './app/app.js' */

/** What nobody needs at the door: main.js loads it when a call has begun. See docs/decisions/0025-first-load.md. */

/** The sentences of the features below, which are to be there first. */
export function loadWords() {
  return loadMore('-help', helpInEnglish);
}

/**
 * @typedef {object} Boot what the server's configuration says to pages
 * @property {number} httpsPort where the page is a secure context; 0 if that is nowhere
 * @property {number} filesMax of the largest file, in MiB; 0: no files
 * @property {{urls: string[], port?: number}} [stun] absent: connections need a relay that only people in a room are told of
 * @property {boolean} [recording] false: a call is not to be recorded
 */

/**
 * @param {App} app
 * @param {Boot} boot
 * @param {HTMLElement} people how many there are, in the header
 */
export function installLater(app, { httpsPort, filesMax, recording = true }, people) {
  app.room.during(() => () => app.side.close());
  installInviteItem(app);
  app.speakers = new Speakers();
  installArrivals(app);
  const watching = installWatching(app);
  installQuality(app, call => new SendControl(call));
  installQualityPanel(app, { monitorOf, countersOf });
  installDiagnosis(app, { diagnose: current => diagnose(app, current), writeReport, download });
  installDeviceFaults(app, noticesFor, httpsPort);
  installChat(app);
  const capture = new ScreenCapture();
  const screens = installScreen(app, capture, new ScreenControl());
  installSpeakers(app);
  installLayout(app);
  installHand(app);
  installFiles(app, filesMax);
  installRecording(app, {
    isAllowed: recording,
    capture,
    needPictures: isNeeded => [watching, screens].forEach(each => each.keep(isNeeded)),
  });
  installMicrophoneWatch(app);
  installWakeLock(app);
  installTimer(app, people);
  installFullScreen(app);
  installPictureInPicture(app);
  installLanguage(app, languages => loadLanguage(languages, new URL('..', import.meta.url)));
  installReactions(app);
  installRename(app);
  installShortcuts(app);
  installDevicePanel(app);
  installVerify(app, async () => loadMore('-verify', (await import('../i18n/en-verify.js')).default));
}

/** @param {App} app @param {CurrentCall} current */
function diagnose({ isOnline }, current) {
  return new Diagnostics(current.signaling, current.server, monitorOf(current), isOnline);
}

/** One for each call, because each look of it costs. @type {WeakMap<CurrentCall, LinkMonitor>} */
const monitors = new WeakMap();

/** @param {CurrentCall} current */
function monitorOf(current) {
  const monitor = monitors.get(current) ?? new LinkMonitor(current.call, current.signaling, current.server);
  monitors.set(current, monitor);
  return monitor;
}
