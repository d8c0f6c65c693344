import { root } from '../../app/addresses.js';
import { on, SHORT_NOTICE } from '../../app/app.js';
import { t } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */

/**
 * Says what is the matter with the server, and when it is over.
 *
 * @param {App} app
 */
export function installServerNotices({ askServer, call: calls, notices }) {
  calls.during(current => {
    const { room, server, signaling } = current;
    server.addEventListener('trouble', event => {
      if (event.defaultPrevented) return; // it is said elsewhere
      const text = t(/** @type {CustomEvent} */ (event).detail, { origin: root.origin });
      notices.show({ key: 'server', text, tone: 'info', cause: server.cause }); // nobody's picture has stopped for its sake
    });
    on(server, 'over', key => {
      // A person who did not want to know of it need not know that it is over.
      if (notices.dismiss('server')) notices.show({ key: 'server', text: t(key), tone: 'info' }, SHORT_NOTICE);
    });
    on(signaling, 'retry', async attempt => {
      // A server that answers and gives no WebSocket has a reason, which a person or an administrator can mend. It is asked
      // not after one failure, which is a hiccup, unless it has taken its time; nor each time, for the answer changes rarely.
      if (attempt !== 2 && !(attempt === 1 && signaling.evidence.stuck > 0)) return;
      const answer = await askServer(room);
      if (calls.now === current) server.hearOf(answer);
    });
    return () => {
      notices.dismiss('server');
    };
  });
}
