import { on } from '../../app/app.js';
import { DeviceChoices } from '../../app/device-choices.js';
import { say, t } from '../../ui/i18n.js';
import { canChooseSpeaker } from '../../ui/sound-output.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { GreenRoomView } from './green-room-view.js';
import { playTestTone } from './test-tone.js';

/**
 * @import { App } from '../../app/app.js'
 * @import { Kind } from '../../app/device-choices.js'
 * @import { Problem } from '../../media/local-media.js'
 *
 * @typedef {EventTarget & {stage: string, ahead: {room: string, signaling: import('../../signaling/signaling-client.js').SignalingClient} | null}} Door
 * @typedef {HTMLElement & {switches: {microphone: boolean, camera: boolean}}} Form
 */

/** 4 s, in ms: longer than devices need that nobody has to be asked about. */
const PATIENCE = 4_000;

/** @type {Kind[]} */
const KINDS = ['microphone', 'camera', 'speaker'];

/**
 * A look into the mirror before one enters: picture, level of the microphone, and the choice of both. What is opened here is used
 * for the call. It opens by a press; at a later visit by itself, where nobody has to be asked.
 */
export class GreenRoom {
  #app;
  #form;
  #door;
  #noticesFor;
  #choices;
  #view = new GreenRoomView();
  /** @type {HTMLButtonElement | null} */ #button = null;

  /**
   * @param {App} app
   * @param {Form} form
   * @param {Door} door
   * @param {(problems: Problem[]) => string[]} noticesFor which sentences, keys of i18n
   */
  constructor(app, form, door, noticesFor) {
    this.#app = app;
    this.#form = form;
    this.#door = door;
    this.#noticesFor = noticesFor;
    this.#choices = new DeviceChoices(app.media, app.settings);
    loadStyle('devices');
    loadStyle('green-room');
    for (const press of ['mute', 'unmute', 'camera-off', 'camera-on']) on(this.#view, press, () => this.#pressed(press));
    on(this.#view, 'device-choose', ({ kind, deviceId }) => this.#choices.choose({ [kind]: deviceId }));
    on(this.#view, 'test-sound', () => this.#testSound());
    on(this.#choices, 'change', () => this.#show());
    on(app.media, 'problem', problem => this.#tell([problem]));
    on(app.notices, 'enter-without', () => this.#enterWithout());
    // In the call, or turned back: its devices are in use there, or closed.
    app.room.during(() => this.#hide());
    on(door, 'stage', () => {
      if (door.stage !== 'opening') app.notices.dismiss('question');
      if (door.stage === 'idle') this.#hide();
    });
    on(door, 'ahead', () => this.#prepare());
    addEventListener('popstate', () => this.#hide());
    addEventListener('online', () => {
      app.unprepare();
      this.#prepare();
    });
  }

  /** @param {HTMLButtonElement} button which opens and closes it */
  toggle(button) {
    if (this.#door.stage !== 'idle' || this.#form.hidden) return; // they have entered meanwhile
    this.#button = button;
    const isOpen = this.#view.isConnected;
    this.#app.settings.chosen = { preview: !isOpen };
    if (isOpen) {
      this.#app.media.close();
      this.#hide();
    } else {
      this.#open();
    }
  }

  /** By itself only where this was used before, and where the browser asks nobody. */
  async openIfAllowed() {
    const { camera, microphone } = this.#app.settings.switches;
    const states = await Promise.all([this.#app.media.permission('microphone'), camera ? this.#app.media.permission('camera') : 'granted']);
    const isAllowed = states.every(state => state === 'granted') && (camera || microphone);
    if (isAllowed && this.#door.stage === 'idle' && !this.#view.isConnected && !this.#form.hidden) this.#open();
  }

  /** The browser's question is still open: where it is, and how to do without. */
  async explain() {
    const { media, notices } = this.#app;
    const states = await Promise.all([media.permission('microphone'), media.permission('camera')]);
    const { microphone, camera } = media.opening;
    if (!(microphone || camera) || this.#form.hidden || !states.some(state => state === 'prompt' || state === 'unknown')) return;
    const action = { words: 'green-room.without', event: 'enter-without' };
    notices.show({ key: 'question', text: t('green-room.question'), tone: 'info', action });
  }

  async #open() {
    const { media, settings, notices } = this.#app;
    this.#form.after(this.#view);
    this.#said('green-room.close', true);
    this.#show();
    const timer = setTimeout(() => this.explain(), PATIENCE);
    const problems = await media.open(settings.switches);
    clearTimeout(timer);
    notices.dismiss('question');
    this.#tell(problems);
    this.#show();
    this.#prepare();
  }

  /** Prepares the call while the person looks at the preview. */
  #prepare() {
    const { ahead } = this.#door;
    const isWanted = () => this.#view.isConnected && this.#app.media.stream.active && this.#door.ahead === ahead;
    if (ahead && isWanted()) this.#app.prepare(ahead.room, ahead.signaling, isWanted);
  }

  async #testSound() {
    this.#view.testing = 'green-room.sounding';
    const isPlayed = await playTestTone(this.#choices.speaker);
    this.#view.testing = isPlayed ? 'green-room.sounded' : 'green-room.no-sound';
  }

  /** @param {Problem[]} problems */
  #tell(problems) {
    if (this.#view.isConnected) this.#view.problems = this.#noticesFor(problems);
  }

  #show() {
    const { media } = this.#app;
    // Where WebRTC is switched off there may be no MediaStream, and the form says so.
    if (!this.#view.isConnected || !globalThis.MediaStream) return;
    for (const kind of KINDS) this.#view.choices(kind, kind === 'speaker' && !canChooseSpeaker ? [] : this.#choices.of(kind));
    this.#view.show(media.switches, media.stream, media.tracks.audio);
    if (media.tracks.audio && media.tracks.video) this.#view.problems = [];
  }

  #hide() {
    this.#app.unprepare();
    this.#view.remove();
    this.#said('entry.preview', false);
  }

  /** @param {string} key @param {boolean} isOpen */
  #said(key, isOpen) {
    const button = this.#button ?? this.#form.querySelector('.entry-small-print .inline');
    if (!(button instanceof HTMLElement)) return;
    say(button, key);
    button.setAttribute('aria-expanded', String(isOpen));
  }

  /** @param {string} press */
  #pressed(press) {
    const { media, settings } = this.#app;
    settings.remember(press);
    this.#form.switches = settings.switches;
    if (press === 'mute') media.mute();
    else if (press === 'unmute') media.unmute();
    else if (press === 'camera-off') media.turnCameraOff();
    else media.turnCameraOn();
  }

  /** What the browser is still asked for is given up, and released if it is given all the same. */
  #enterWithout() {
    const { media } = this.#app;
    if (this.#door.stage === 'idle') this.#form.querySelector('form')?.requestSubmit();
    if (this.#door.stage !== 'opening') return; // the form has said what it lacks
    media.mute();
    media.turnCameraOff();
    media.close();
  }
}
