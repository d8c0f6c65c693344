import { on } from '../../app/app.js';
import { SharedState } from '../../app/shared-state.js';

/** @import { Call } from '../../call/call.js' */

/**
 * Who records, as each page says of itself. A page that has said anything of it also shows who records: only then is its person
 * in a recording. A newcomer's page says it as soon as it can; an older page or another client never does.
 *
 * Event: `recording` (detail: {peerId, isRecording, isGone}).
 */
export class SharedRecordings extends EventTarget {
  #state = new SharedState('recording');
  /** @type {Set<string>} */ #told = new Set();

  constructor() {
    super();
    on(this.#state, 'state', ({ peerId, state }) => this.#hear(peerId, state));
  }

  /** @param {Call} call until it is over */
  follow(call) {
    const end = this.#state.follow(call);
    this.tell(false);
    return end;
  }

  /** @param {boolean} isRecording this side */
  tell(isRecording) {
    this.#state.tell({ recording: isRecording });
  }

  /** @param {string} peerId @returns {boolean} whether the person there can know of a recording */
  isTold(peerId) {
    return this.#told.has(peerId);
  }

  /** @param {string} peerId @param {any} state whatever the peer has sent; null: it is gone */
  #hear(peerId, state) {
    const isGone = state === null;
    if (isGone) this.#told.delete(peerId);
    else this.#told.add(peerId);
    this.dispatchEvent(new CustomEvent('recording', { detail: { peerId, isRecording: state?.recording === true, isGone } }));
  }
}
