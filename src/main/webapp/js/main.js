import './features/entry/entry-form.js';
import './ui/tile-grid.js';
import './ui/call-controls.js';
import './ui/notice-list.js';
import { doorUrl, iceServersOf, roomOfAddress, roomUrl, signalUrl } from './app/addresses.js';
import { Ahead } from './app/ahead.js';
import { App, on } from './app/app.js';
import { withFirstCall } from './app/later.js';
import { Settings } from './app/settings.js';
import { ServerStatus } from './diagnosis/server-status.js';
import { installEntry } from './features/entry/entry.js';
import { installLanguageChoice } from './features/language/language-choice.js';
import { installServerNotices } from './features/server-notices/server-notices.js';
import { LocalMedia } from './media/local-media.js';
import { askAtTheDoor } from './signaling/handshake-probe.js';
import { SignalingClient } from './signaling/signaling-client.js';
import { keepFocus } from './ui/focus-keeper.js';
import { loadLanguage } from './ui/i18n.js';

/** @typedef {Awaited<ReturnType<typeof import('./at-the-door.js').installAtTheDoor>>} AtTheDoor */

/** The composition root: makes the objects, and installs the features. Imported by nobody. */

/** @param {string} id @returns {any} an element of index.html */
const byId = id => document.getElementById(id);
/** What the server's configuration says to pages. @type {import('./in-call.js').Boot} */
const boot = JSON.parse(byId('boot').textContent);
const settings = new Settings();
/** Of the files of this page. */
const base = new URL('..', import.meta.url);
const media = new LocalMedia(undefined, undefined, settings.chosen);
/** A page of this very computer needs no network. */
const isOnline = () => navigator.onLine || /^(localhost|127\.|\[::1\])/.test(location.hostname);

/** What a call consists of: docs/decisions/0025-first-load.md. @type {Ahead<typeof import('./call/call.js').Call>} */
const parts = new Ahead(async () => {
  const { installCall } = await import('./enter.js');
  return installCall(app, { title: byId('room-title'), people: byId('people') });
}, async isMissing => {
  // A proxy that leads to its sign-in counts: a page that is loaded again gets there, and a script does not.
  const page = await fetch(location.href, { method: 'HEAD', redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(10_000) });
  if (page.status < 500 && isMissing()) location.reload();
});
// Not pointerover: Chromium fires it without a movement, where the pointer happens to rest.
for (const sign of ['pointermove', 'pointerdown', 'keydown', 'input']) addEventListener(sign, () => parts.begin(), { once: true });
/** @param {string} room @param {SignalingClient} signaling @returns {import('./app/app.js').CurrentCall} */
function makeCall(room, signaling) {
  // The door lets nobody in before it is there.
  const Call = /** @type {typeof import('./call/call.js').Call} */ (parts.now);
  return { call: new Call(signaling, media), signaling, server: new ServerStatus(signaling, isOnline), room };
}

const app = new App({
  toolbar: byId('controls'),
  tiles: byId('tiles'),
  notices: byId('notices'),
  panels: byId('panels'),
  side: byId('side'),
  announcements: byId('arrivals'),
  callView: byId('call'),
  media,
  settings,
  connect: room => new SignalingClient(signalUrl(room)),
  makeCall,
  parts: () => parts.soon(),
  iceServers: boot.stun ? iceServersOf(boot.stun) : null,
  askServer: room => askAtTheDoor(doorUrl(room)),
  isOnline,
});

const door = installEntry(app, byId('entry'), parts, () => atTheDoor(more => more.greenRoom.explain()));
installServerNotices(app);

/** What the door has besides, from its first use on: docs/decisions/0038-green-room.md. @type {Promise<AtTheDoor> | undefined} */
let more;
/** @param {(more: AtTheDoor) => void} use */
function atTheDoor(use) {
  more ??= import('./at-the-door.js').then(({ installAtTheDoor }) => installAtTheDoor(app, byId('entry'), door));
  more.then(use, () => { more = undefined; });
}
on(byId('entry'), 'preview', button => atTheDoor(({ greenRoom }) => greenRoom.toggle(button)));
on(byId('entry'), 'show-code', ({ room, button }) => atTheDoor(({ showInvite }) => showInvite(roomUrl(room), button)));
on(byId('entry'), 'copy-link', ({ room }) => {
  const { href } = roomUrl(room);
  const show = () => app.notices.show({ key: 'link', text: href, tone: 'info' });
  import('./features/invite/invite.js').then(({ copyLink }) => copyLink(app.notices, href), show);
});

// Who is alone copies the link at once.
withFirstCall(app, async () => (await import('./features/invite/invite.js')).installInvite, () => true);
// Two tabs of a room must not both be heard for a second.
withFirstCall(app, async () => (await import('./features/one-sound/one-sound.js')).installOneSound, () => true);
withFirstCall(app, async () => {
  const rest = await import('./in-call.js');
  await rest.loadWords();
  return () => rest.installLater(app, boot, byId('people'));
}, () => media.problems.length > 0);

addEventListener('online', () => app.call.now?.call.hurry());
// Closing the tab is leaving; losing it is not, and then the socket's end tells.
addEventListener('pagehide', () => app.call.now?.call.leave());
addEventListener('pageshow', event => event.persisted && location.reload());
keepFocus(() => byId(app.room.now === null ? 'entry' : 'controls'));

// Its address is relative to the page's, which changes when a room is entered or left; a browser may ask for it again.
const favicon = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=icon]'));
favicon.href = String(favicon.href);
await loadLanguage(settings.languages, base);
installLanguageChoice(app, /** @type {HTMLElement} */ (document.querySelector('header')), async languages => {
  await loadLanguage(languages, base);
  app.dispatchEvent(new Event('language'));
});
app.goHome();
// By a link, one press leads in, and it may be the first sign. After the first picture of the page.
if (roomOfAddress() !== null) requestAnimationFrame(() => setTimeout(() => parts.begin()));
if (settings.chosen.preview === true) atTheDoor(({ greenRoom }) => greenRoom.openIfAllowed());
