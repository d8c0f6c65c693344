// A person who is asked where to save a file, and chooses a place: the browser's own disk for this page. Only the dialog is
// missing, which a browser without a head does not show.
globalThis.disk = (() => {
  let handle;
  let release = () => {};
  let held = Promise.resolve();
  globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    handle = await folder.getFileHandle(suggestedName, { create: true });
    return {
      async createWritable() {
        const writable = await handle.createWritable();
        return { write: async chunk => { await held; await writable.write(chunk); }, close: () => writable.close(), abort: () => writable.abort() };
      },
    };
  };
  return {
    /** A disk that is slow: nothing is written until it goes on. */
    holds() { held = new Promise(resolve => { release = resolve; }); },
    goesOn() { release(); },
    async sha256() {
      const digest = await crypto.subtle.digest('SHA-256', await (await handle.getFile()).arrayBuffer());
      return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
    },
  };
})();
