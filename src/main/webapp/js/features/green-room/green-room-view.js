import { showTool, toolButton } from '../../ui/call-controls.js';
import { DevicePickers } from '../../ui/device-pickers.js';
import { el, emit } from '../../ui/dom.js';
import { name, say, unsay } from '../../ui/i18n.js';
import { LevelMeter } from '../../ui/level-meter.js';

/** @import { Choice, Kind } from '../../app/device-choices.js' */

/**
 * One's own picture, the level of the microphone, and what can be changed of them.
 *
 * Events: `mute`, `unmute`, `camera-off`, `camera-on`; `device-choose` {kind, deviceId}; `test-sound`.
 */
export class GreenRoomView extends HTMLElement {
  #video = el('video');
  #off = el('p', 'green-off');
  #mute = toolButton('mute');
  #camera = toolButton('camera');
  #meter = new LevelMeter();
  #problems = el('p', 'green-problems');
  #pickers = new DevicePickers();
  #test = el('button', 'secondary');
  #heard = el('p', 'green-heard');
  /** @type {Record<string, string>} */ #switches = {};

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.scrollIntoView({ block: 'nearest' });
  }

  disconnectedCallback() {
    this.#video.srcObject = null;
    this.#meter.track = null;
    this.problems = [];
    this.testing = null;
  }

  /** How it is with the test of the loudspeaker, a key of i18n; null: not tried. @param {string | null} key */
  set testing(key) {
    if (key) say(this.#heard, key);
    else unsay(this.#heard);
    // Not `disabled`: that would take the focus away.
    this.#test.ariaDisabled = String(key === 'green-room.sounding');
  }

  /** @param {Kind} kind @param {Choice[]} choices */
  choices(kind, choices) {
    this.#pickers.show(kind, choices);
  }

  /** Why something is not there. @param {string[]} keys of i18n */
  set problems(keys) {
    this.#problems.replaceChildren(...keys.map(key => {
      const line = el('span');
      say(line, key === 'notice.insecure-context' ? 'notice.insecure-context-no-url' : key);
      return line;
    }));
  }

  /**
   * @param {{microphone: string, camera: string}} switches
   * @param {MediaStream} stream
   * @param {MediaStreamTrack | null} sound
   */
  show(switches, stream, sound) {
    this.#switches = switches;
    const [hears, sees] = [switches.microphone === 'on', switches.camera === 'on'];
    showTool(this.#mute, hears ? 'mic' : 'mic-off', hears ? 'controls.mute' : 'controls.unmute');
    showTool(this.#camera, sees ? 'camera' : 'camera-off', sees ? 'controls.camera-off' : 'controls.camera-on');
    this.#mute.dataset.state = switches.microphone;
    this.#camera.dataset.state = switches.camera;
    this.#mute.disabled = switches.microphone === 'none';
    this.#camera.disabled = switches.camera === 'none';
    if (this.#video.srcObject !== stream) this.#video.srcObject = stream;
    const [picture] = stream.getVideoTracks();
    this.#off.hidden = picture !== undefined;
    this.toggleAttribute('data-mirror', picture?.getSettings().facingMode !== 'environment');
    this.#meter.track = sound;
  }

  #build() {
    this.setAttribute('role', 'group');
    name(this, 'green-room.title');
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    this.#video.muted = true; // nobody wants to hear themselves
    name(this.#video, 'green-room.picture');
    say(this.#off, 'green-room.off');
    this.#problems.setAttribute('role', 'status');
    this.#mute.addEventListener('click', () => emit(this, this.#switches.microphone === 'on' ? 'mute' : 'unmute'));
    this.#camera.addEventListener('click', () => emit(this, this.#switches.camera === 'on' ? 'camera-off' : 'camera-on'));
    this.#test.type = 'button';
    say(this.#test, 'green-room.test-sound');
    this.#heard.setAttribute('role', 'status');
    this.#test.addEventListener('click', () => this.#test.ariaDisabled !== 'true' && emit(this, 'test-sound'));
    this.append(
      el('div', 'green-picture', this.#video, this.#off, el('div', 'green-buttons', this.#mute, this.#camera)),
      this.#meter, this.#problems, this.#pickers, el('div', 'green-sound', this.#test, this.#heard),
    );
  }
}

customElements.define('green-room', GreenRoomView);
