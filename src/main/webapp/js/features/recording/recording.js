import { on, SHORT_NOTICE } from '../../app/app.js';
import { KEPT_AT_MOST, sinkForAnySize } from '../../app/sinks.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { download } from '../../ui/download.js';
import { t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { CallRecorder, recordedType } from './call-recorder.js';
import { CallScene } from './call-scene.js';
import { RecordingSigns, SELF } from './recording-signs.js';
import { SharedRecordings } from './shared-recordings.js';

const NOTICE = 'recording-file';

/**
 * @import { App } from '../../app/app.js'
 * @import { Sink } from '../../app/sinks.js'
 * @import { ScreenCapture } from '../../media/screen-capture.js'
 * @import { Outcome } from './recording-file.js'
 *
 * @typedef {object} RecordingOptions
 * @property {boolean} isAllowed whether recordings may be begun here; those of others are shown in any case
 * @property {ScreenCapture} capture the screen that this side shows
 * @property {(isNeeded: boolean) => void} needPictures also of those who are out of sight, and while the page is
 */

/**
 * Recording a call in the browser. All others see and hear that it runs, and so do those who come later: nobody is recorded before
 * their page can say so.
 *
 * @param {App} app
 * @param {RecordingOptions} options
 */
export function installRecording(app, { isAllowed, capture, needPictures }) {
  const { call: calls, media, notices, toolbar } = app;
  loadStyle('recording');
  addIcon('record', 'M12 3.5a8.5 8.5 0 1 0 .1 0zM12 9a3 3 0 1 0 .1 0z');
  const shared = new SharedRecordings();
  const signs = new RecordingSigns(app, () => recorder?.stop());
  const scene = new CallScene(app, capture, id => shared.isTold(id));
  /** Until its file is complete. @type {CallRecorder | null} */ let recorder = null;
  let isAsking = false;
  const button = toolButton('record');
  if (isAllowed && recordedType()) toolbar.addMore(button);
  show();

  button.addEventListener('click', () => (recorder ? recorder.stop() : begin()));
  on(media, 'change', () => recorder?.listen());
  on(shared, 'recording', ({ peerId, isRecording, isGone }) => {
    if (isGone) signs.miss(peerId);
    else signs.show(peerId, isRecording);
    recorder?.listen();
  });
  calls.during(({ call }) => {
    const end = shared.follow(call);
    on(call, 'peer', () => signs.render()); // somebody may be called otherwise now
    return () => {
      recorder?.stop();
      signs.clear(); // first: that others are not seen any more says nothing of what they do
      end();
    };
  });

  /** A person may be asked where the file goes, and may need a while to answer. */
  async function begin() {
    if (isAsking) return;
    isAsking = true;
    /** @type {Sink | null} */ let sink = null;
    try {
      const current = calls.now;
      const name = fileName();
      sink = await sinkForAnySize(name, recordedType());
      if (!sink) return;
      if (current !== null && calls.now === current) record(sink, name);
      else sink.abandon();
    } catch (error) {
      console.warn('The call cannot be recorded', error);
      sink?.abandon();
      tell('failed', 'warning');
    } finally {
      isAsking = false;
    }
  }

  /** @param {Sink} sink @param {string} name */
  function record(sink, name) {
    const started = new CallRecorder(sink, () => scene.parts, () => scene.tracks);
    on(started, 'stop', stopped);
    on(started, 'end', outcome => ended(sink, name, outcome));
    recorder = started;
    notices.dismiss(NOTICE); // it is about the file before
    addEventListener('beforeunload', askFirst);
    shared.tell(true); // first they know
    signs.show(SELF, true);
    show();
    needPictures(true);
    try {
      started.start();
    } catch (error) {
      console.warn('The recording does not begin', error);
      started.stop('lost');
    }
    if (sink.isKept) tell('bounded', 'info');
  }

  function stopped() {
    if (calls.now) shared.tell(false);
    signs.miss(SELF);
    needPictures(false);
    scene.close();
  }

  /** @param {Sink} sink @param {string} name @param {Outcome} outcome */
  function ended({ result }, name, outcome) {
    recorder = null;
    removeEventListener('beforeunload', askFirst);
    show();
    if (result && (outcome === 'stopped' || outcome === 'full')) download(name, result);
    tell(outcome === 'stopped' ? 'saved' : outcome, outcome === 'stopped' ? 'info' : 'warning');
  }

  function show() {
    showTool(button, 'record', recorder ? 'recording.end' : 'recording.begin');
    button.toggleAttribute('data-on', recorder !== null);
  }

  /** @param {'saved' | 'bounded' | 'full' | 'empty' | 'lost' | 'failed'} what @param {'info' | 'warning'} tone */
  function tell(what, tone) {
    const megabytes = KEPT_AT_MOST / 1e6;
    notices.show({ key: NOTICE, text: t(`recording.${what}`, { megabytes }), tone }, tone === 'info' ? 2 * SHORT_NOTICE : undefined);
  }
}

/** The file is complete when the recording has ended: a page that goes before takes it along. @param {Event} event */
function askFirst(event) {
  event.preventDefault();
}

/** By local time, as people look for it. */
function fileName() {
  const now = new Date();
  const local = new Date(now.getTime() - 60_000 * now.getTimezoneOffset()).toISOString();
  const ending = recordedType().startsWith('video/mp4') ? 'mp4' : 'webm';
  return `Noom ${local.slice(0, 10)} ${local.slice(11, 16).replace(':', '-')}.${ending}`;
}
