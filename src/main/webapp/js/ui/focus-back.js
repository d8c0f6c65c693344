/**
 * What was opened is closed: gives the focus back to where it was, or to the button that opened it. A button of the menu "More" is
 * hidden again with its menu, and then the menu's own button has the focus.
 *
 * @param {Element | null} before what had the focus
 * @param {HTMLElement | undefined} button
 */
export function giveFocusBack(before, button) {
  const places = /** @type {(HTMLElement | null | undefined)[]} */ ([before, button, button?.closest('more-menu')?.querySelector('button')]);
  // Safari before 17.4 cannot say what is shown.
  places.find(each => each?.checkVisibility?.() ?? each?.isConnected)?.focus();
}
