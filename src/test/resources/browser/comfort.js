/** What a browser was asked for and has given, as it is: kept here, because no page shows it. */
globalThis.comfort = { locks: [], tones: 0 };

const { WakeLock, OscillatorNode } = globalThis;
if (WakeLock) {
  const request = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (...kind) {
    const lock = await request.apply(this, kind);
    comfort.locks.push(lock);
    return lock;
  };
}
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  comfort.tones++;
  return start.apply(this, when);
};
