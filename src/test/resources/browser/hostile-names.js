/** Somebody who speaks the protocol by hand, from the server's own page: joins under any name. */
globalThis.stranger = {
  socket: null,

  /** Answers `joined`, or the code of the refusal. */
  join(room, name) {
    const url = new URL(`signal/${encodeURIComponent(room)}`, document.baseURI);
    url.protocol = 'ws:';
    const socket = new WebSocket(url, 'noom.v1');
    this.socket = socket;
    return new Promise((resolve, reject) => {
      socket.onopen = () => socket.send(JSON.stringify({ type: 'join', name }));
      socket.onerror = () => reject(new Error('no connection'));
      socket.onmessage = event => {
        const message = JSON.parse(event.data);
        if (message.type === 'joined') resolve('joined');
        if (message.type === 'error') resolve(message.code);
      };
    });
  },

  /** And waits until the server has heard it. */
  leave() {
    const socket = this.socket;
    return new Promise(resolve => {
      socket.onclose = () => resolve(true);
      if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"leave"}');
      if (socket.readyState === WebSocket.CLOSED) resolve(true);
    });
  },
};

/** What a name has done to the page that it should not have: empty if nothing. */
globalThis.damage = (element, text) => {
  const found = [];
  if (element.textContent !== text) found.push(`shows ${JSON.stringify(element.textContent)}`);
  if (element.childElementCount > 0) found.push(`made ${element.innerHTML}`);
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the window');
  const tile = element.closest('video-tile, header');
  if (tile) {
    const outer = tile.getBoundingClientRect();
    const inner = (element.closest('.tile-caption') ?? element).getBoundingClientRect();
    if (inner.left < outer.left || inner.right > outer.right || inner.top < outer.top || inner.bottom > outer.bottom) {
      found.push(`leaves its place: ${JSON.stringify([inner, outer])}`);
    }
    if (inner.height > 60) found.push(`is ${inner.height} px high`);
  }
  return found;
};
