import './features/entry/entry-form.js';
import './ui/tile-grid.js';
import './ui/call-controls.js';
import './ui/notice-list.js';
import { keepFocus } from './ui/focus-keeper.js';
import { VideoTile } from './ui/video-tile.js';
import { doorUrl, roomUrl, root, showAddress, signalUrl } from './app/addresses.js';
import { Call } from './call/call.js';
import { Door, isSaidAtTheDoor } from './features/entry/door.js';
import { EntryDesk } from './features/entry/entry-desk.js';
import { askAtTheDoor } from './signaling/handshake-probe.js';
import { loadLanguage, loadMore, say, t } from './ui/i18n.js';
import { later } from './app/later.js';
import { LocalMedia } from './media/local-media.js';
import { missingFrom } from './app/requirements.js';
import { ServerStatus } from './diagnosis/server-status.js';
import { Settings } from './app/settings.js';
import { SignalingClient } from './signaling/signaling-client.js';
import { browserMemory } from './app/storage.js';

/** @import { Cause } from './diagnosis/diagnosis.js' */
/** @import { Diagnostics } from './diagnosis/diagnostics.js' */
/** @import { RemotePeer } from './call/remote-peer.js' */
/** @import { Device, Problem } from './media/local-media.js' */
/** @import { SoundLock } from './media/sound-lock.js' */
/** @import { SignalError } from './signaling/protocol.js' */
/** @import { EntryForm } from './features/entry/entry-form.js' */
/** @import { TileGrid } from './ui/tile-grid.js' */
/** @import { CallControls } from './ui/call-controls.js' */
/** @import { LiveRegion } from './ui/live-region.js' */
/** @import { NoticeList } from './ui/notice-list.js' */
/** @import { ShortcutSwitch } from './ui/shortcut-switch.js' */

/** The composition root: makes the objects and wires the events. Imported by nobody. */

/** @type {{httpsPort: number}} */
const boot = JSON.parse(byId('boot').textContent ?? '{}');

/** For good news: long enough to read, then out of the way. In milliseconds. */
const SHORT_NOTICE = 6000;

const entry = /** @type {EntryForm} */ (byId('entry'));
const callView = byId('call');
const tiles = /** @type {TileGrid} */ (byId('tiles'));
const controls = /** @type {CallControls} */ (byId('controls'));
const noticeList = /** @type {NoticeList} */ (byId('notices'));
const shortcuts = /** @type {ShortcutSwitch} */ (byId('shortcuts'));
const title = byId('room-title');
const people = byId('people');
const liveRegion = /** @type {LiveRegion} */ (byId('arrivals'));

const media = new LocalMedia();
/** @type {import('./features/arrivals/arrivals.js').Arrivals | null} null until it is loaded, with the first call */
let arrivals = null;
const settings = new Settings();
const door = new Door(() => media.open(settings.switches), room => new SignalingClient(signalUrl(room)));
const entryDesk = new EntryDesk(entry, door, settings, missingFrom(globalThis));
/** Comes with the first call. @type {SoundLock | null} */
let sound = null;
/** Whether the microphone was on when another tab took the sound. */
let spokeHere = false;
/** @type {Call | null} */
let call = null;
/** Of this call, once it is loaded. @type {Diagnostics | null} */
let diagnostics = null;
/** What is wrong with the devices now. @type {Map<Device, Problem>} */
const faults = new Map();
/** Comes with the first call. @type {typeof import('./in-call.js').noticesFor | null} */
let noticesFor = null;
/** Comes with the first call. @type {import('./ui/tile-visibility.js').TileVisibility | null} */
let visibility = null;
/** What the call needs besides, once it is there; null if the call is over by then.
 * @type {Promise<typeof import('./in-call.js') | null>} */
let inCall = Promise.resolve(null);

// ---- the door

entry.addEventListener('enter', () => noticeList.clear());
entry.addEventListener('cancel', hangUp);
entryDesk.addEventListener('title', event => {
  document.title = /** @type {CustomEvent} */ (event).detail;
});
door.addEventListener('opened', event => begin(/** @type {CustomEvent} */ (event).detail));
door.addEventListener('refused', hangUp);

/** @param {{room: string, signaling: SignalingClient, problems: Problem[]}} opened */
function begin({ room, signaling, problems }) {
  showProblems(problems);
  call = new Call(signaling, media);
  wire(call, signaling, room);
}

/**
 * @param {Call} current
 * @param {SignalingClient} signaling
 * @param {string} room
 */
