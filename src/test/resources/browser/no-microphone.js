// A machine without a microphone. Chromium's fake one cannot be unplugged by a flag.
if (globalThis.MediaDevices) {
  const { getUserMedia, enumerateDevices } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    if (constraints.audio) throw new DOMException('Requested device not found', 'NotFoundError');
    return getUserMedia.call(this, constraints);
  };
  MediaDevices.prototype.enumerateDevices = async function () {
    return (await enumerateDevices.call(this)).filter(({ kind }) => kind !== 'audioinput');
  };
}
