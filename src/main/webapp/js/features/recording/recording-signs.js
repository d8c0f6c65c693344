import { SHORT_NOTICE } from '../../app/app.js';
import { el, icon } from '../../ui/dom.js';
import { say, t } from '../../ui/i18n.js';
import { PanelLine } from '../../ui/panel-line.js';
import { playTones } from '../../ui/tones.js';
import { Recorders } from './recorders.js';

/** @import { App } from '../../app/app.js' */

export const SELF = 'self';

/** In Hz. */
const TONES = { begins: [660, 880, 880], ends: [880, 660] };

/** Twice as loud as somebody who comes: nobody is to miss it. */
const LOUDNESS = .08;

const NOTICE = 'recording';

/** What everybody sees and hears of recordings: a badge, a line for as long as one runs, a notice and tones. */
export class RecordingSigns {
  #app;
  #line;
  #recorders = new Recorders(id => this.#nameOf(id), (...change) => this.#tell(...change));
  /** What takes a badge away. @type {Map<string, () => void>} */ #badges = new Map();
  /** What the notice says. @type {{peerId: string, isRecording: boolean} | null} */ #told = null;

  /** @param {App} app @param {() => void} stop of the recording of this side */
  constructor(app, stop) {
    this.#app = app;
    this.#line = new PanelLine(app.panels, 'record', 'recording');
    this.#line.button.addEventListener('click', stop);
    say(this.#line.button, 'recording.end');
  }

  /**
   * The badge and the line always say what is so; a notice and tones do, too, but seldom of a peer that changes all the time.
   *
   * @param {string} peerId
   * @param {boolean} isRecording
   */
  show(peerId, isRecording) {
    if (this.#told?.peerId === peerId && this.#told.isRecording !== isRecording) this.#untell();
    if (!this.#recorders.take(peerId, isRecording)) return;
    this.#badge(peerId, isRecording);
    this.render();
  }

  /** @param {string} peerId who is gone, or has stopped here */
  miss(peerId) {
    this.show(peerId, false);
    this.#recorders.forget(peerId);
  }

  /** Without a word: what others do is not known any more. */
  clear() {
    for (const takeAway of this.#badges.values()) takeAway();
    this.#badges.clear();
    this.#recorders.clear();
    this.render();
  }

  /** The line, with names as they are now. */
  render() {
    const { names } = this.#recorders;
    const isOwn = this.#recorders.has(SELF);
    this.#line.button.hidden = !isOwn;
    this.#line.element.toggleAttribute('data-own', isOwn);
    say(this.#line.words, 'recording.now', { names: names.join(', ') });
    this.#line.show(names.length > 0);
  }

  /** @param {string} peerId @param {boolean} isRecording */
  #badge(peerId, isRecording) {
    this.#badges.get(peerId)?.();
    this.#badges.delete(peerId);
    if (!isRecording) return;
    const hidden = el('span', 'visually-hidden');
    say(hidden, 'recording.badge');
    this.#badges.set(peerId, this.#app.tiles.decorate(peerId, el('span', 'badge recording-badge', icon('record'), hidden)));
  }

  /** @param {string} peerId @param {boolean} isRecording @param {string} name */
  #tell(peerId, isRecording, name) {
    const isOwn = peerId === SELF;
    // Where another tab of this person has the sound, there are no tones.
    if (!this.#app.tiles.silent) playTones(isRecording ? TONES.begins : TONES.ends, LOUDNESS);
    if (isOwn && !isRecording) return; // the file says more
    const key = isOwn ? 'recording.you' : isRecording ? 'recording.begun' : 'recording.ended';
    this.#told = { peerId, isRecording };
    this.#app.notices.show({ key: NOTICE, text: t(key, { name }), tone: 'info' }, 2 * SHORT_NOTICE);
  }

  /** It is not so any more. */
  #untell() {
    this.#told = null;
    this.#app.notices.dismiss(NOTICE);
  }

  /** @param {string} peerId @returns {string | undefined} */
  #nameOf(peerId) {
    if (peerId === SELF) return t('tile.you');
    const tile = this.#app.tiles.tile(peerId);
    return tile && (tile.name || t('name.guest'));
  }
}
