import { hint, label, name, say, t } from './i18n.js';
import { changeIcon, el, emit, icon } from './dom.js';

/**
 * @typedef {'on' | 'off' | 'none'} DeviceState none: there is no such device
 * @typedef {{deviceId: string, label: string}} Camera
 */

/**
 * Everything one can do in a call.
 *
 * Events: `mute`, `unmute`, `camera-off`, `camera-on`, `camera-choose` {deviceId}, `copy-link`, `leave`.
 */
export class CallControls extends HTMLElement {
  #mute = toolButton('mute');
  #camera = toolButton('camera');
  #select = el('select');
  #chooser = el('label', 'control chooser', icon('switch'), this.#select);
  /** Of features, which may come later: their place is kept. */
  #tools = el('div', 'tools');
  /** It comes later, too. */
  #more = /** @type {import('./more-menu.js').MoreMenu} */ (document.createElement('more-menu'));
  #copyLink = toolButton('copy-link');
  #leave = toolButton('leave');

  /** @type {DeviceState} */
  #microphoneState = 'on';
  /** @type {DeviceState} */
  #cameraState = 'on';
  /** @type {readonly Camera[]} */
  #cameras = [];
  #cameraInUse = '';
  /** Which are being opened: they can be switched all the same. */
  #opening = { microphone: false, camera: false };

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#render();
    this.#renderCameras();
  }

  get microphone() { return this.#microphoneState; }
  set microphone(state) {
    this.#microphoneState = state;
    this.#render();
  }

  get camera() { return this.#cameraState; }
  set camera(state) {
    this.#cameraState = state;
    this.#render();
  }

  get cameras() { return this.#cameras; }
  set cameras(cameras) {
    const before = JSON.stringify(this.#cameras);
    this.#cameras = cameras;
    if (JSON.stringify(cameras) === before) return; // a list that is open would close
    this.#renderCameras();
  }

  get cameraInUse() { return this.#cameraInUse; }
  set cameraInUse(deviceId) {
    this.#cameraInUse = deviceId;
    this.#showInUse();
  }

  get opening() { return this.#opening; }
  set opening(opening) {
    this.#opening = opening;
    this.#render();
  }

  /** @param {HTMLButtonElement} button of a feature */
  add(button) {
    this.#tools.append(button);
  }

  /** @param {HTMLButtonElement} button of a feature, in the menu "More" */
  addMore(button) {
    this.#more.add(button);
  }

  #build() {
    this.setAttribute('role', 'toolbar');
    name(this, 'controls.label');
    this.#mute.dataset.key = 'm';
    this.#camera.dataset.key = 'v';
    this.#select.name = 'camera';
    label(this.#select, 'controls.cameras');
    showTool(this.#copyLink, 'link', 'controls.copy-link');
    showTool(this.#leave, 'leave', 'controls.leave');

    // Never refused, also while something opens: the last press counts.
    this.#mute.addEventListener('click', () => emit(this, this.#microphoneState === 'on' ? 'mute' : 'unmute'));
    this.#camera.addEventListener('click', () => emit(this, this.#cameraState === 'on' ? 'camera-off' : 'camera-on'));
    this.#select.addEventListener('change', () => emit(this, 'camera-choose', { deviceId: this.#select.value }));
    this.#copyLink.addEventListener('click', () => emit(this, 'copy-link'));
    this.#leave.addEventListener('click', () => emit(this, 'leave'));
    this.addEventListener('keydown', (event) => this.#arrow(event));
    this.append(this.#mute, this.#camera, this.#chooser, this.#tools, this.#more, this.#copyLink, this.#leave);
  }

  #render() {
    const microphone = this.#microphoneState;
    const camera = this.#cameraState;
    showTool(this.#mute, microphone === 'on' ? 'mic' : 'mic-off', microphone === 'on' ? 'controls.mute' : 'controls.unmute');
    showTool(this.#camera, camera === 'on' ? 'camera' : 'camera-off', camera === 'on' ? 'controls.camera-off' : 'controls.camera-on');
    if (microphone === 'none') hint(this.#mute, 'controls.no-microphone');
    if (camera === 'none') hint(this.#camera, 'controls.no-camera');
    this.#mute.dataset.state = microphone;
    this.#camera.dataset.state = camera;
    this.#mute.disabled = microphone === 'none';
    this.#camera.disabled = camera === 'none';
    this.#mute.setAttribute('aria-busy', String(this.#opening.microphone));
    this.#camera.setAttribute('aria-busy', String(this.#opening.camera));
  }

  #renderCameras() {
    this.#chooser.hidden = this.#cameras.length === 0;
    const texts = this.#cameras.map((camera, index) => camera.label || t('controls.camera-number', { number: index + 1 }));
    this.#select.replaceChildren(...this.#cameras.map((camera, index) => new Option(texts[index], camera.deviceId)));
    this.#showInUse();
  }

  /** Of a camera that is not in the list none is selected: so each can be chosen, and a choice is a change. */
  #showInUse() {
    this.#select.selectedIndex = this.#cameras.findIndex((camera) => camera.deviceId === this.#cameraInUse);
  }

  /** Arrows walk through a toolbar; inside the list of cameras they are the list's own. @param {KeyboardEvent} event */
  #arrow(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.target === this.#select) return;
    const stops = [...this.querySelectorAll('button:enabled')].filter((button) => button.checkVisibility());
    const next = stops[(stops.indexOf(/** @type {Element} */ (event.target)) + step + stops.length) % stops.length];
    /** @type {HTMLElement} */ (next).focus();
  }
}

/**
 * A button of the toolbar: an icon, and words beside it.
 *
 * @param {string} action
 */
export function toolButton(action) {
  const button = el('button', 'control', icon('link'), el('span', 'control-text'));
  button.type = 'button';
  button.dataset.action = action;
  return button;
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} iconName
 * @param {string} key of i18n
 */
export function showTool(button, iconName, key) {
  const [svg, text] = button.children;
  changeIcon(/** @type {SVGSVGElement} */ (svg), iconName);
  say(/** @type {HTMLElement} */ (text), key);
  hint(button, key);
}

customElements.define('call-controls', CallControls);
