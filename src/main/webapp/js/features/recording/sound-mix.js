/** All voices of a call in one track: those who come later, too. */
export class SoundMix {
  #context = new AudioContext();
  #mix = this.#context.createMediaStreamDestination();
  /** @type {Map<MediaStreamTrack, MediaStreamAudioSourceNode>} */ #sources = new Map();

  /** @returns {MediaStreamTrack} silent while nobody is heard */
  get track() {
    return this.#mix.stream.getAudioTracks()[0];
  }

  /** @param {MediaStreamTrack[]} tracks all that are to be heard from now on */
  take(tracks) {
    for (const [track, source] of this.#sources) {
      if (tracks.includes(track)) continue;
      source.disconnect();
      this.#sources.delete(track);
    }
    for (const track of tracks) {
      if (this.#sources.has(track) || track.readyState === 'ended') continue;
      const source = this.#context.createMediaStreamSource(new MediaStream([track]));
      source.connect(this.#mix);
      this.#sources.set(track, source);
    }
    // The system stops it during a phone call, for example. It may refuse: asked again soon.
    if (this.#context.state !== 'running') this.#context.resume().catch(() => {});
  }

  /**
   * By the clock of the sound, which goes on while the page is not seen. It stands while the system has stopped the sound.
   *
   * @param {number} ms
   * @param {() => void} then
   */
  after(ms, then) {
    const nothing = new ConstantSourceNode(this.#context, { offset: 0 });
    nothing.connect(this.#mix); // what leads nowhere may not be played
    nothing.addEventListener('ended', () => {
      nothing.disconnect();
      then();
    });
    nothing.start();
    nothing.stop(this.#context.currentTime + ms / 1000);
  }

  stop() {
    this.#sources.clear();
    this.#context.close().catch(() => {}); // it is closed already
  }
}
