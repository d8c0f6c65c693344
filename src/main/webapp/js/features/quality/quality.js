import { on, SHORT_NOTICE } from '../../app/app.js';
import { t } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */
/** @import { Call } from '../../call/call.js' */
/** @import { SendControl } from '../../quality/send-control.js' */
/** @import { Reduced } from '../../quality/send-plan.js' */

/**
 * Fits what is sent to lines and machines, and says why others get less of the picture than they could.
 *
 * @param {App} app
 * @param {(call: Call) => SendControl} control
 */
export function installQuality({ call: calls, notices }, control) {
  calls.during(({ call }) => {
    on(control(call), 'reduced', (/** @type {Reduced | null} */ reason) => {
      if (reason === null) {
        notices.dismiss('reduced');
        return;
      }
      // With many it is as it must be, and stays so: said, and out of the way.
      const time = reason === 'people' ? SHORT_NOTICE : undefined;
      notices.show({ key: 'reduced', text: t(`notice.reduced-${reason}`), tone: 'info' }, time);
    });
  });
}
