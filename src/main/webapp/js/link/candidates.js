/**
 * Candidates found within this time travel together. Long enough for the host candidates of one interface, which come
 * in one burst; short enough to be lost in the time that a connectivity check takes.
 */
const GATHER_MS = 10;

/** Collects the candidates of one connection, and sends those that are found together in one message. */
export class CandidateBatch {
  #send;
  /** @type {RTCIceCandidateInit[]} */ #candidates = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {(candidates: RTCIceCandidateInit[]) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** @param {RTCIceCandidate | null} candidate null at the very end, which the empty candidate has said before */
  add(candidate) {
    if (!candidate) return;
    this.#candidates.push(candidate.toJSON());
    this.#timer ??= setTimeout(() => {
      const candidates = this.#candidates;
      this.drop();
      this.#send(candidates);
    }, GATHER_MS);
  }

  /** Of a connection that is over none is sent. */
  drop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#candidates = [];
  }
}

/**
 * Waits until a connection has found all its candidates, but not for long.
 *
 * @param {RTCPeerConnection} pc
 * @param {number} patience in milliseconds
 */
export async function gathered(pc, patience) {
  await new Promise(resolve => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */ let late;
    pc.onicegatheringstatechange = () => {
      // Not before: on a busy machine the description itself may take longer than its candidates are worth.
      if (pc.iceGatheringState === 'gathering') late ??= setTimeout(resolve, patience);
      if (pc.iceGatheringState !== 'complete') return;
      clearTimeout(late);
      resolve(undefined);
    };
  });
  pc.onicegatheringstatechange = null;
}
