// The browser asks for camera and microphone: without a head it never does.
if (globalThis.Permissions) Permissions.prototype.query = async () => ({ state: 'prompt' });