function wire(current, signaling, room) {
  current.addEventListener('joined', event => showCall(room, /** @type {CustomEvent} */ (event).detail));
  current.addEventListener('peer', event => showPeer(/** @type {CustomEvent} */ (event).detail));
  current.addEventListener('gone', event => removeTile(/** @type {CustomEvent} */ (event).detail));
  current.addEventListener('looked-in', event => showGlimpse(/** @type {CustomEvent} */ (event).detail));
  current.addEventListener('refused', event => messageRefused(/** @type {CustomEvent} */ (event).detail));
  const server = new ServerStatus(signaling, isOnline);
  server.addEventListener('trouble', event => {
    showServerTrouble(/** @type {CustomEvent} */ (event).detail, server.cause);
  });
  server.addEventListener('over', event => {
    // A person who did not want to know of it need not know that it is over.
    if (!noticeList.dismiss('server')) return;
    const text = t(/** @type {CustomEvent} */ (event).detail);
    noticeList.show({ key: 'server', text, tone: 'info' }, SHORT_NOTICE);
  });
  signaling.addEventListener('retry', event => {
    // Not after one failure, which is a hiccup, unless it has taken its time; nor each time, for the answer changes rarely.
    const { detail } = /** @type {CustomEvent} */ (event);
    if (detail === 2 || (detail === 1 && signaling.evidence.stuck > 0)) askWhy(server, current, room);
  });
  signaling.addEventListener('end', event => ended(/** @type {CustomEvent} */ (event).detail));
  inCall = later(loadInCall, () => current === call);
  inCall.then(parts => {
    if (!parts) return;
    visibility ??= watchTiles(parts);
    arrivals ??= announce(parts, current);
    sound ??= shareSound(parts);
    shortcuts.on = controls.shortcuts;
    new parts.SendControl(current).addEventListener('reduced', event => showReduced(/** @type {CustomEvent} */ (event).detail));
    diagnostics = new parts.Diagnostics(signaling, server, new parts.LinkMonitor(current, signaling, server), isOnline);
    diagnostics.addEventListener('trouble', event => showTrouble(/** @type {CustomEvent} */ (event).detail));
    diagnostics.noteProblems([...faults.values()]);
    if (noticesFor) return;
    noticesFor = parts.noticesFor;
    sayProblems([...faults.values()]);
  });
}

/**
 * @param {typeof import('./in-call.js')} parts
 * @param {Call} current
 */
function announce({ Arrivals }, current) {
  const announced = new Arrivals();
  announced.addEventListener('say', event => liveRegion.say(/** @type {CustomEvent} */ (event).detail));
  for (const { peer, connection } of current.peers) announced.sees(peer.id, peer.name, connection);
  if (!callView.hidden) announced.entered();
  return announced;
}

/** @param {typeof import('./in-call.js')} parts */
function watchTiles({ TileVisibility }) {
  const sees = new TileVisibility();
  sees.addEventListener('visibility', event => {
    const { peerId, seen } = /** @type {CustomEvent} */ (event).detail;
    call?.watch(peerId, seen);
  });
  for (const tile of /** @type {NodeListOf<VideoTile>} */ (tiles.querySelectorAll('video-tile'))) {
    if (!tile.self) sees.watch(tile);
  }
  return sees;
}

/**
 * Two tabs of one room: one is silent, and says so.
 *
 * @param {typeof import('./in-call.js')} parts
 */
function shareSound({ SoundLock }) {
  const lock = new SoundLock();
  lock.addEventListener('took', () => noticeList.show({ key: 'tab', text: t('notice.tab-took-sound'), tone: 'info' }, SHORT_NOTICE));
  lock.addEventListener('lost', () => {
    spokeHere = media.microphone === 'on';
    media.mute();
    tiles.silent = true;
    const action = { words: 'notice.use-this-tab', event: 'take-sound' };
    noticeList.show({ key: 'tab', text: t('notice.tab-silent'), tone: 'info', action });
  });
  lock.addEventListener('returned', () => {
    tiles.silent = false;
    noticeList.show({ key: 'tab', text: t('notice.tab-sound-back'), tone: 'info' }, SHORT_NOTICE);
  });
  if (!callView.hidden) lock.enter(soundOfRoom());
  return lock;
}

/** The same in each tab: the room's name as the server spells it. */
function soundOfRoom() {
  return `${root.pathname} ${title.textContent}`;
}

async function loadInCall() {
  const parts = await import('./in-call.js');
  await loadMore('-help', parts.helpInEnglish);
  return parts;
}

/** A page of this very computer needs no network. */
function isOnline() {
  return navigator.onLine || /^(localhost|127\.|\[::1\])/.test(location.hostname);
}

/**
 * Between two peers who come and go, a message may miss its receiver; the rosters settle that.
 *
 * @param {SignalError} error
 */
function messageRefused({ code, message }) {
  console.warn(`The server refused a message: ${code}, ${message}`);
}

