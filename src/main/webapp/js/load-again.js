/**
 * A page of which a module did not come is blank: a network that changes in that moment is enough. It loads itself again,
 * three times at most. A root of its own that imports nothing: it must be there when the others are not, and before them.
 */

const KEY = 'noom.loads';
const MOST = 3;

/** How often it was tried; where nothing can be kept, it is not tried at all. */
function tries() {
  try {
    return Number(sessionStorage.getItem(KEY) ?? 0);
  } catch {
    return MOST;
  }
}

let failed = false;

document.addEventListener(
  'error',
  ({ target }) => {
    if (failed || !(target instanceof HTMLScriptElement)) return;
    failed = true;
    const before = tries();
    if (before >= MOST) return;
    sessionStorage.setItem(KEY, `${before + 1}`);
    setTimeout(() => location.reload(), 1_000 * 2 ** before);
  },
  true,
);

addEventListener('load', () => {
  if (!failed && tries() > 0) sessionStorage.removeItem(KEY);
});
