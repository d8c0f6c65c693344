import { showTool, toolButton } from '../../ui/call-controls.js';
import { addIcon } from '../../ui/icons.js';

/** @import { App } from '../../app/app.js' */

/**
 * The other language, in the middle of a call. Its name is said in itself, for those who read no other. The choice is kept, and
 * wins over what the browser prefers.
 *
 * @param {App} app
 * @param {(languages: readonly string[]) => Promise<void>} load all words of the page; it falls back to English
 */
export function installLanguage({ settings, toolbar }, load) {
  const button = toolButton('language');
  addIcon('language', 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c5 5 5 13 0 18c-5-5-5-13 0-18z');
  button.addEventListener('click', async () => {
    settings.language = other();
    await load(settings.languages);
    show();
  });
  toolbar.addMore(button);
  show();

  function other() {
    const now = /** @type {HTMLElement | null} */ (toolbar.closest('[lang]'))?.lang;
    return now === 'en' ? 'ko' : 'en';
  }

  function show() {
    showTool(button, 'language', 'language.other');
    button.lang = other();
  }
}
