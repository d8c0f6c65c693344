// Camera and microphone open when the test says so.
if (globalThis.MediaDevices) {
  const { getUserMedia } = MediaDevices.prototype;
  let allowed;
  globalThis.holdTheCamera = () => {
    allowed = new Promise(resolve => { globalThis.openTheCamera = resolve; });
  };
  holdTheCamera();
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    await allowed;
    return getUserMedia.call(this, constraints);
  };
}
