/** What nobody needs at the door: main.js loads it when a call has begun. See docs/decisions/0025-first-load.md. */

import './ui/live-region.js';
import './ui/shortcut-switch.js';

export { Arrivals } from './features/arrivals/arrivals.js';
export { default as helpInEnglish } from '../i18n/en-help.js';
export { noticesFor } from './diagnosis/device-notices.js';
export { Diagnostics } from './diagnosis/diagnostics.js';
export { LinkMonitor } from './diagnosis/link-monitor.js';
export { writeReport } from './diagnosis/report-file.js';
export { SoundLock } from './media/sound-lock.js';
export { SendControl } from './quality/send-control.js';
export { download } from './ui/download.js';
export { TileVisibility } from './ui/tile-visibility.js';