/**
 * A server that answers and gives no WebSocket has a reason, which a person or an administrator can mend.
 *
 * @param {ServerStatus} server
 * @param {Call} current
 * @param {string} room
 */
async function askWhy(server, current, room) {
  const door = await askAtTheDoor(doorUrl(room));
  if (current === call) server.hearOf(door);
}

/**
 * @param {string} key
 * @param {Cause | null} cause
 */
function showServerTrouble(key, cause) {
  const sentence = t(key, { origin: root.origin });
  if (cause === 'origin-refused' && callView.hidden) {
    hangUp();
    entry.error = sentence;
  } else if (callView.hidden && isSaidAtTheDoor(key)) {
    entryDesk.trouble = key;
  } else {
    noticeList.show({ key: 'server', text: sentence, tone: 'info', cause }); // nobody's picture has stopped for its sake
  }
}

/** @param {string} reason */
function ended(reason) {
  if (reason === 'left') return;
  hangUp();
  entryDesk.show();
  const text = t(reason === 'replaced' ? 'notice.replaced' : 'notice.stopped');
  noticeList.show({ key: 'ended', text, tone: 'error' });
}

// ---- the call

/**
 * @param {string} room as it was typed, for the address
 * @param {string} name as the room is spelled, for people
 */
function showCall(room, name) {
  const isNew = callView.hidden;
  const address = roomUrl(room);
  // First, and the focus last: for both, Chromium lays out the page as it is in that moment.
  if (isNew) showAddress(address);
  entryDesk.arrived();
  entry.hidden = true;
  callView.hidden = false;
  if (isNew) showOwnTile();
  tiles.link = address.href;
  title.textContent = name;
  document.title = t('title.room', { room: name });
  showControls();
  countPeople();
  if (isNew) arrivals?.entered();
  if (isNew) sound?.enter(soundOfRoom());
  if (isNew) controls.querySelector('button')?.focus();
}

function leave() {
  hangUp();
  noticeList.clear();
  showAddress(root);
  entryDesk.show();
}

/** Back to the door, whatever has happened. */
function hangUp() {
  const leaving = call;
  call = null;
  diagnostics = null;
  leaving?.leave();
  door.leave();
  sound?.leave();
  faults.clear();
  tiles.silent = false;
  noticeList.dismiss('server');
  if (arrivals) {
    arrivals.end();
    liveRegion.say([]);
  }
  media.close();
  tiles.querySelectorAll('video-tile').forEach(tile => tiles.remove(/** @type {VideoTile} */ (tile).peerId));
  callView.hidden = true;
  entry.hidden = false;
  title.textContent = '';
  people.textContent = '';
}

function showOwnTile() {
  const tile = new VideoTile();
  tile.peerId = 'self';
  tile.self = true;
  tile.name = entry.name || t('name.guest');
  tiles.put(tile);
}

function showControls() {
  controls.microphone = media.switches.microphone;
  controls.camera = media.switches.camera;
  controls.opening = media.opening;
  controls.cameras = media.cameras;
  controls.cameraInUse = media.cameraInUse;
  const own = tiles.tile('self');
  if (!own) return;
  own.stream = media.stream;
  own.microphone = media.microphone === 'on';
  own.camera = media.camera === 'on';
}

/** @param {RemotePeer} remote */
function showPeer({ peer, connection, stream, presence, hasPlace }) {
  arrivals?.sees(peer.id, peer.name, connection);
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
  visibility?.watch(tile);
  countPeople();
}

/** @param {{peerId: string, cause: Cause | null}} trouble */
function showTrouble({ peerId, cause }) {
  const tile = tiles.tile(peerId);
  if (tile) tile.trouble = cause;
}

/** @param {{cause: Cause, peerId?: string}} about */
async function saveReport({ cause, peerId = '' }) {
  const parts = await inCall;
  if (parts && diagnostics) parts.download(`noom-${cause}.json`, parts.writeReport(diagnostics.situation(cause, t(`advice.${cause}`), peerId)));
}

/** @param {string} name of somebody who came and has left again at once */
function showGlimpse(name) {
  noticeList.show({ key: 'looked-in', text: t('notice.looked-in', { name }), tone: 'info' }, SHORT_NOTICE);
}

/** @param {string} id */
function removeTile(id) {
  arrivals?.misses(id);
  tiles.remove(id);
  countPeople();
}

function countPeople() {
  if (call) say(people, 'call.people', { count: call.peers.length + 1 });
}

