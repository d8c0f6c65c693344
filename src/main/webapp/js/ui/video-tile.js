import { hint, name as nameIt, say, t, unsay } from './i18n.js';
import { hue, initials } from './avatar.js';
import { el, emit, icon } from './dom.js';
import { Playback } from './playback.js';

/** @typedef {'' | 'connecting' | 'reconnecting' | 'failed'} TileStatus */

/**
 * One person: the picture, or initials while there is none, a name, and what is the matter.
 * Event: `save-report` {peerId, cause}.
 */
export class VideoTile extends HTMLElement {
  #video = el('video');
  #avatar = el('span', 'avatar');
  #status = el('p', 'tile-status');
  #notice = el('p', 'tile-notice');
  #saveText = el('span');
  #save = el('button', 'tile-report', icon('save'), this.#saveText);
  #name = el('span', 'tile-name');
  #muted = el('span', 'tile-muted', icon('mic-off'));
  #badges = el('p', 'tile-badges');
  #hearText = el('span');
  #hear = el('button', 'tile-hear', icon('sound'), this.#hearText);
  #playback = new Playback(this.#video, () => this.#render());
  #listening = new AbortController();

  #peerId = '';
  #nameText = '';
  /** @type {MediaStream | null} */
  #stream = null;
  #self = false;
  #silent = false;
  #microphone = true;
  #camera = true;
  /** @type {TileStatus} */
  #statusCode = '';
  /** @type {string | null} */
  #cause = null;
  #cutOff = false;

  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#attach();
    this.#render();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#playback.stop();
    this.#video.srcObject = null; // lets the decoder go
  }

  get peerId() { return this.#peerId; }
  set peerId(peerId) {
    if (peerId === this.#peerId) return;
    this.#peerId = peerId;
    this.#render();
  }

  get name() { return this.#nameText; }
  set name(name) {
    if (name === this.#nameText) return;
    this.#nameText = name;
    this.#render();
  }

  get stream() { return this.#stream; }
  set stream(stream) {
    this.#stream = stream;
    if (this.isConnected) this.#attach();
    this.#renderPicture();
  }

  get self() { return this.#self; }
  set self(self) {
    if (self === this.#self) return;
    this.#self = self;
    this.#render();
  }

  /** Whether this person is not to be heard here. */
  get silent() { return this.#silent; }
  set silent(silent) {
    if (silent === this.#silent) return;
    this.#silent = silent;
    this.#playback.silent = this.#self || silent;
  }

  get microphone() { return this.#microphone; }
  set microphone(microphone) {
    if (microphone === this.#microphone) return;
    this.#microphone = microphone;
    this.#render();
  }

  get camera() { return this.#camera; }
  set camera(camera) {
    if (camera === this.#camera) return;
    this.#camera = camera;
    this.#renderPicture();
  }

  get status() { return this.#statusCode; }
  set status(status) {
    if (status === this.#statusCode) return;
    this.#statusCode = status;
    this.#render();
  }

  /** Why this person is not seen or heard, a cause of diagnosis.js. */
  get trouble() { return this.#cause; }
  set trouble(cause) {
    if (cause === this.#cause) return;
    this.#cause = cause;
    this.#render();
  }

  /** Whether this person has no connection to the server. */
  get cutOff() { return this.#cutOff; }
  set cutOff(cutOff) {
    if (cutOff === this.#cutOff) return;
    this.#cutOff = cutOff;
    this.#render();
  }

  /** @param {HTMLElement} badge that a feature gives this person */
  decorate(badge) {
    this.#badges.append(badge);
  }

  #build() {
    const muted = el('span', 'visually-hidden');
    say(muted, 'tile.muted');
    this.#muted.append(muted);
    this.#name.dir = 'auto';
    this.#notice.setAttribute('role', 'status');
    this.#notice.setAttribute('aria-live', 'polite');
    say(this.#saveText, 'notice.save-report');
    this.#save.type = 'button';
    this.#save.addEventListener('click', () => emit(this, 'save-report', { peerId: this.#peerId, cause: this.#cause }));
    this.#avatar.setAttribute('aria-hidden', 'true');
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    this.#hear.type = 'button';
    this.#hear.hidden = true; // any press in the page is heard by the playback, one of this button, too
    for (const type of ['loadeddata', 'resize', 'emptied']) this.#video.addEventListener(type, () => this.#renderPicture());
    this.setAttribute('role', 'group');

    this.append(
      this.#video,
      el('div', 'tile-middle', this.#avatar, this.#status, this.#notice, this.#save, this.#hear),
      this.#badges,
      el('p', 'tile-caption', this.#muted, this.#name),
    );
  }

  /** Follows the stream's tracks, and plays it if it is another one: setting the same one again would make it blink. */
  #attach() {
    this.#listening.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const changed = () => {
      this.#attach(); // there may be a new track to follow
      this.#renderPicture();
    };
    this.#stream?.addEventListener('addtrack', changed, { signal });
    this.#stream?.addEventListener('removetrack', changed, { signal });
    for (const track of this.#stream?.getVideoTracks() ?? []) {
      for (const type of ['mute', 'unmute', 'ended']) track.addEventListener(type, () => this.#renderPicture(), { signal });
    }
    if (this.#video.srcObject !== this.#stream) this.#video.srcObject = this.#stream;
    this.#playback.silent = this.#self || this.#silent; // nobody wants to hear themselves
    this.#playback.start();
  }

  /** Once it is in the page: before, it gets all it shows, one after the other. */
  #render() {
    if (!this.isConnected) return;
    const name = this.#nameText || t('name.guest');
    this.dataset.peer = this.#peerId;
    this.dataset.status = this.#statusCode;
    this.toggleAttribute('data-self', this.#self);
    if (this.#self) this.#video.muted = true;
    this.#avatar.textContent = initials(name);
    this.style.setProperty('--hue', String(hue(name)));
    this.#muted.hidden = this.#microphone;

    if (this.#self) say(this.#name, 'tile.you-named', { name });
    else this.#name.textContent = name;
    // For a long one, of which the tile shows the beginning.
    this.ariaLabel = this.#name.title = name;
    if (this.#self) {
      nameIt(this, 'tile.you-named', { name });
      hint(this.#name, 'tile.you-named', { name });
    }
    nameIt(this.#video, 'tile.video', { name });
    this.#hear.hidden = this.#self || this.#playback.need === '';
    say(this.#hearText, this.#playback.need === 'all' ? 'tile.play' : 'tile.hear', { name });
    if (this.#statusCode) say(this.#status, `tile.${this.#statusCode}`, { name });
    else unsay(this.#status);
    if (this.#cause) say(this.#notice, `trouble.${this.#cause}`, { name });
    else if (this.#cutOff) say(this.#notice, 'tile.cut-off', { name });
    else unsay(this.#notice);
    this.#save.hidden = !this.#cause;
    this.title = this.#notice.textContent ?? '';
    this.#renderPicture();
  }

  /** A picture is there when a camera is on, its track delivers, and a first frame has arrived. */
  #renderPicture() {
    const track = this.#stream?.getVideoTracks().find((each) => each.readyState === 'live' && !each.muted);
    this.toggleAttribute('data-picture', this.#camera && !!track && this.#video.videoWidth > 0);
    this.toggleAttribute('data-upright', this.#video.videoHeight > this.#video.videoWidth);
    // A mirror is what one expects of one's own face, not of what a phone's back camera sees.
    this.toggleAttribute('data-mirror', this.#self && track?.getSettings().facingMode !== 'environment');
  }
}

customElements.define('video-tile', VideoTile);
