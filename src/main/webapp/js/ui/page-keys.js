/** Keys for the whole page: they count wherever the focus is, except where one writes, and not behind a dialog. */

const TAKES_TEXT = 'textarea, [role="textbox"], input:not([type="button"], [type="checkbox"], [type="color"], [type="file"], ' +
  '[type="image"], [type="radio"], [type="range"], [type="reset"], [type="submit"])';

/** What is pressed by the space bar itself. */
const TAKES_SPACE = 'a[href], audio[controls], button, details, input, label, select, summary, textarea, video[controls], [role="textbox"]';

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

/** @param {EventTarget | null} target of a press of the space bar */
export function takesSpace(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(TAKES_SPACE) !== null);
}

/** Whether a letter is typed where it is written down. @param {KeyboardEvent} event */
function isWriting({ target, isComposing }) {
  if (!(target instanceof HTMLElement)) return false;
  return isComposing || target.isContentEditable || target.matches(TAKES_TEXT);
}
