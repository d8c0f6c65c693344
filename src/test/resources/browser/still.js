// Where everything of the door is, and how far the page can be scrolled; and every sentence that it may say, one after the other.
globalThis.still = {
  places() {
    const boxes = [...document.querySelectorAll('header, entry-form :is(h1, input, small, form button), .tagline, .entry-actions')]
      .filter(element => getComputedStyle(element).visibility === 'visible')
      .map(element => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.name || element.className || element.localName, x + scrollX, y + scrollY, width, height].join(' ');
      })
      // One of these is in the other's place; and the small print, with its button, gives its place to what is said.
      .filter(place => !/^(secondary|inline)/.test(place));
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [...boxes, `page ${scrollWidth} ${scrollHeight}`];
  },

  /** @param {Record<string, string>} words @returns {string[]} the sentences with which something moved */
  movedBy(words) {
    const form = document.querySelector('entry-form');
    const before = String(this.places());
    const moved = [];
    const look = key => String(this.places()) === before || moved.push(key);
    for (const key of Object.keys(words).filter(each => /^notice\.(bad-|webrtc|websocket|stranger)/.test(each))) {
      form.error = words[key].replace('{origin}', 'https://noom.example.com:8443');
      look(key);
    }
    form.error = null;
    const waits = /^entry\.(opening|connecting|joining|server-away|room-full|draining)$|^notice\.(offline|crowd|signaling-)/;
    for (const key of Object.keys(words).filter(each => waits.test(each))) {
      form.waitsFor = { key, max: '12' };
      look(key);
    }
    form.waitsFor = null;
    look('nothing');
    return moved;
  },
};
