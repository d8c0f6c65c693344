// Runs in a page before its own code and before observe.js. It watches a call for everything that a person could notice
// if the server's absence did more than it should: pictures that stand still, connections replaced, tiles that flicker.
(() => {
  /** The time in which each picture must move, in milliseconds. */
  const WINDOW = 500;

  /** Between two looks at the statistics, in milliseconds; Chromium makes new ones every 50. */
  const INTERVAL = 100;

  /** Connections that somebody has answered. One that was made ahead for the next newcomer is still `new`. */
  const answered = new Set();
  /** Each `joined` of the server: {self, resumed, at}, `at` in milliseconds since 1970. */
  const joined = [];
  /** What notices have said, in their order. */
  const said = [];
  /** What each says now, by its key. */
  const saying = new Map();
  /** What happened to tiles: {tile, change}. */
  const flickers = [];
  let streams = [];
  let former = new Set();
  let begun = 0;

  const flickering = new MutationObserver(records => records.forEach(noteFlicker));
  const noticing = new MutationObserver(() => noteNotices(document.querySelector('notice-list')));

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      this.addEventListener('connectionstatechange', () => answered.add(this));
    }
  };

  globalThis.WebSocket = class extends WebSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener('message', ({ data }) => {
        const { type, self, resumed } = JSON.parse(data);
        if (type === 'joined') joined.push({ self, resumed, at: Date.now() });
      });
    }
  };

  async function sample({ connection, samples }) {
    const receiver = connection.getReceivers().find(({ track }) => track.kind === 'video');
    const stats = [...(await receiver.getStats()).values()].find(({ type }) => type === 'inbound-rtp');
    // A closed connection has no statistics: its picture stands still.
    samples.push(stats ? { ...stats, at: stats.timestamp } : { ...samples.at(-1), at: Date.now() });
  }

  async function sampleAll() {
    if (!begun) return;
    await Promise.all(streams.map(sample));
    setTimeout(sampleAll, INTERVAL);
  }

  /**
   * The longest time without a frame, in milliseconds: between two samples of one number. A sample that a busy machine
   * took late makes its window longer, and is judged by that.
   */
  function longestStandstill(samples) {
    let longest = { length: 0, at: 0 };
    let first = samples[0];
    for (const each of samples) {
      if (each.framesDecoded !== first.framesDecoded) first = each;
      const length = each.at - first.at;
      if (length > longest.length) longest = { length, at: first.at - begun };
    }
    return longest;
  }

  function noteFlicker({ type, target, attributeName, oldValue, addedNodes, removedNodes }) {
    const tiles = nodes => [...nodes].filter(node => node.localName === 'video-tile');
    if (type === 'childList') {
      for (const tile of tiles(addedNodes)) flickers.push({ tile, change: 'came' });
      for (const tile of tiles(removedNodes)) flickers.push({ tile, change: 'went' });
    } else if (target.getAttribute(attributeName) !== oldValue) {
      flickers.push({ tile: target, change: `${attributeName} was ${oldValue}` });
    }
  }

  /** That this computer is busy is true beside a server that starts, and says nothing of the server. */
  function noteNotices(list) {
    const lines = [...list.querySelectorAll('.notice:not([data-key=reduced])')];
    for (const key of [...saying.keys()]) if (!lines.some(({ dataset }) => dataset.key === key)) saying.delete(key);
    for (const line of lines) {
      const text = line.querySelector('p').textContent;
      if (text && saying.get(line.dataset.key) !== text) said.push(text);
      saying.set(line.dataset.key, text);
    }
  }

  /** @returns {string[]} what was wrong with a stream */
  function faultsOf({ name, connection, video, samples }) {
    const { length, at } = longestStandstill(samples);
    const faults = [];
    if (length >= WINDOW) faults.push(`${name} stood still for ${Math.round(length)} ms, ${Math.round(at)} ms after the begin`);
    if (observed.connectionTo(name) !== connection) faults.push(`${name} has another RTCPeerConnection`);
    if (observed.video(name) !== video) faults.push(`${name} has another <video>`);
    if (connection.connectionState !== 'connected') faults.push(`${name} is ${connection.connectionState}`);
    return faults;
  }

  function figuresOf({ name, samples }) {
    const [first, last] = [samples[0], samples.at(-1)];
    const more = key => last[key] - first[key];
    const slowest = Math.max(...samples.slice(1).map(({ at }, i) => at - samples[i].at));
    return (
      `${name}: ${more('framesDecoded')} frames in ${Math.round(more('at'))} ms, ` +
      `longest standstill ${Math.round(longestStandstill(samples).length)} ms, ${more('packetsLost')} packets lost, ` +
      `${more('framesDropped')} frames dropped, ${more('freezeCount')} freezes, ` +
      `${samples.length} samples at most ${Math.round(slowest)} ms apart`
    );
  }

  globalThis.continuity = {
    joined,
    said,
    /** Begins to watch what comes from these people, by name; all of them are connected. */
    async begin(names) {
      streams = names.map(name => ({ name, connection: observed.connectionTo(name), video: observed.video(name), samples: [] }));
      former = new Set(answered);
      for (const list of [flickers, said]) list.length = 0;
      saying.clear();
      flickering.observe(document.querySelector('tile-grid'), {
        subtree: true,
        childList: true,
        attributeFilter: ['data-status', 'data-picture'],
        attributeOldValue: true,
      });
      noticing.observe(document.querySelector('notice-list'), { subtree: true, childList: true, characterData: true });
      begun = Date.now();
      await sampleAll();
    },
    /** Milliseconds since the begin. */
    elapsed: () => Date.now() - begun,
    /** Ends it; these people may have come meanwhile. {faults: string[], figures: string[]} */
    end(newcomers) {
      begun = 0;
      flickering.disconnect();
      noticing.disconnect();
      const made = [...answered].filter(connection => !former.has(connection)).length;
      const ids = [...new Set(joined.map(({ self }) => self))];
      const faults = streams.flatMap(faultsOf);
      for (const { tile, change } of flickers) if (!newcomers.includes(tile.name)) faults.push(`${tile.name}'s tile: ${change}`);
      if (newcomers.length === 0 && made > 0) faults.push(`${made} connections were replaced`);
      if (ids.length > 1) faults.push(`the id was not kept: ${ids}`);
      return { faults, figures: streams.map(figuresOf) };
    },
  };
})();
