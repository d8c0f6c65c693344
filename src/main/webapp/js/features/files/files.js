import { on } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { download } from '../../ui/download.js';
import { addIcon } from '../../ui/icons.js';
import { t } from '../../ui/i18n.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { FileDesk } from './file-desk.js';
import { MOST_OFFERS } from './inbox.js';
import { takeDrops } from './file-drop.js';
import { FilePanel } from './file-panel.js';
import { canTake, sinkFor } from '../../app/sinks.js';

/**
 * @import { App } from '../../app/app.js'
 * @import { TheirFile } from './inbox.js'
 */

const MIB = 1024 * 1024;

/**
 * Files from browser to browser: offered to everybody in the room, taken by who wants them.
 *
 * @param {App} app
 * @param {number} largest in MiB; 0: no files
 */
export function installFiles({ announcements, call: calls, callView, notices, side, toolbar }, largest) {
  if (largest === 0) return;
  loadStyle('files');
  addIcon('file', 'M7 3h7l5 5v13H7zM14 3v5h5');
  /** Files that arrive just now. @type {WeakSet<TheirFile>} */ const moving = new WeakSet();
  const desk = new FileDesk(largest * MIB);
  const panel = new FilePanel();
  const button = toolButton('files');
  showTool(button, 'file', 'files.title');
  toolbar.addMore(button);
  const place = side.add({ name: 'files', title: 'files.title', content: panel, button });

  calls.during(({ call }) => desk.follow(call));
  takeDrops(callView, offer);
  on(notices, 'open-files', place.open);
  panel.addEventListener('side-open', () => notices.dismiss('file-offered'));

  on(desk, 'own', file => panel.showOwn(file));
  on(desk, 'withdrawn', file => panel.removeOwn(file));
  on(desk, 'offer', (/** @type {TheirFile} */ file) => {
    show(file);
    if (!place.isOpen) announceOffer(file);
  });
  on(desk, 'theirs', (/** @type {TheirFile} */ file) => show(file));
  on(desk, 'over', () => {
    panel.clear();
    notices.dismiss('file-offered');
  });

  on(panel, 'files-chosen', ({ files }) => offer(files));
  on(panel, 'file-withdraw', ({ file }) => desk.withdraw(file));
  on(panel, 'file-refuse', ({ file }) => desk.refuse(file));
  on(panel, 'file-stop', ({ file }) => desk.stop(file));
  on(panel, 'file-save', ({ file }) => download(file.name, file.result));
  on(panel, 'file-accept', ({ file }) => accept(file));

  /** @param {File[]} files */
  function offer(files) {
    for (const file of files) {
      const fault = desk.offer(file);
      const limit = panel.sizeOf(largest * MIB);
      if (fault) notices.show({ key: `file-${fault}`, text: t(`files.${fault}`, { file: file.name, limit, max: MOST_OFFERS }), tone: 'warning' });
    }
    if (files.length > 0) place.open();
  }

  /** @param {TheirFile} file */
  async function accept(file) {
    try {
      const sink = await sinkFor(file.name, file.size, desk.kept);
      if (sink) desk.accept(file, sink);
    } catch (error) {
      console.info('There is no place for a file', error);
      file.state = 'unsaved';
      show(file);
    }
  }

  /** @param {TheirFile} file */
  function show(file) {
    const wasMoving = file.state !== 'moving' && moving.delete(file);
    if (file.state === 'moving') moving.add(file);
    panel.showTheirs(file, { isReachable: desk.isReachable(file), fits: canTake(file.size, desk.kept) });
    // How it ends is said, and not each step of it.
    if (wasMoving && file.state !== 'stopped') announcements.say([{ key: `files.said.${file.state}`, params: { file: file.name, name: file.from.name } }]);
  }

  /** @param {TheirFile} file */
  function announceOffer({ from, name, size }) {
    const text = t('files.offered-by', { name: from.name, file: name, size: panel.sizeOf(size) });
    notices.show({ key: 'file-offered', text, tone: 'info', action: { words: 'files.open', event: 'open-files' } });
  }
}
