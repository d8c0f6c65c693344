// Fills a call with tiles of people who are not there, and looks whether one lies over the name of another.
(() => {
  const NAMES = ['Maximiliane von Hohenstein-Oberwaldt', 'Bob', '김민아', 'Bartholomew Featherstonehaugh-Cholmondeley', 'Eve'];
  const grid = () => document.querySelector('tile-grid');
  const rect = element => element.getBoundingClientRect();

  function fill(people) {
    const others = [...grid().querySelectorAll('video-tile:not([data-self])')];
    for (const tile of others.slice(people - 1)) grid().remove(tile.peerId);
    for (let i = others.length; i < people - 1; i++) {
      const tile = document.createElement('video-tile');
      Object.assign(tile, { peerId: `made up ${i}`, name: NAMES[i], microphone: i % 2 === 0 });
      grid().put(tile);
    }
  }

  function widthOfText(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    return rect(range).width;
  }

  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

  function look(what) {
    const tiles = [...grid().querySelectorAll('video-tile')];
    const faults = [];
    const view = rect(grid());
    for (const tile of tiles) {
      const name = tile.querySelector('.tile-name');
      const box = rect(tile);
      if (box.width < 60 || box.height < 44) faults.push(`${what}: ${tile.name} is ${Math.round(box.width)}x${Math.round(box.height)}`);
      if (box.left < view.left - 1 || box.right > view.right + 1) faults.push(`${what}: ${tile.name} is not in view`);
      for (const other of tiles) {
        if (other !== tile && getComputedStyle(other).position === 'absolute' && overlap(rect(other), rect(tile.querySelector('.tile-caption')))) {
          faults.push(`${what}: ${other.name} lies over the name of ${tile.name}`);
        }
      }
      // A short one is whole; of a long one there is more than a letter.
      const isShort = tile.hasAttribute('data-self') || tile.name.length < 5;
      if (isShort && widthOfText(name) > rect(name).width + 0.1) faults.push(`${what}: the name of ${tile.name} is cut off`);
      if (!isShort && name.clientWidth < 36) faults.push(`${what}: nothing can be read of ${tile.name}`);
    }
    return faults;
  }

  globalThis.layouts = {
    isStyled: () => [...document.styleSheets].some(({ href }) => href?.endsWith('/layout.css')),
    async faults(people) {
      fill(people);
      await new Promise(resolve => setTimeout(resolve));
      const before = grid().dataset.corner;
      const faults = [];
      for (const layout of people > 2 ? ['grid', 'stage'] : ['grid']) {
        const pin = grid().querySelector('video-tile:not([data-self]) .tile-pin');
        if (layout === 'stage') pin.click();
        for (const corner of ['top-left', 'top-right', 'bottom-left', 'bottom-right']) {
          grid().dataset.corner = corner;
          faults.push(...look(`${layout}, ${corner}`));
        }
        if (layout === 'stage') pin.click();
      }
      grid().dataset.corner = before;
      return faults;
    },
  };
})();
