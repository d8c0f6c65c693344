// Runs in a page before its own code and before observe.js. It notes when what arrives of somebody stood still, whichever
// connection it comes through, and what the page went through meanwhile.
(() => {
  /** Between two looks at the statistics, in milliseconds. */
  const INTERVAL = 100;

  /** Ten frames and four syllables come in it. A machine that is busy may be late by half. In milliseconds. */
  const STANDSTILL = 1000;

  /** What stands still no more goes on for so long. In milliseconds. */
  const STEADY = 1500;

  const arrivals = new Map();
  const events = [];
  let numbers = 0;

  const note = text => events.push({ at: Date.now(), text });

  function arrivalsOf(name) {
    if (!arrivals.has(name)) {
      const now = Date.now();
      const fresh = () => ({ count: 0, at: now, resumedAt: now });
      arrivals.set(name, { picture: fresh(), sound: fresh() });
    }
    return arrivals.get(name);
  }

  function look(arrival, count) {
    if (count === arrival.count || count === 0) return;
    const now = Date.now();
    if (now - arrival.at >= STANDSTILL) arrival.resumedAt = now;
    Object.assign(arrival, { count, at: now });
  }

  async function lookAt(name) {
    const { picture, sound } = arrivalsOf(name);
    look(picture, await observed.frames(name));
    look(sound, await observed.energy(name));
  }

  /** One that is closed while it is asked has nothing to tell; what stands still is noticed by itself. */
  async function lookAtAll(names) {
    await Promise.allSettled(names.map(lookAt));
    setTimeout(() => lookAtAll(names), INTERVAL);
  }

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      const number = ++numbers;
      const dtls = () => this.getSenders()[0]?.transport?.state;
      note(`#${number} made`);
      for (const [event, state] of Object.entries({
        connectionstatechange: () => `${this.connectionState}, DTLS ${dtls()}`,
        iceconnectionstatechange: () => `ICE ${this.iceConnectionState}`,
        signalingstatechange: () => this.signalingState,
      })) {
        this.addEventListener(event, () => note(`#${number} ${state()}`));
      }
      const watch = channel => channel.addEventListener('close', () => note(`#${number} channel closed, ${this.connectionState}`));
      this.addEventListener('datachannel', ({ channel }) => watch(channel));
      const { createDataChannel } = this;
      this.createDataChannel = (...how) => {
        const channel = createDataChannel.apply(this, how);
        watch(channel);
        return channel;
      };
      const { close } = this;
      this.close = () => {
        note(`#${number} closed by the page`);
        close.call(this);
      };
    }
  };

  globalThis.WebSocket = class extends WebSocket {
    constructor(...options) {
      super(...options);
      const number = ++numbers;
      note(`socket ${number} made`);
      this.addEventListener('open', () => note(`socket ${number} open`));
      this.addEventListener('close', ({ code }) => note(`socket ${number} closed, ${code}`));
      this.addEventListener('message', ({ data }) => note(`< ${JSON.parse(data).type}`));
    }

    send(text) {
      note(`> ${JSON.parse(text).type}`);
      super.send(text);
    }
  };

  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    try {
      const response = await fetch(...request);
      note(`fetch ${response.status}`);
      return response;
    } catch (error) {
      note(`fetch ${error.name}`);
      throw error;
    }
  };

  globalThis.recovery = {
    begin: lookAtAll,
    /** How long after `since` the last standstill of picture or sound was over; null while one lasts, or has just ended. */
    after(name, since) {
      const now = Date.now();
      const both = Object.values(arrivalsOf(name));
      const goOn = both.every(({ at, resumedAt }) => at > since && now - at < STANDSTILL && now - Math.max(since, resumedAt) >= STEADY);
      return goOn ? Math.max(0, ...both.map(({ resumedAt }) => resumedAt - since)) : null;
    },
    /** What happened since then. */
    events: since => events.filter(({ at }) => at >= since - 1000).map(({ at, text }) => `${at - since} ${text}`),
  };
})();
