// A person who is asked where to save a file, and chooses a place: the browser's own disk for this page. Only the dialog is
// missing, which a browser without a head does not show.
globalThis.disk = (() => {
  let handle;
  let written = 0;
  let release = () => {};
  let held = Promise.resolve();
  globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    handle = await folder.getFileHandle(suggestedName, { create: true });
    return {
      async createWritable() {
        const writable = await handle.createWritable();
        written = 0;
        return { write: async chunk => { await held; await writable.write(chunk); written += chunk.byteLength; }, close: () => writable.close(), abort: () => writable.abort() };
      },
    };
  };
  return {
    /** A disk that is slow: nothing is written until it goes on. */
    holds() { held = new Promise(resolve => { release = resolve; }); },
    goesOn() { release(); },
    /** Bytes, of the file that was begun last. */
    get written() { return written; },
    async begins() {
      const bytes = new Uint8Array(await (await handle.getFile()).slice(0, 4).arrayBuffer());
      return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
    },
    /** The size of the first picture of a film. */
    async plays() {
      const video = document.createElement('video');
      video.muted = true;
      video.src = URL.createObjectURL(await handle.getFile());
      await video.play();
      await new Promise(resolve => video.requestVideoFrameCallback(resolve));
      return `${video.videoWidth} x ${video.videoHeight}`;
    },
    /** How loud its loudest sample is, 1 is the most. */
    async loudest() {
      const bytes = await (await handle.getFile()).arrayBuffer();
      const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
      return sound.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    },
    async sha256() {
      const digest = await crypto.subtle.digest('SHA-256', await (await handle.getFile()).arrayBuffer());
      return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
    },
  };
})();
