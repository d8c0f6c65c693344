/**
 * @typedef {{microphone: boolean, camera: boolean}} Devices what a side has switched on
 * @typedef {Devices & {watching: boolean, paused: boolean}} Presence and whether it sees the other one's picture, and whether
 *   it keeps its own back because the line is too slow
 */

/**
 * What each of two peers says of itself, on a data channel of their connection: what it has switched on, whether it sees
 * the other's picture, and that it leaves.
 *
 * Events: `presence` (detail: a Presence), `hang-up` (the peer has closed its end), `lost` (the channel has failed together
 * with its connection; the peer has not said goodbye).
 */
export class PresenceChannel extends EventTarget {
  #isConnected;
  /** @type {RTCDataChannel | null} */ #channel = null;
  /** @type {Devices} */ #devices = { microphone: false, camera: false };
  /** Whether the peer's picture is seen here. */ #watching = true;
  /** Whether our picture is kept from a peer who would see it. */ #paused = false;
  #hungUp = false;
  #lost = false;

  /** @param {() => boolean} isConnected whether the connection of the channel works, as far as the browser knows */
  constructor(isConnected) {
    super();
    this.#isConnected = isConnected;
  }

  /** @returns {boolean} whether the peer has closed its end */
  get hungUp() {
    return this.#hungUp;
  }

  /** @returns {boolean} whether nothing can be said on it any more */
  get isClosed() {
    return this.#hungUp || this.#lost;
  }

  /** @param {RTCDataChannel} channel to be used from now on */
  use(channel) {
    this.#channel = channel;
    channel.onopen = () => this.#tell();
    channel.onmessage = ({ data }) => this.#hear(data);
    channel.onclose = () => this.#closed(channel);
  }

  /** @param {Devices} devices what is switched on here, for the peer to show */
  tellDevices(devices) {
    this.#devices = devices;
    this.#tell();
  }

  /** @param {boolean} watching whether the peer's picture is seen here; if not, the peer need not send it */
  tellWatching(watching) {
    if (this.#watching === watching) return;
    this.#watching = watching;
    this.#tell();
  }

  /** @param {boolean} paused whether our picture is not sent, though the camera is on */
  tellPaused(paused) {
    if (this.#paused === paused) return;
    this.#paused = paused;
    this.#tell();
  }

  /** Tells the peer that this side leaves: the end of the connection alone could be a failure. */
  sayGoodbye() {
    this.#tell({ leaving: true });
  }

  /** The connection is closed from this side, or given up for another one. */
  forget() {
    if (this.#channel) this.#channel.onclose = null;
    this.#channel = null;
  }

  /** @param {{leaving?: boolean}} [more] */
  #tell(more) {
    if (this.#channel?.readyState !== 'open') return;
    // Instead of a picture that stands still for long, the peer shows initials.
    const camera = this.#devices.camera && !this.#paused;
    const paused = this.#devices.camera && this.#paused;
    this.#channel.send(JSON.stringify({ ...this.#devices, camera, watching: this.#watching, paused, ...more }));
  }

  /** @param {unknown} data */
  #hear(data) {
    const said = read(data);
    if (!said) return;
    const { leaving, ...presence } = said;
    if (leaving) this.#hangUp();
    else this.dispatchEvent(new CustomEvent('presence', { detail: presence }));
  }

  /**
   * A channel closes with its connection. If that has failed, nobody has hung up. A page of before does not say goodbye.
   *
   * @param {RTCDataChannel} channel
   */
  #closed(channel) {
    if (channel !== this.#channel || this.#hungUp) return;
    if (this.#isConnected()) {
      this.#hangUp();
    } else {
      this.#lost = true;
      this.dispatchEvent(new Event('lost'));
    }
  }

  #hangUp() {
    if (this.#hungUp) return;
    this.#hungUp = true;
    this.dispatchEvent(new Event('hang-up'));
  }
}

/**
 * What a peer says of itself is believed as far as its shape goes.
 *
 * @param {unknown} data
 * @returns {(Presence & {leaving: boolean}) | null} null if it is not what this page understands
 */
function read(data) {
  const said = parse(data);
  return said === undefined ? null : {
    microphone: said?.microphone === true,
    camera: said?.camera === true,
    // A peer that says nothing of watching does watch: a page of before, or another client.
    watching: said?.watching !== false,
    paused: said?.paused === true,
    leaving: said?.leaving === true,
  };
}

/**
 * @param {unknown} data
 * @returns {any} undefined if it is too long, or no JSON: any client can be at the other end
 */
function parse(data) {
  if (typeof data !== 'string' || data.length >= 1024) return undefined;
  try {
    return JSON.parse(data);
  } catch (error) {
    console.info('Somebody says what is no JSON', error);
    return undefined;
  }
}
