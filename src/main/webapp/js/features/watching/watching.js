import { eachPeer, on } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { say } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { PanelLine } from '../../ui/panel-line.js';
import { TileVisibility } from '../../ui/tile-visibility.js';

/** @import { App } from '../../app/app.js' */
/** @import { RemotePeer } from '../../call/remote-peer.js' */

/**
 * Tells others that their picture is not seen here: then they need not send it. That is so where a tile is out of sight, and
 * everywhere while a person wants sound only.
 *
 * @param {App} app
 * @returns {{keep: (isNeeded: boolean) => void}} needed: also what is out of sight, as for a recording
 */
export function installWatching(app) {
  const { call: calls, tiles } = app;
  const visibility = new TileVisibility();
  /** Whose tile is out of sight, by peer id. @type {Set<string>} */ const unseen = new Set();
  let isNeeded = false;
  const soundOnly = offerSoundOnly(app, () => calls.now?.call.peers.forEach(follow));
  on(visibility, 'visibility', ({ peerId, seen }) => {
    if (seen) unseen.delete(peerId);
    else unseen.add(peerId);
    tell(peerId);
  });
  calls.during(({ call }) => {
    eachPeer(call, remote => {
      const tile = tiles.tile(remote.peer.id);
      if (tile) visibility.watch(tile);
      if (soundOnly.isOn) follow(remote);
    });
    on(call, 'gone', id => unseen.delete(id));
    return () => unseen.clear();
  });
  return {
    keep(needed) {
      isNeeded = needed;
      calls.now?.call.peers.forEach(({ peer }) => tell(peer.id));
    },
  };

  /** The last picture that came would stand still: initials in its place. @param {RemotePeer} remote */
  function follow({ peer, presence }) {
    const tile = tiles.tile(peer.id);
    if (tile) tile.camera = presence.camera && !soundOnly.isOn;
    tell(peer.id);
  }

  /** @param {string} id */
  function tell(id) {
    const { call } = calls.now ?? {};
    const watched = !soundOnly.isOn && (isNeeded || !unseen.has(id));
    if (call?.peers.some(remote => remote.peer.id === id && remote.watched !== watched)) call.watch(id, watched);
  }
}

/**
 * The switch, and the line that says so for as long as it lasts.
 *
 * @param {App} app
 * @param {() => void} changed
 * @returns {{readonly isOn: boolean}}
 */
function offerSoundOnly({ announcements, callView, media, panels, room, settings, toolbar }, changed) {
  let isOn = false;
  addIcon('sound-only', 'M4 13v-1a8 8 0 0 1 16 0v1M4 13h4v6H6a2 2 0 0 1-2-2zM20 13h-4v6h2a2 2 0 0 0 2-2z');
  const button = toolButton('sound-only');
  toolbar.addMore(button);
  const line = new PanelLine(panels, 'sound-only');
  say(line.words, 'sound-only.now');
  say(line.button, 'sound-only.end');
  show();

  button.addEventListener('click', () => want(!isOn));
  line.button.addEventListener('click', () => want(false));
  // A person who turns the camera on wants more than sound.
  on(callView, 'camera-on', () => want(false));
  room.during(() => () => want(false));
  return { get isOn() { return isOn; } };

  /** @param {boolean} wanted */
  function want(wanted) {
    if (wanted === isOn) return;
    isOn = wanted;
    show();
    if (isOn) turnCameraOff();
    if (isOn) announcements.say([{ key: 'sound-only.now' }]);
    changed();
  }

  /** Also after a reload it is off. */
  function turnCameraOff() {
    media.turnCameraOff();
    settings.remember('camera-off');
  }

  function show() {
    showTool(button, 'sound-only', isOn ? 'sound-only.end' : 'sound-only.begin');
    button.toggleAttribute('data-on', isOn);
    line.show(isOn);
  }
}
