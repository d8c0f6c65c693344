// How long a trouble lasts until it is told: from the moment a tile comes, or from when the test says that it begins.
{
  const begun = new Map();
  const told = new Map();
  const nameOf = tile => tile.querySelector('.tile-name')?.textContent;

  const look = () => {
    for (const tile of document.querySelectorAll('video-tile')) {
      const name = nameOf(tile);
      if (!name) continue;
      if (!begun.has(name)) begun.set(name, performance.now());
      const text = tile.querySelector('.tile-notice').textContent;
      const before = told.get(name);
      if (!text || before?.texts.at(-1) === text) continue;
      if (before) before.texts.push(text);
      else told.set(name, { texts: [text], after: performance.now() - begun.get(name) });
    }
  };

  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true }),
  );
  globalThis.beginsTrouble = name => begun.set(name, performance.now());
  globalThis.toldOf = name => told.get(name);
}
