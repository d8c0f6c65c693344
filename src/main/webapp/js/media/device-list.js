/**
 * The cameras and microphones that the browser names.
 *
 * Event: `change`.
 */
export class DeviceList extends EventTarget {
  #devices;
  /** @type {{deviceId: string, label: string}[]} */ #cameras = [];
  #hasMicrophone = false;

  /** @param {MediaDevices | undefined} devices undefined where the page is not a secure context */
  constructor(devices) {
    super();
    this.#devices = devices;
    this.#devices?.addEventListener?.('devicechange', () => this.refresh());
  }

  get cameras() {
    return this.#cameras;
  }

  get hasMicrophone() {
    return this.#hasMicrophone;
  }

  async refresh() {
    const all = (await this.#devices?.enumerateDevices()) ?? [];
    this.#cameras = all
      .filter(({ kind }) => kind === 'videoinput')
      .map(({ deviceId, label }) => ({ deviceId, label }));
    this.#hasMicrophone = all.some(({ kind }) => kind === 'audioinput');
    this.dispatchEvent(new Event('change'));
  }
}
