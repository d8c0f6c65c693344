/**
 * What a side can send, each through a transceiver of its own: `microphone` and `camera` are there from the first
 * description on and go both ways; the others come when there is something to send, and go one way.
 *
 * @typedef {'microphone' | 'camera' | 'screen' | 'screen-audio'} Slot
 * @typedef {Partial<Record<Slot, MediaStreamTrack | null>>} SlotTracks
 * @typedef {'stream' | 'screen'} Source what belongs together, in one stream, so that the browser keeps it in step
 */

/** @type {Record<Slot, {kind: 'audio' | 'video', source: Source, isPermanent: boolean}>} */
const SLOTS = {
  microphone: { kind: 'audio', source: 'stream', isPermanent: true },
  camera: { kind: 'video', source: 'stream', isPermanent: true },
  screen: { kind: 'video', source: 'screen', isPermanent: false },
  'screen-audio': { kind: 'audio', source: 'screen', isPermanent: false },
};
const ALL = /** @type {Slot[]} */ (Object.keys(SLOTS));

/**
 * The named media slots of one RTCPeerConnection. A slot is told apart by the `mid` of its transceiver (RFC 9143), and each
 * description says which mid is which slot (session-description.js). A peer that does not say so has one audio and one video,
 * and gets no more than that (docs/decisions/0026-slots-and-channels.md).
 *
 * Events: `stream` (detail: a MediaStream) and `screen` (detail: a MediaStream, or null when it is over).
 */
export class MediaSlots extends EventTarget {
  /** @type {RTCPeerConnection | null} */ #pc = null;
  /** @type {Map<Slot, RTCRtpTransceiver>} that this side sends through */ #transceivers = new Map();
  /** @type {SlotTracks} */ #tracks = {};
  /** Only names for what we send, so that any client at the other end can do the same. */
  #sent = { stream: new MediaStream(), screen: new MediaStream() };
  #received = { stream: new MediaStream(), screen: new MediaStream() };
  /** The peer's slots, by mid. @type {Map<string, string> | null} null if it does not say */ #theirs = null;

  /** @param {RTCPeerConnection} pc from now on; of one before, nothing is left but what is to be sent */
  use(pc) {
    this.#pc = pc;
    this.#transceivers.clear();
    this.#theirs = null;
  }

  /** The side that calls makes the permanent slots; at the other side they come with the offer. */
  open() {
    for (const slot of ALL) if (SLOTS[slot].isPermanent) this.#add(slot, 'sendrecv');
  }

  /** @returns {boolean} whether the peer can tell slots apart */
  get areKnown() {
    return this.#theirs !== null;
  }

  /** @returns {Map<string, Slot>} for a description: which mid is which slot of this side */
  get names() {
    const used = [...this.#transceivers].filter(([, { mid, direction }]) => mid !== null && direction !== 'inactive');
    return new Map(used.map(([slot, { mid }]) => [/** @type {string} */ (mid), slot]));
  }

  /** @param {Map<string, string> | null} names of the description that is about to be taken; null if it has none */
  hear(names) {
    this.#theirs = names;
    if (this.#received.screen.getTracks().length > 0) this.#collect('screen');
  }

  /** The connection has got tracks. */
  take() {
    this.#collect('stream');
    this.#collect('screen');
  }

  /**
   * Sends these from now on; null sends nothing. A slot that is not named stays as it is.
   *
   * @param {SlotTracks} tracks
   */
  async send(tracks) {
    this.#tracks = { ...this.#tracks, ...tracks };
    await this.attach();
  }

  /** Gives each transceiver its track: without a negotiation where there is a transceiver. */
  async attach() {
    await Promise.all(ALL.map(slot => (SLOTS[slot].isPermanent ? this.#attach(slot) : this.#attachExtra(slot))));
  }

  /** @param {Slot} slot */
  senderOf(slot) {
    return this.#transceivers.get(slot)?.sender;
  }

  /** @param {Slot} slot @returns {string | null} null until it is negotiated */
  midOf(slot) {
    return this.#transceivers.get(slot)?.mid ?? null;
  }

  /** @param {Slot} slot */
  async #attach(slot) {
    const transceiver = this.#transceivers.get(slot) ?? this.#offered(slot);
    if (!transceiver) return;
    this.#transceivers.set(slot, transceiver);
    if (transceiver.direction !== 'sendrecv') {
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams(this.#sent.stream);
    }
    await replace(transceiver, this.#tracks[slot] ?? null);
  }

  /** @param {Slot} slot */
  async #attachExtra(slot) {
    const track = this.#tracks[slot] ?? null;
    const transceiver = this.#transceivers.get(slot) ?? (track && this.areKnown && this.#add(slot, 'sendonly'));
    if (!transceiver) return;
    const direction = track ? 'sendonly' : 'inactive';
    if (transceiver.direction !== direction) transceiver.direction = direction;
    await replace(transceiver, track);
  }

  /** @param {Slot} slot @param {RTCRtpTransceiverDirection} direction */
  #add(slot, direction) {
    const { kind, source } = SLOTS[slot];
    const transceiver = this.#pc?.addTransceiver(kind, { direction, streams: [this.#sent[source]] });
    if (transceiver) this.#transceivers.set(slot, transceiver);
    return transceiver;
  }

  /** Where the peer has it. @param {Slot} slot */
  #offered(slot) {
    const all = this.#ofKind(SLOTS[slot].kind);
    return all.find(({ mid }) => this.#theirs?.get(mid ?? '') === slot) ?? all[0];
  }

  /** All tracks at once: a video that gets its second one later begins again. @param {Source} source */
  #collect(source) {
    const stream = this.#received[source];
    const before = stream.getTracks();
    const tracks = ALL.filter(slot => SLOTS[slot].source === source).flatMap(slot => this.#arriving(slot)?.receiver.track ?? []);
    if (tracks.length === before.length && tracks.every(track => before.includes(track))) return;
    for (const old of before) if (!tracks.includes(old)) stream.removeTrack(old);
    for (const track of tracks) if (!before.includes(track)) stream.addTrack(track);
    this.dispatchEvent(new CustomEvent(source, { detail: tracks.length > 0 ? stream : null }));
  }

  /** @param {Slot} slot */
  #arriving(slot) {
    const { kind, isPermanent } = SLOTS[slot];
    const all = this.#ofKind(kind);
    const named = all.find(({ mid }) => this.#theirs?.get(mid ?? '') === slot);
    return named ?? (isPermanent && !this.areKnown ? all[0] : undefined);
  }

  /** @param {'audio' | 'video'} kind */
  #ofKind(kind) {
    return this.#pc?.getTransceivers().filter(({ receiver }) => receiver.track.kind === kind) ?? [];
  }
}

/** @param {RTCRtpTransceiver} transceiver @param {MediaStreamTrack | null} track */
async function replace({ sender }, track) {
  if (sender.track !== track) await sender.replaceTrack(track);
}
