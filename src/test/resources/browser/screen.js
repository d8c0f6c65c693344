// What a test does to screens and asks about them. The made-up screen of Chromium is captured as a real one would be.
(() => {
  if (!globalThis.MediaDevices) return; // before the page comes
  const captured = [];
  let refusal = null;
  const { getDisplayMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getDisplayMedia = async function (wishes) {
    if (refusal) {
      const { name, message, after } = refusal;
      refusal = null;
      await new Promise(resolve => setTimeout(resolve, after));
      setTimeout(() => { screens.refused = true; });
      throw new DOMException(message, name);
    }
    // Small and slow: all of the screen changes all the time, and three people encode it on one machine.
    const video = { width: { max: 480 }, height: { max: 300 }, frameRate: { max: 4 } };
    const stream = await getDisplayMedia.call(this, { ...wishes, video });
    captured.push(...stream.getTracks());
    return stream;
  };

  const tile = title => [...document.querySelectorAll('screen-tile')].find(each => each.querySelector('.tile-name').textContent === title);
  const video = title => tile(title)?.querySelector('video');

  globalThis.screens = {
    refused: false,
    refuse: (name, message, after = 0) => { refusal = { name, message, after }; },
    /** What the browser's own bar does: the tracks end, and the page is told so. */
    end() {
      for (const track of captured) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    },
    areOver: () => captured.every(track => track.readyState === 'ended'),
    isShown(title) {
      const shown = video(title);
      return !!shown && tile(title).hasAttribute('data-picture') && !shown.paused && !shown.muted && shown.videoWidth > 0;
    },
    async frames(title) {
      const tracks = video(title)?.srcObject?.getTracks() ?? [];
      const receiver = observed.connections
        .flatMap(connection => connection.getReceivers())
        .find(({ track }) => track.kind === 'video' && tracks.includes(track));
      const stats = await receiver?.getStats();
      return [...(stats?.values() ?? [])].find(({ type }) => type === 'inbound-rtp')?.framesDecoded ?? 0;
    },
    sentTo(name) {
      const { sender } = observed.connectionTo(name).getTransceivers().find(({ sender }) => captured.includes(sender.track) && sender.track.kind === 'video');
      const { degradationPreference, encodings } = sender.getParameters();
      return { hint: sender.track.contentHint, preference: degradationPreference, scale: encodings[0].scaleResolutionDownBy ?? 1 };
    },
  };
})();