media.addEventListener('change', showControls);
media.addEventListener('problem', event => showProblems([/** @type {CustomEvent} */ (event).detail]));
controls.addEventListener('mute', () => media.mute());
media.addEventListener('well', event => dismissProblem(/** @type {CustomEvent} */ (event).detail));
media.addEventListener('replaced', event => showReplaced(/** @type {CustomEvent} */ (event).detail));
controls.addEventListener('unmute', unmute);
controls.addEventListener('camera-off', () => media.turnCameraOff());
controls.addEventListener('camera-on', () => media.turnCameraOn());
for (const press of ['mute', 'unmute', 'camera-off', 'camera-on']) controls.addEventListener(press, () => settings.remember(press));
controls.addEventListener('camera-choose', event =>
  media.chooseCamera(/** @type {CustomEvent} */ (event).detail.deviceId),
);
controls.addEventListener('leave', leave);
shortcuts.addEventListener('shortcuts', event => switchShortcuts(/** @type {CustomEvent} */ (event).detail.on));
callView.addEventListener('copy-link', copyLink);
callView.addEventListener('save-report', event => saveReport(/** @type {CustomEvent} */ (event).detail));
noticeList.addEventListener('take-sound', takeSound);
noticeList.addEventListener('save-report', event => saveReport(/** @type {CustomEvent} */ (event).detail));

/** @param {boolean} on */
function switchShortcuts(on) {
  browserMemory.write('noom.shortcuts', on ? 'on' : 'off');
  controls.shortcuts = on;
}

function takeSound() {
  sound?.take();
  tiles.silent = false;
  noticeList.dismiss('tab');
  if (spokeHere) media.unmute();
}

/** Who wants to speak here wants to hear here, too. */
function unmute() {
  spokeHere = true;
  if (sound?.isElsewhere) takeSound();
  else media.unmute();
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(tiles.link);
    noticeList.show({ key: 'link', text: t('notice.link-copied'), tone: 'info' }, SHORT_NOTICE);
  } catch {
    // Not every browser gives a page its clipboard; the address is there to be copied by hand.
    noticeList.show({ key: 'link', text: tiles.link, tone: 'info' });
  }
}

// ---- notices

/** @param {Problem[]} problems that are said once the words for them are there, unless they are over by then */
function showProblems(problems) {
  for (const problem of problems) faults.set(problem.device, problem);
  diagnostics?.noteProblems(problems);
  sayProblems(problems);
}

/** @param {Problem[]} problems */
function sayProblems(problems) {
  for (const key of noticesFor?.(problems) ?? []) {
    const device = problems.length === 1 ? problems[0].device : 'devices';
    if (key === 'notice.insecure-context') noticeList.show({ key: device, text: insecureContext(), tone: 'error' });
    else noticeList.show({ key: device, text: t(key), tone: 'warning' });
  }
}

/** @param {Device} device whose problem is over */
function dismissProblem(device) {
  faults.delete(device);
  noticeList.dismiss(device);
  noticeList.dismiss('devices');
}

/** @param {{device: Device, label: string}} now which one is used, because the one before is gone */
function showReplaced({ device, label }) {
  const text = t(`notice.${device}-replaced`, { label: label || t(`notice.another-${device}`) });
  noticeList.show({ key: device, text, tone: 'info' });
}

/** @param {import('./quality/send-plan.js').Reduced | null} reason why others get less of our picture than they could */
function showReduced(reason) {
  if (reason === null) {
    noticeList.dismiss('reduced');
    return;
  }
  // With many it is as it must be, and stays so: said, and out of the way.
  const time = reason === 'people' ? SHORT_NOTICE : undefined;
  noticeList.show({ key: 'reduced', text: t(`notice.reduced-${reason}`), tone: 'info' }, time);
}

function insecureContext() {
  if (!boot.httpsPort) return t('notice.insecure-context-no-url');
  const secureUrl = new URL(location.href);
  secureUrl.protocol = 'https:';
  secureUrl.port = String(boot.httpsPort);
  return t('notice.insecure-context', { secureUrl: secureUrl.href });
}

// ---- addresses

/**
 * The browser has gone back or forward. Nobody is seen or heard by that: an address can be anybody's doing, a press is theirs.
 */
function followAddress() {
  hangUp();
  noticeList.clear();
  entryDesk.show();
}

addEventListener('popstate', followAddress);
addEventListener('online', () => call?.hurry());
// Closing the tab is leaving; losing it is not, and then the socket's end tells.
addEventListener('pagehide', () => call?.leave());
addEventListener('pageshow', event => {
  if (event.persisted) location.reload();
});

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

// Its address is relative to the page's, which changes when a room is entered or left; a browser may ask for it again.
const favicon = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=icon]'));
favicon.href = String(favicon.href);

switchShortcuts(browserMemory.read('noom.shortcuts') !== 'off');
keepFocus(() => (callView.hidden ? entry : controls));
await loadLanguage(navigator.languages, new URL('..', import.meta.url));
entryDesk.show();
