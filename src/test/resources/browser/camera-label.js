// A camera that is a file has the file's path for a name, which is nothing for a picture.
if (globalThis.MediaDeviceInfo) {
  Object.defineProperty(MediaDeviceInfo.prototype, 'label', { get: () => 'Desk camera' });
}
