import { on } from '../../app/app.js';
import { t } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */
/** @import { Problem, Replacement } from '../../media/local-media.js' */

/**
 * Says why a device is not there, until it is, and which other one is used instead.
 *
 * @param {App} app
 * @param {(problems: Problem[]) => string[]} noticesFor which sentences, keys of i18n
 * @param {number} httpsPort where this page is a secure context; 0 if that is nowhere
 */
export function installDeviceFaults(app, noticesFor, httpsPort) {
  const { call, media, notices } = app;
  call.during(() => {
    say(media.problems);
    media.replacements.forEach(sayReplaced);
  });
  on(media, 'problem', problem => say([problem]));
  on(media, 'replaced', sayReplaced);
  on(media, 'well', device => {
    notices.dismiss(device);
    notices.dismiss('devices');
  });

  /** @param {Problem[]} problems */
  function say(problems) {
    for (const key of noticesFor(problems)) {
      const device = problems.length === 1 ? problems[0].device : 'devices';
      if (key === 'notice.insecure-context') notices.show({ key: device, text: insecureContext(), tone: 'error' });
      else notices.show({ key: device, text: t(key), tone: 'warning' });
    }
  }

  /** @param {Replacement} now */
  function sayReplaced({ device, label }) {
    const text = t(`notice.${device}-replaced`, { label: label || t(`notice.another-${device}`) });
    notices.show({ key: device, text, tone: 'info' });
  }

  function insecureContext() {
    if (!httpsPort) return t('notice.insecure-context-no-url');
    const secureUrl = app.roomAddress;
    secureUrl.protocol = 'https:';
    secureUrl.port = String(httpsPort);
    return t('notice.insecure-context', { secureUrl: secureUrl.href });
  }
}
