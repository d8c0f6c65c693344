/**
 * Takes files that are dropped onto an element. What else is dropped is the browser's business.
 *
 * @param {HTMLElement} target
 * @param {(files: File[]) => void} take
 */
export function takeDrops(target, take) {
  /** @param {boolean} isOver */
  const mark = isOver => target.toggleAttribute('data-drop', isOver);
  target.addEventListener('dragover', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  target.addEventListener('dragleave', event => {
    if (!target.contains(/** @type {Node | null} */ (event.relatedTarget))) mark(false);
  });
  target.addEventListener('drop', event => {
    mark(false);
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    take(filesIn(event.dataTransfer));
  });
  // Beside it the browser would open the file in place of the page, and the call would be over.
  for (const type of /** @type {const} */ (['dragover', 'drop'])) {
    target.ownerDocument.addEventListener(type, event => {
      if (event.defaultPrevented || !event.dataTransfer || !hasFiles(event) || target.hidden) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    });
  }
}

/** @param {DragEvent} event */
function hasFiles({ dataTransfer }) {
  return dataTransfer?.types.includes('Files') === true;
}

/** Without folders, of which a browser gives something that cannot be read. @param {DataTransfer} transfer */
function filesIn({ items, files }) {
  const isFolder = [...items].filter(({ kind }) => kind === 'file').map(item => item.webkitGetAsEntry?.()?.isDirectory === true);
  return [...files].filter((_, i) => !isFolder[i]);
}
