import { root, showAddress } from '../../app/addresses.js';
import { on, SHORT_NOTICE } from '../../app/app.js';
import { showTitle } from '../../ui/dom.js';
import { say, t } from '../../ui/i18n.js';
import { VideoTile } from '../../ui/video-tile.js';

/** @import { App } from '../../app/app.js' */
/** @import { RemotePeer } from '../../call/remote-peer.js' */

/**
 * The room during a call: its name, one tile for each person, and the way out.
 *
 * @param {App} app
 * @param {{title: HTMLElement, people: HTMLElement}} header
 */
export function installCallView(app, { title, people }) {
  const { callView, media, notices, tiles, toolbar } = app;
  on(toolbar, 'leave', leave);
  on(media, 'change', showOwnMedia);

  app.call.during(({ call }) => {
    on(call, 'peer', showPeer);
    on(call, 'gone', id => {
      tiles.remove(id);
      countPeople();
    });
    on(call, 'looked-in', name => {
      notices.show({ key: 'looked-in', text: t('notice.looked-in', { name }), tone: 'info' }, SHORT_NOTICE);
    });
    // Between two peers who come and go, a message may miss its receiver; the rosters settle that.
    on(call, 'refused', ({ code, message }) => console.warn(`The server refused a message: ${code}, ${message}`));
    return () => tiles.querySelectorAll('video-tile').forEach(tile => tiles.remove(/** @type {VideoTile} */ (tile).peerId));
  });
  app.room.during(name => {
    callView.hidden = false;
    putOwnTile();
    tiles.link = app.roomAddress.href;
    title.textContent = name;
    showTitle(t('title.room', { room: name }));
    showOwnMedia();
    countPeople();
    // Last, because Chromium lays out the page for it.
    toolbar.querySelector('button')?.focus();
    return () => {
      callView.hidden = true;
      title.textContent = '';
      people.textContent = '';
    };
  });

  function leave() {
    app.hangUp();
    notices.clear();
    showAddress(root);
    app.goHome();
  }

  function putOwnTile() {
    const tile = new VideoTile();
    tile.peerId = 'self';
    tile.self = true;
    tile.name = app.settings.name || t('name.guest');
    tiles.put(tile);
  }

  function showOwnMedia() {
    const own = tiles.tile('self');
    if (!own) return;
    own.stream = media.stream;
    own.microphone = media.microphone === 'on';
    own.camera = media.camera === 'on';
  }

  /** @param {RemotePeer} remote */
  function showPeer({ peer, connection, stream, presence, hasPlace }) {
    const known = tiles.tile(peer.id);
    const tile = known ?? new VideoTile();
    tile.peerId = peer.id;
    tile.name = peer.name;
    tile.stream = stream;
    tile.microphone = presence.microphone;
    tile.camera = presence.camera;
    tile.cutOff = !hasPlace;
    tile.status = connection === 'connected' ? '' : connection;
    if (known) return;
    tiles.put(tile);
    countPeople();
  }

  function countPeople() {
    const current = app.call.now;
    if (current) say(people, 'call.people', { count: current.call.peers.length + 1 });
  }
}
