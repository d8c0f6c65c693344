import { el } from '../../ui/dom.js';
import { name } from '../../ui/i18n.js';

/** @import { App } from '../../app/app.js' */

/** Each in itself, for those who read no other. */
const LANGUAGES = { en: 'English', ko: '한국어' };

/**
 * The choice of a language at the door. It is kept, and wins over what the browser prefers; what is typed stays.
 *
 * @param {App} app
 * @param {HTMLElement} header
 * @param {(languages: readonly string[]) => Promise<void>} load all words of the page; it falls back to English
 */
export function installLanguageChoice({ room, settings }, header, load) {
  const select = el('select', 'language');
  for (const [language, itself] of Object.entries(LANGUAGES)) {
    const option = new Option(itself, language);
    option.lang = language;
    select.append(option);
  }
  name(select, 'language.label');
  show();
  select.addEventListener('change', async () => {
    settings.language = select.value;
    await load(settings.languages);
    show();
  });
  header.append(select);
  room.during(() => {
    select.hidden = true; // in a call it is in the menu
    return () => {
      show();
      select.hidden = false;
    };
  });

  function show() {
    select.value = /** @type {HTMLElement | null} */ (header.closest('[lang]'))?.lang ?? '';
  }
}
