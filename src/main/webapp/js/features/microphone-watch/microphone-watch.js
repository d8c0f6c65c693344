import { on, SHORT_NOTICE } from '../../app/app.js';
import { emit } from '../../ui/dom.js';
import { t } from '../../ui/i18n.js';
import { LevelMeter } from './level-meter.js';
import { MicrophoneMonitor } from './microphone-monitor.js';

/** @import { App } from '../../app/app.js' */

const MUTED = 'muted-speech';
const SILENT = 'microphone-zeros';

/**
 * Says to somebody that they speak while they are muted, and that their microphone gives nothing.
 *
 * @param {App} app
 */
export function installMicrophoneWatch({ media, notices, room, tiles, toolbar }) {
  const monitor = new MicrophoneMonitor(media, track => new LevelMeter(track));
  on(monitor, 'muted-speech', () => {
    if (tiles.silent) return; // another tab of theirs has the sound
    const action = { words: 'microphone-watch.unmute', event: 'unmute-now' };
    notices.show({ key: MUTED, text: t('microphone-watch.muted'), tone: 'info', action }, SHORT_NOTICE);
  });
  on(monitor, 'silent', () => notices.show({ key: SILENT, text: t('microphone-watch.silent'), tone: 'warning' }));
  on(monitor, 'over', forget);
  on(notices, 'unmute-now', () => emit(toolbar, 'unmute'));
  room.during(() => {
    const end = monitor.start();
    return () => {
      end();
      forget();
    };
  });

  function forget() {
    notices.dismiss(MUTED);
    notices.dismiss(SILENT);
  }
}
