// Devices that refuse, throw, vanish and never answer, as the test says: before the page's own code by a line of its own,
// `globalThis.refuses = …`, or later by the functions of `devices`.
if (globalThis.MediaDevices) {
  const { getUserMedia, enumerateDevices } = MediaDevices.prototype;
  /** What becomes of a request: a thing to throw, 'never' to answer, 'unfit' as the browser says it, or undefined to open. */
  let refuses = globalThis.refuses ?? (() => undefined);
  /** Ids of what was unplugged. */
  const unplugged = new Set();
  /** Tracks that were given. */
  const given = [];
  let hold = Promise.resolve();

  const isGone = ({ deviceId } = {}) => unplugged.has(deviceId?.exact ?? deviceId);

  /** The browser's own error, whatever its class. */
  async function overconstrained(constraint) {
    try {
      await getUserMedia.call(navigator.mediaDevices, { video: { deviceId: { exact: 'of nobody' } } });
    } catch (error) {
      return Object.defineProperty(error, 'constraint', { value: constraint });
    }
    throw new Error('a camera of nobody');
  }

  /** Of Chromium's four fake cameras: 0 and 3 show something, 2 is of one colour, and WebRTC cannot send 1. */
  const BY_USE = [0, 3, 2];

  /** The first that is there. */
  async function another(constraints, kind, name) {
    const all = (await enumerateDevices.call(navigator.mediaDevices)).filter(each => each.kind === kind);
    const sorted = kind === 'videoinput' ? BY_USE.flatMap(index => all[index] ?? []) : all;
    const usable = sorted.filter(({ deviceId }) => !unplugged.has(deviceId));
    const wish = typeof constraints[name] === 'object' ? constraints[name] : {};
    return usable.length === 0 ? null : { ...wish, deviceId: { exact: usable[0].deviceId } };
  }

  MediaDevices.prototype.getUserMedia = async function (constraints) {
    await hold;
    const refusal = refuses(constraints);
    if (refusal === 'never') return new Promise(() => {});
    if (refusal === 'unfit') throw await overconstrained('frameRate');
    if (refusal !== undefined) throw refusal;
    const asked = { ...constraints };
    for (const [name, kind] of [['audio', 'audioinput'], ['video', 'videoinput']]) {
      if (!asked[name] || unplugged.size === 0) continue;
      if (isGone(asked[name])) throw await overconstrained('deviceId');
      if (asked[name].deviceId) continue;
      asked[name] = await another(asked, kind, name);
      if (!asked[name]) throw new DOMException('', 'NotFoundError');
    }
    const stream = await getUserMedia.call(this, asked);
    given.push(...stream.getTracks());
    return stream;
  };
  MediaDevices.prototype.enumerateDevices = async function () {
    return (await enumerateDevices.call(this)).filter(({ deviceId }) => !unplugged.has(deviceId));
  };

  const live = kind => given.filter(track => track.kind === kind && track.readyState === 'live');

  globalThis.devices = {
    live: kind => live(kind).length,
    refuse(next) { refuses = next; },
    /** Nothing opens until release() is called. */
    hold() {
      hold = new Promise(resolve => { this.release = resolve; });
    },
    unplug(kind, which = live(kind)[0].getSettings().deviceId) {
      unplugged.add(which);
      for (const track of live(kind).filter(each => each.getSettings().deviceId === which)) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      return which;
    },
    /** What was unplugged is back. */
    plugIn() {
      const which = [...unplugged];
      unplugged.clear();
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      return which.at(-1);
    },
    /** The system takes it, or gives it back. */
    interrupt(kind, muted) {
      for (const track of live(kind)) {
        Object.defineProperty(track, 'muted', { value: muted, configurable: true });
        track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
      }
    },
  };
}
