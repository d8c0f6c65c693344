// Another program has the camera, until the test says that it has let go.
if (globalThis.MediaDevices) {
  const { getUserMedia } = MediaDevices.prototype;
  let busy = true;
  globalThis.closeTheOtherProgram = () => { busy = false; };
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    if (busy && constraints.video) throw new DOMException('Could not start video source', 'NotReadableError');
    return getUserMedia.call(this, constraints);
  };
}
