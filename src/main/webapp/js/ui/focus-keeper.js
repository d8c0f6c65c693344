/**
 * Keeps the focus in the page. When the element that has it goes, browsers give it to the body, and a person with a
 * keyboard or a screen reader starts again at the top. So a neighbour gets it: the next control of the same component, or
 * the one before, then those of the component around it. The last is the home of what is shown.
 *
 * This looks at what has happened and not at the code that did it, so it works for anything that is removed, hidden or
 * disabled. Code that moves the focus itself comes first.
 */

/** @typedef {{parent: Element | null, next: Node | null}} Place an element's, or that of one that has gone */

const STOPS = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** @param {() => Element} home what is shown now; its first button is the last resort */
export function keepFocus(home) {
  const { body } = document;
  /** @type {HTMLElement | null} */
  let focused = null;
  /** @type {Place | null} where `focused` was when it was removed */
  let left = null;
  let isDue = false;

  document.addEventListener('focusin', (event) => {
    focused = /** @type {HTMLElement} */ (event.target);
    left = null;
  });
  // Beside all controls a click takes the focus away, and that is meant. On a control, `focusin` follows.
  document.addEventListener('pointerdown', () => { focused = null; });

  new MutationObserver((records) => {
    if (!focused) return;
    for (const { target, removedNodes, nextSibling } of records) {
      const gone = left?.parent ?? focused;
      if ([...removedNodes].some((node) => node.contains(focused) || node.contains(gone))) {
        left = { parent: /** @type {Element} */ (target), next: nextSibling };
      }
    }
    if (isDue) return;
    isDue = true;
    // Once all of it has happened. Before a frame the browser computes styles anyway, so looking costs nothing.
    requestAnimationFrame(() => {
      isDue = false;
      if (focused) restore(focused);
      left = null;
    });
  }).observe(body, { childList: true, attributes: true, subtree: true });

  /** @param {HTMLElement} element that had the focus last */
  function restore(element) {
    const active = document.activeElement ?? body;
    if (active !== element && active !== body) return;
    if (isStop(element)) {
      if (left && active !== element) element.focus(); // it has only moved
      return;
    }
    const place = left ?? { parent: element.parentElement, next: element.nextSibling };
    focused = null;
    (neighbour(place) ?? stopsIn(home()).find((stop) => stop.localName === 'button'))?.focus();
  }
}

/** @param {Place} place */
function neighbour(place) {
  for (let scope = componentOf(place.parent); scope; scope = componentOf(scope.parentElement)) {
    const stops = stopsIn(scope);
    if (stops.length > 0) return stops.find((stop) => follows(stop, place)) ?? stops[stops.length - 1];
  }
  return null;
}

/** @param {Element} stop @param {Place} place */
function follows(stop, { parent, next }) {
  const start = next?.isConnected ? next : parent;
  if (!start || stop === start) return start !== null;
  if (start.contains(stop)) return start === next;
  return (start.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** @param {Element | null} element */
function componentOf(element) {
  let component = element;
  while (component && !component.localName.includes('-')) component = component.parentElement;
  return component;
}

/** @param {Element} scope */
function stopsIn(scope) {
  return /** @type {HTMLElement[]} */ ([...scope.querySelectorAll(STOPS)]).filter(isStop);
}

/** @param {HTMLElement} element */
function isStop(element) {
  return element.checkVisibility() && !element.matches(':disabled');
}
