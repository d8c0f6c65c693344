import { on, SHORT_NOTICE } from '../../app/app.js';
import { t } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */

/**
 * The room's address, for others to come.
 *
 * @param {App} app
 */
export function installInvite({ callView, notices, tiles }) {
  on(callView, 'copy-link', async () => {
    try {
      await navigator.clipboard.writeText(tiles.link);
      notices.show({ key: 'link', text: t('notice.link-copied'), tone: 'info' }, SHORT_NOTICE);
    } catch {
      // Not every browser gives a page its clipboard; the address is there to be copied by hand.
      notices.show({ key: 'link', text: tiles.link, tone: 'info' });
    }
  });
}
