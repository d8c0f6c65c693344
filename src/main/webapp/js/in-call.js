/** What nobody needs at the door: main.js loads it when a call has begun. See docs/decisions/0025-first-load.md. */

import './views/live-region.js';

export { Arrivals } from './arrivals.js';
export { default as helpInEnglish } from '../i18n/en-help.js';
export { SendControl } from './send-control.js';
export { writeReport } from './trouble-report.js';
export { Troubles } from './troubles.js';
export { download } from './views/download.js';
export { TileSight } from './views/tile-sight.js';
