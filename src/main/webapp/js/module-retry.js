/**
 * A page of which a module did not come is blank: a network that changes in that moment is enough. It loads itself again,
 * three times at most. A root of its own that imports nothing: it must be there when the others are not, and before them.
 *
 * It counts in the entry of the tab's history. That outlives a reload, and is there where storage is blocked.
 */

const MOST = 3;

/** How often it was tried. @returns {number} */
function tries() {
  return history.state?.loads ?? 0;
}

/** @param {number} loads */
function count(loads) {
  history.replaceState({ ...history.state, loads }, '');
}

let failed = false;

document.addEventListener(
  'error',
  ({ target }) => {
    if (failed || !(target instanceof HTMLScriptElement)) return;
    failed = true;
    const before = tries();
    if (before >= MOST) return;
    count(before + 1);
    setTimeout(() => location.reload(), 1_000 * 2 ** before);
  },
  true,
);

addEventListener('load', () => {
  if (!failed && tries() > 0) count(0);
});
