import { on, SHORT_NOTICE } from '../../app/app.js';
import { t } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */

/**
 * The room's address, for others to come.
 *
 * @param {App} app
 */
export function installInvite({ callView, notices, tiles }) {
  on(callView, 'copy-link', () => copyLink(notices, tiles.link));
}

/**
 * @param {App['notices']} notices
 * @param {string} link
 */
export async function copyLink(notices, link) {
  const isCopied = await copyText(link);
  if (isCopied) notices.show({ key: 'link', text: t('notice.link-copied'), tone: 'info' }, SHORT_NOTICE);
  else notices.show({ key: 'link', text: link, tone: 'info' });
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} false: not every browser gives a page its clipboard; then the text is to be shown
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
