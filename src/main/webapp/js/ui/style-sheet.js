/** How often, and how long after one another in ms, a sheet is asked for that does not come. */
const AGAIN = [1_000, 5_000, 20_000];

/**
 * Loads the style of a part of the page that is not there at first; once, though two parts may need it. While it does not come,
 * that part works without it.
 *
 * @param {string} name of a file in css/, without its ending
 * @param {Document} [page]
 * @param {number[]} [again]
 */
export function loadStyle(name, page = document, again = AGAIN) {
  const { href } = new URL(`../../css/${name}.css`, import.meta.url);
  if ([...page.head.querySelectorAll('link')].some(each => each.href === href)) return;
  const link = page.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  link.addEventListener('error', () => {
    link.remove();
    console.warn(`The style "${name}" did not load`);
    if (again.length > 0) setTimeout(() => loadStyle(name, page, again.slice(1)), again[0]);
  });
  page.head.append(link);
}
