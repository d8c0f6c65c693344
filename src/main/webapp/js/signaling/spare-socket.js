/** 1.5 s: a server at hand has opened a socket by then, and the old one has had its last chance to speak. In ms. */
const PATIENCE = 1_500;

/**
 * A second socket, opened beside one that may be dead. If the old one speaks, nothing has happened. If not, the call goes on
 * with the second one: as soon as it is open, and at the latest when the old one has had time enough to speak.
 */
export class SpareSocket {
  #open;
  #onNeeded;
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {() => WebSocket} open makes a socket
   * @param {(socket: WebSocket) => void} onNeeded called with the socket, in whatever state it is
   */
  constructor(open, onNeeded) {
    this.#open = open;
    this.#onNeeded = onNeeded;
  }

  /**
   * The socket in use may be dead.
   *
   * @returns {boolean} false if a second one is being opened already, and then nothing has happened
   */
  prepare() {
    if (this.#socket) return false;
    const socket = this.#open();
    this.#socket = socket;
    const handOver = () => {
      if (socket !== this.#socket) return;
      this.#release();
      this.#onNeeded(socket);
    };
    socket.onopen = handOver;
    socket.onclose = handOver;
    this.#timer = setTimeout(handOver, PATIENCE);
    return true;
  }

  /** The socket in use works, or is not wanted any more. */
  drop() {
    this.#release()?.close();
  }

  #release() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    return socket;
  }
}
