import { SHORT_NOTICE } from '../../app/app.js';
import { el, icon } from '../../ui/dom.js';
import { say, t } from '../../ui/i18n.js';
import { playTones } from '../../ui/tones.js';

/** @import { App } from '../../app/app.js' */

export const SELF = 'self';

/** In Hz. */
const TONES = { begins: [660, 880, 880], ends: [880, 660] };

/** Twice as loud as somebody who comes: nobody is to miss it. */
const LOUDNESS = .08;

/** What everybody sees and hears of recordings: a badge, a line for as long as one runs, a notice and tones. */
export class RecordingSigns {
  #app;
  #words = el('span');
  #stop = el('button', 'panel-button');
  #line = el('p', 'panel-line recording', icon('record'), this.#words, this.#stop);
  /** @type {(() => void) | null} */ #hideLine = null;
  /** Who records, and what takes the badge away. @type {Map<string, () => void>} */ #recording = new Map();

  /** @param {App} app @param {() => void} stop of the recording of this side */
  constructor(app, stop) {
    this.#app = app;
    this.#stop.type = 'button';
    this.#stop.addEventListener('click', stop);
    say(this.#stop, 'recording.end');
  }

  /** @param {string} peerId @param {boolean} isRecording */
  show(peerId, isRecording) {
    if (isRecording === this.#recording.has(peerId)) return;
    if (isRecording) this.#begins(peerId);
    else this.#ends(peerId);
    this.render();
  }

  clear() {
    for (const takeAway of this.#recording.values()) takeAway();
    this.#recording.clear();
    this.render();
  }

  /** The line, with names as they are now. */
  render() {
    if (this.#recording.size === 0) {
      this.#hideLine?.();
      this.#hideLine = null;
      return;
    }
    const isOwn = this.#recording.has(SELF);
    this.#stop.hidden = !isOwn;
    this.#line.toggleAttribute('data-own', isOwn);
    say(this.#words, 'recording.now', { names: [...this.#recording.keys()].map(id => this.#nameOf(id)).join(', ') });
    this.#hideLine ??= this.#app.panels.add(this.#line);
  }

  /** @param {string} peerId */
  #begins(peerId) {
    const hidden = el('span', 'visually-hidden');
    say(hidden, 'recording.badge');
    this.#recording.set(peerId, this.#app.tiles.decorate(peerId, el('span', 'badge recording-badge', icon('record'), hidden)));
    this.#play(TONES.begins);
    this.#tell(peerId === SELF ? 'recording.you' : 'recording.begun', peerId);
  }

  /** @param {string} peerId */
  #ends(peerId) {
    this.#recording.get(peerId)?.();
    this.#recording.delete(peerId);
    this.#play(TONES.ends);
    if (peerId !== SELF) this.#tell('recording.ended', peerId);
  }

  /** @param {number[]} tones not where another tab of this person has the sound */
  #play(tones) {
    if (!this.#app.tiles.silent) playTones(tones, LOUDNESS);
  }

  /** @param {string} key @param {string} peerId */
  #tell(key, peerId) {
    this.#app.notices.show({ key: 'recording', text: t(key, { name: this.#nameOf(peerId) }), tone: 'info' }, 2 * SHORT_NOTICE);
  }

  /** @param {string} peerId */
  #nameOf(peerId) {
    return peerId === SELF ? t('tile.you') : this.#app.tiles.tile(peerId)?.name || t('name.guest');
  }
}
