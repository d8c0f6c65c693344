/** The channel that every page has, and that says who has hung up. */
const PRESENCE = 'presence';

/** What a peer may say on channels that nothing here listens to yet, such as a part of the page that is still loading. */
const UNHEARD = { channels: 16, messages: 16, length: 4096 };

/**
 * The data channels of one RTCPeerConnection, told apart by their labels. Presence is one of them. Either side may open one;
 * if both do, both are used, each for what its maker sends. What comes on a label that nobody here asks for is ignored.
 */
export class DataChannels {
  #presence;
  /** @type {Map<string, LabelledChannel>} */ #all = new Map();
  /** Where channels can be opened; null while they cannot. @type {RTCPeerConnection | null} */ #pc = null;

  /** @param {{use: (channel: RTCDataChannel) => void, forget: () => void}} presence */
  constructor(presence) {
    this.#presence = presence;
  }

  /** @param {RTCPeerConnection} pc of a side that calls */
  openPresence(pc) {
    this.#presence.use(pc.createDataChannel(PRESENCE));
  }

  /**
   * @param {string} label
   * @returns {LabelledChannel} the same one for the same label
   */
  channel(label) {
    const channel = this.#all.get(label) ?? this.#add(label);
    channel.isWanted = true;
    if (this.#pc) channel.open(this.#pc);
    return channel;
  }

  /** @param {RTCDataChannel} channel that the peer has opened */
  take(channel) {
    const { label } = channel;
    if (label === PRESENCE) return this.#presence.use(channel);
    if (this.#all.has(label) || this.#all.size < UNHEARD.channels) (this.#all.get(label) ?? this.#add(label)).take(channel);
  }

  /** @param {RTCPeerConnection} pc to a peer that is connected and tells channels apart */
  ready(pc) {
    if (this.#pc === pc) return;
    this.#pc = pc;
    for (const channel of this.#all.values()) if (channel.isWanted) channel.open(pc);
  }

  /** The connection is over. */
  forget() {
    this.#pc = null;
    this.#presence.forget();
    for (const channel of this.#all.values()) channel.forget();
  }

  /** @param {string} label */
  #add(label) {
    const channel = new LabelledChannel(label);
    this.#all.set(label, channel);
    return channel;
  }
}

/**
 * One label. Events: `open`, `message` (detail: what was said), `close`. The end of it says nothing of the peer.
 */
export class LabelledChannel extends EventTarget {
  /** Whether somebody here listens. */ #isWanted = false;
  /** What this side sends on. @type {RTCDataChannel | null} */ #channel = null;
  /** @type {Set<RTCDataChannel>} */ #all = new Set();
  /** Text alone: what sends bytes has been asked to. @type {string[]} */ #unheard = [];

  /** @param {string} label */
  constructor(label) {
    super();
    this.label = label;
  }

  get isWanted() {
    return this.#isWanted;
  }
  set isWanted(isWanted) {
    if (this.#isWanted || !isWanted) return;
    this.#isWanted = true;
    // Once those who have asked for the channel listen.
    queueMicrotask(() => {
      for (const data of this.#unheard.splice(0)) this.#hear(data);
    });
  }

  get isOpen() {
    return this.#channel?.readyState === 'open';
  }

  /** On which this side sends, for those who send much: it says how much of it waits. */
  get sending() {
    return this.#channel;
  }

  /** @param {any} data text or bytes @returns {boolean} whether it could be sent */
  send(data) {
    if (!this.isOpen) return false;
    this.#channel?.send(data);
    return true;
  }

  /** @param {RTCPeerConnection} pc where it is opened, unless the peer has opened it */
  open(pc) {
    if (this.#all.size === 0) this.take(pc.createDataChannel(this.label));
  }

  /** @param {RTCDataChannel} channel */
  take(channel) {
    this.#all.add(channel);
    channel.binaryType = 'arraybuffer'; // browsers differ in what they give otherwise
    channel.onmessage = ({ data }) => this.#hear(data);
    channel.onopen = () => this.#opened(channel);
    channel.onclose = () => this.#closed(channel);
    // One that the peer has opened is open when we hear of it, and says so only to some browsers' pages.
    if (channel.readyState === 'open') queueMicrotask(() => this.#opened(channel));
  }

  /** The connection is over: what was open is closed. */
  forget() {
    for (const channel of [...this.#all]) this.#closed(channel);
  }

  /** @param {RTCDataChannel} channel */
  #opened(channel) {
    if (this.isOpen || !this.#all.has(channel)) return;
    this.#channel = channel;
    this.dispatchEvent(new Event('open'));
  }

  /** @param {RTCDataChannel} channel */
  #closed(channel) {
    channel.onmessage = channel.onopen = channel.onclose = null;
    if (!this.#all.delete(channel) || channel !== this.#channel) return;
    this.#channel = [...this.#all].find(({ readyState }) => readyState === 'open') ?? null;
    if (!this.#channel) this.dispatchEvent(new Event('close'));
  }

  /** @param {any} data */
  #hear(data) {
    if (this.#isWanted) this.dispatchEvent(new CustomEvent('message', { detail: data }));
    else if (this.#unheard.length < UNHEARD.messages && data.length < UNHEARD.length) this.#unheard.push(data);
  }
}
