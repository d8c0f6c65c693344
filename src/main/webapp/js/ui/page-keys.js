/** Keys for the whole page: they count wherever the focus is, except where one writes, and not behind a dialog. */

const TAKES_TEXT = 'textarea, [role="textbox"], input:not([type="button"], [type="checkbox"], [type="color"], [type="file"], ' +
  '[type="image"], [type="radio"], [type="range"], [type="reset"], [type="submit"])';

/** Letters, digits and signs: what can be typed with one press on most keyboards. The space bar is for talking. */
export const CAN_BE_A_KEY = /^[!-~]$/;

/** A key with one of these belongs to the browser or the system. */
const MODIFIERS = ['Control', 'Alt', 'AltGraph', 'Meta'];

/**
 * Which key was pressed: a letter in lower case, or a sign. A letter is taken by its place where the keyboard writes no Latin
 * one: with a Korean input method the key m writes ㅡ.
 *
 * @param {{key: string, code: string, getModifierState: (modifier: string) => boolean}} event of a keyboard
 * @returns {string | null} null if it is no single key
 */
export function keyOf(event) {
  if (MODIFIERS.some(modifier => event.getModifierState(modifier))) return null;
  const place = event.code.match(/^Key([A-Z])$/)?.[1];
  const isSign = CAN_BE_A_KEY.test(event.key) && !/[a-z]/i.test(event.key);
  const key = /^[a-z]$/i.test(event.key) || isSign ? event.key : (place ?? '');
  if (!CAN_BE_A_KEY.test(key)) return null;
  // A sign may need Shift, such as ?. A letter with it is not the letter alone.
  return !isSign && event.getModifierState('Shift') ? null : key.toLowerCase();
}

/**
 * @param {(event: KeyboardEvent) => void} down also again and again while a key is held
 * @param {() => void} up the space bar is not held any more, or nobody would know
 * @param {AbortSignal} signal until when
 */
export function followKeys(down, up, signal) {
  document.addEventListener('keydown', event => {
    const isBehindDialog = document.querySelector('dialog:modal') !== null;
    if (!event.defaultPrevented && !isBehindDialog && !isWriting(event)) down(event);
  }, { signal });
  document.addEventListener('keyup', event => event.code === 'Space' && up(), { signal });
  // Where a key comes up in another window, no event says so.
  addEventListener('blur', up, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && up(), { signal });
}

/** Whether a letter is typed where it is written down. @param {KeyboardEvent} event */
function isWriting({ target, isComposing }) {
  if (!(target instanceof HTMLElement)) return false;
  return isComposing || target.isContentEditable || target.matches(TAKES_TEXT);
}
