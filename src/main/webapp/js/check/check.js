import helpInEnglish from '../../i18n/en-help.js';
import './check-list.js';
import { download } from '../ui/download.js';
import { doorUrl, signalUrl } from '../app/addresses.js';
import { Checks, STEPS } from './checks.js';
import { noticesFor } from '../diagnosis/device-notices.js';
import { CAUSES } from '../diagnosis/diagnosis.js';
import { askAtTheDoor } from '../signaling/handshake-probe.js';
import { loadLanguage, say } from '../ui/i18n.js';
import { reach } from './ice-check.js';
import { LocalMedia } from '../media/local-media.js';
import { callOneself } from './loopback-call.js';
import { PeerLink } from '../link/peer-link.js';
import { missingFrom } from '../app/requirements.js';
import { newRoomName } from '../app/room-name.js';
import { Settings } from '../app/settings.js';
import { askServer } from './server-check.js';
import { SignalingClient } from '../signaling/signaling-client.js';

/** @import { Finding, StepId } from './checks.js' */
/** @import { CheckList } from './check-list.js' */

/** The composition root of the page that checks before the call. Imported by nobody. */

const list = /** @type {CheckList} */ (byId('steps'));
const start = /** @type {HTMLButtonElement} */ (byId('start'));
const startWords = byId('start-words');
const progress = byId('progress');
const preview = /** @type {HTMLVideoElement} */ (byId('preview'));
const after = byId('after');
/** @type {Finding[]} */ let findings = [];

async function run() {
  if (start.ariaDisabled) return;
  const media = new LocalMedia();
  const missing = missingFrom(globalThis);
  const checks = new Checks({
    isSecureContext,
    missing,
    openDevices: async () => {
      const problems = await media.open();
      // Without WebRTC there may be no MediaStream to show it in.
      if (media.tracks.video && missing !== 'webrtc-off') show(media.stream);
      return problems;
    },
    askServer: () => {
      const room = newRoomName();
      return askServer(new SignalingClient(signalUrl(room)), () => askAtTheDoor(doorUrl(room)));
    },
    reach,
    call: iceServers => callOneself(media.tracks, send => new PeerLink({ iceServers, send })),
    now: () => performance.now(),
  });
  start.ariaDisabled = 'true'; // not `disabled`, which would take the focus away
  after.hidden = true;
  list.steps = STEPS;
  checks.addEventListener('begin', event => begin(/** @type {CustomEvent} */ (event).detail));
  checks.addEventListener('finding', event => found(/** @type {CustomEvent} */ (event).detail));
  try {
    findings = await checks.run();
  } finally {
    media.close();
    show(null);
    start.ariaDisabled = null;
  }
  say(startWords, 'check.again');
  say(progress, `check.result.${verdict(findings)}`);
  after.hidden = false;
}

/** @param {StepId} step */
function begin(step) {
  list.show(step, 'running');
  say(progress, 'check.progress', { step: STEPS.indexOf(step) + 1, count: STEPS.length });
}

/** @param {Finding} finding */
function found({ step, outcome, code }) {
  const explained = outcome === 'warning' || outcome === 'problem';
  list.show(step, outcome, explained ? sentenceFor(step, code) : undefined, explained ? adviceFor(step, code) : undefined, code);
}

/**
 * @param {StepId} step
 * @param {string} code
 */
function sentenceFor(step, code) {
  if (step !== 'microphone' && step !== 'camera') return `check.user.${code}`;
  const reason = /** @type {import('../media/local-media.js').Reason} */ (code.slice(step.length + 1));
  const [notice] = noticesFor([{ device: step, reason }]);
  return notice === 'notice.insecure-context' ? 'notice.insecure-context-no-url' : notice;
}

/**
 * @param {StepId} step
 * @param {string} code
 */
function adviceFor(step, code) {
  if (step === 'microphone' || step === 'camera') return undefined;
  // What can go wrong in a call, too, is explained there.
  return /** @type {readonly string[]} */ (CAUSES).includes(code) ? `advice.${code}` : `check.admin.${code}`;
}

/** @param {Finding[]} all */
function verdict(all) {
  if (all.some(({ outcome }) => outcome === 'problem')) return 'problem';
  return all.some(({ outcome }) => outcome === 'warning') ? 'warning' : 'ok';
}

/** @param {MediaStream | null} stream */
function show(stream) {
  preview.hidden = !stream?.getVideoTracks().length;
  preview.srcObject = stream;
}

/** What a person can send to support: codes and times, and nothing of who or where they are. */
function report() {
  const { userAgent: browser, language } = navigator;
  return JSON.stringify({ noom: 'check', at: new Date().toISOString(), browser, language, findings }, null, 2);
}

function save() {
  download('noom-check.json', report());
}

async function copy() {
  try {
    await navigator.clipboard.writeText(report());
    say(progress, 'check.copied');
  } catch {
    save(); // Not every browser gives a page its clipboard.
  }
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

start.addEventListener('click', run);
byId('download').addEventListener('click', save);
byId('copy').addEventListener('click', copy);
list.steps = STEPS;
await loadLanguage(new Settings().languages, new URL('../..', import.meta.url), { '-help': helpInEnglish });
