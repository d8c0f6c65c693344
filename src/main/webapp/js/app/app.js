import { roomUrl } from './addresses.js';

/**
 * @import { Call } from '../call/call.js'
 * @import { ServerStatus } from '../diagnosis/server-status.js'
 * @import { RemotePeer } from '../call/remote-peer.js'
 * @import { LocalMedia } from '../media/local-media.js'
 * @import { Door as Answer } from '../signaling/handshake-probe.js'
 * @import { SignalingClient } from '../signaling/signaling-client.js'
 * @import { CallControls } from '../ui/call-controls.js'
 * @import { LiveRegion } from '../ui/live-region.js'
 * @import { NoticeList } from '../ui/notice-list.js'
 * @import { PanelList } from '../ui/panel-list.js'
 * @import { SidePanels } from '../ui/side-panels.js'
 * @import { TileGrid } from '../ui/tile-grid.js'
 * @import { Settings } from './settings.js'
 * @import { Speakers } from './speakers.js'
 *
 * @typedef {{call: Call, signaling: SignalingClient, server: ServerStatus, room: string}} CurrentCall `room` as it was typed
 *
 * @typedef {object} Places where a feature shows what it has
 * @property {CallControls} toolbar `toolbar.add(button)`, and `toolbar.addMore(button)` for its menu
 * @property {TileGrid} tiles `tiles.decorate(peerId, badge)`
 * @property {NoticeList} notices `notices.show(notice)`
 * @property {PanelList} panels `panels.add(element)`
 * @property {SidePanels} side `side.add({ name, title, content, button })`, from in-call.js on
 * @property {LiveRegion} announcements `announcements.say(sentences)`, for screen readers
 *
 * @typedef {object} Page what else the page is made of
 * @property {LocalMedia} media
 * @property {Settings} settings
 * @property {HTMLElement} callView shown during a call; events of the toolbar and of the tiles pass through it
 * @property {(room: string) => SignalingClient} connect
 * @property {(room: string, signaling: SignalingClient) => CurrentCall} makeCall
 * @property {() => Promise<any>} parts what a call consists of; rejected if it does not come now
 * @property {RTCIceServer[] | null} iceServers for a connection that is made before the room is entered; null: none is to be made
 * @property {(room: string) => Promise<Answer>} askServer what the server says to a WebSocket of this page
 * @property {() => boolean} isOnline what the browser thinks of its network
 */

/** For good news: long enough to read, then out of the way. In milliseconds. */
export const SHORT_NOTICE = 6000;

/**
 * Listens to an event, and takes what it carries.
 *
 * @param {EventTarget} target
 * @param {string} type
 * @param {(detail: any) => void} take
 */
export function on(target, type, take) {
  target.addEventListener(type, event => take(/** @type {CustomEvent} */ (event).detail));
}

/**
 * Takes each peer that is there, and each one that comes or changes.
 *
 * @param {Call} call
 * @param {(remote: RemotePeer) => void} take
 */
export function eachPeer(call, take) {
  call.peers.forEach(take);
  on(call, 'peer', take);
}

/**
 * Something that begins and ends, again and again, such as a call.
 *
 * @template T what there is while it lasts
 */
export class Phase {
  /** When it began, as performance.now() has it. */ since = 0;
  /** @type {T | null} */ #now = null;
  /** @type {((now: T) => (() => void) | void)[]} */ #starts = [];
  /** @type {(() => void)[]} */ #ends = [];

  /** @returns {T | null} null while there is none */
  get now() {
    return this.#now;
  }

  /**
   * Does this each time that it begins, and at once if it has begun.
   *
   * @param {(now: T) => (() => void) | void} start may return what is to be done at the end
   */
  during(start) {
    this.#starts.push(start);
    if (this.#now !== null) this.#run(start, this.#now);
  }

  /** @param {T} now */
  begin(now) {
    this.end();
    this.#now = now;
    this.since = performance.now();
    for (const start of this.#starts) this.#run(start, now);
  }

  end() {
    this.#now = null;
    for (const end of this.#ends.splice(0)) {
      try {
        end();
      } catch (error) {
        // The others end all the same: nobody stays on air because a panel does not close.
        console.error('Something did not end as it should', error);
      }
    }
  }

  /**
   * @param {(now: T) => (() => void) | void} start
   * @param {T} now
   */
  #run(start, now) {
    const end = start(now);
    if (end) this.#ends.push(end);
  }
}

/**
 * What every feature is installed into: the devices, the call, and the places of the page. A feature is one folder of
 * `features/`. It knows this, `ui/` and types, and no other feature (docs/decisions/0027-features-of-the-page.md).
 *
 * Events: `home` (there is no call, and the door is to be shown), `language` (another one has been chosen at the door).
 */
export class App extends EventTarget {
  /** From the press of the button until the end. @type {Phase<CurrentCall>} */ call = new Phase();
  /** From the moment that the room is shown; its name as the server spells it. @type {Phase<string>} */ room = new Phase();

  /** Who speaks; from in-call.js on. @type {Speakers} */ speakers = /** @type {any} */ (null);

  /** The call of a person who is about to enter. @type {CurrentCall | null} */ #ahead = null;

  /** @param {Places & Page} page */
  constructor(page) {
    super();
    this.toolbar = page.toolbar;
    this.tiles = page.tiles;
    this.notices = page.notices;
    this.panels = page.panels;
    this.side = page.side;
    this.announcements = page.announcements;
    this.media = page.media;
    this.settings = page.settings;
    this.callView = page.callView;
    this.connect = page.connect;
    this.makeCall = page.makeCall;
    this.askServer = page.askServer;
    this.parts = page.parts;
    this.iceServers = page.iceServers;
    this.isOnline = page.isOnline;
  }

  /**
   * Makes the call, and its first connection, for somebody who is about to enter (docs/decisions/0046-crossed-offers.md).
   *
   * @param {string} room as it was typed
   * @param {SignalingClient} signaling on which nothing has been said yet
   * @param {() => boolean} isWanted
   */
  async prepare(room, signaling, isWanted) {
    if (!this.iceServers) return;
    try {
      await this.parts();
    } catch {
      return; // The press of the button loads them again.
    }
    if (!isWanted() || this.call.now) return;
    if (this.#ahead?.signaling !== signaling) {
      this.#ahead?.call.leave();
      this.#ahead = this.makeCall(room, signaling);
    }
    await this.#ahead.call.prepare(this.iceServers);
  }

  /** Closes that first connection: nobody is about to enter, or the network has changed. */
  unprepare() {
    this.#ahead?.call.unprepare();
  }

  /**
   * @param {string} room as it was typed
   * @param {SignalingClient} signaling on which nothing has been said yet
   */
  begin(room, signaling) {
    const ahead = this.#ahead;
    this.#ahead = null;
    const isAhead = ahead?.signaling === signaling;
    if (!isAhead) ahead?.call.leave();
    const current = isAhead ? ahead : this.makeCall(room, signaling);
    // The name comes again with each connection to the server.
    on(current.call, 'joined', name => {
      if (this.call.now === current && this.room.now === null) this.room.begin(name);
    });
    this.call.begin(current);
  }

  /** The address of the room of the call. */
  get roomAddress() {
    return roomUrl(this.call.now?.room ?? '');
  }

  /** Ends the call, whatever has happened, and releases the devices. */
  hangUp() {
    const leaving = this.call.now?.call;
    this.room.end();
    this.call.end();
    leaving?.leave();
    this.media.close();
  }

  /** Shows the door. */
  goHome() {
    this.dispatchEvent(new Event('home'));
  }
}
