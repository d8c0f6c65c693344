import { NameForm } from './name-form.js';
import { eachPeer, on, SHORT_NOTICE } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';
import { loadStyle } from '../../ui/style-sheet.js';

/** @import { App } from '../../app/app.js' */
/** @import { ServerMessage, SignalError } from '../../signaling/protocol.js' */

/** The last one is of a server of before. */
const REFUSALS = ['bad-name', 'too-fast', 'unknown-type'];

/**
 * Changing one's own name in a call, and hearing that others have changed theirs. The name is remembered.
 *
 * @param {App} app
 */
export function installRename({ call: calls, notices, settings, side, tiles, toolbar }) {
  loadStyle('rename');
  addIcon('person', 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0');
  const form = new NameForm();
  const button = toolButton('rename');
  showTool(button, 'person', 'rename.title');
  toolbar.addMore(button);
  const place = side.add({ name: 'rename', title: 'rename.title', content: form, button });
  form.addEventListener('side-open', () => (form.name = ownName()));

  calls.during(({ call, signaling }) => {
    const listening = new AbortController();
    const { signal } = listening;
    /** What others are called, by peer id. @type {Map<string, string>} */
    const names = new Map();
    /** What to go back to, until the server has agreed. @type {string | null} */
    let before = null;

    form.addEventListener('rename', event => {
      before ??= ownName();
      take(/** @type {CustomEvent} */ (event).detail.name);
      place.close();
    }, { signal });
    signaling.addEventListener('message', event => hear(/** @type {CustomEvent} */ (event).detail), { signal });
    eachPeer(call, ({ peer }) => {
      const old = names.get(peer.id);
      names.set(peer.id, peer.name);
      if (old !== undefined && old !== peer.name) tell('rename.renamed', { before: old, name: peer.name });
    });
    on(call, 'gone', id => names.delete(id));
    return () => listening.abort();

    /** Where the server is away, it hears the name with the return. @param {string} name */
    function take(name) {
      signaling.rename(name);
      settings.name = name;
      const own = tiles.tile('self');
      if (own) own.name = name;
    }

    /** @param {ServerMessage} message */
    function hear(message) {
      if (before === null) return;
      if (message.type === 'joined') before = null; // it went with the question for the place
      else if (message.type === 'renamed' && message.peer.name === ownName()) before = null;
      else if (message.type === 'error' && message.ref === undefined && REFUSALS.includes(message.code)) goBack(message);
    }

    /** @param {SignalError} error */
    function goBack({ code, character }) {
      const old = before ?? '';
      before = null;
      take(old);
      if (code !== 'bad-name') return tell('rename.refused', {});
      place.open();
      form.refuse(character);
    }
  });

  function ownName() {
    return tiles.tile('self')?.name ?? '';
  }

  /** @param {string} key @param {Record<string, string>} names */
  function tell(key, names) {
    notices.show({ key: 'rename', text: t(key, names), tone: 'info' }, SHORT_NOTICE);
  }
}
