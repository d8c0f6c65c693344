import { SoundLock } from './sound-lock.js';
import { root } from '../../app/addresses.js';
import { on, SHORT_NOTICE } from '../../app/app.js';
import { t } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */

/**
 * Two tabs of one room: one is silent, and says so.
 *
 * @param {App} app
 */
export function installOneSound({ media, notices, room, tiles, toolbar }) {
  const lock = new SoundLock();
  /** Whether the microphone was on when another tab took the sound. */
  let spokeHere = false;

  on(lock, 'took', () => tell('notice.tab-took-sound'));
  on(lock, 'lost', () => {
    spokeHere = media.microphone === 'on';
    media.mute();
    tiles.silent = true;
    const action = { words: 'notice.use-this-tab', event: 'take-sound' };
    notices.show({ key: 'tab', text: t('notice.tab-silent'), tone: 'info', action });
  });
  on(lock, 'returned', () => {
    tiles.silent = false;
    tell('notice.tab-sound-back');
  });
  on(notices, 'take-sound', take);
  // Who wants to speak here wants to hear here, too.
  on(toolbar, 'unmute', () => {
    spokeHere = true;
    if (lock.isElsewhere) take();
  });
  room.during(name => {
    lock.enter(`${root.pathname} ${name}`); // the same in each tab
    return () => {
      lock.leave();
      tiles.silent = false;
    };
  });

  function take() {
    lock.take();
    tiles.silent = false;
    notices.dismiss('tab');
    if (spokeHere) media.unmute();
  }

  /** @param {string} key */
  function tell(key) {
    notices.show({ key: 'tab', text: t(key), tone: 'info' }, SHORT_NOTICE);
  }
}
