import { on } from '../../app/app.js';
import { t } from '../../ui/i18n.js';
import { addIcon } from '../../ui/icons.js';

/** @import { App, CurrentCall } from '../../app/app.js' */
/** @import { Cause } from '../../diagnosis/diagnosis.js' */
/** @import { Diagnostics } from '../../diagnosis/diagnostics.js' */
/** @import { Situation } from '../../diagnosis/report-file.js' */

/**
 * Says on a tile why somebody is not seen or heard, and saves a report of it.
 *
 * @param {App} app
 * @param {object} tools
 * @param {(current: CurrentCall) => Diagnostics} tools.diagnose
 * @param {(situation: Situation) => string} tools.writeReport
 * @param {(name: string, text: string) => void} tools.download
 */
export function installDiagnosis({ call, callView, media, notices, tiles }, { diagnose, writeReport, download }) {
  addIcon('save', 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14');
  /** @type {Diagnostics | null} */
  let diagnostics = null;

  call.during(current => {
    const started = diagnose(current);
    diagnostics = started;
    started.noteProblems(media.problems);
    on(started, 'trouble', ({ peerId, cause }) => {
      const tile = tiles.tile(peerId);
      if (tile) tile.trouble = cause;
    });
    return () => {
      diagnostics = null;
    };
  });
  on(media, 'problem', problem => diagnostics?.noteProblems([problem]));
  on(callView, 'save-report', save);
  on(notices, 'save-report', save);

  /** @param {{cause: Cause, peerId?: string}} about */
  function save({ cause, peerId = '' }) {
    if (diagnostics) download(`noom-${cause}.json`, writeReport(diagnostics.situation(cause, t(`advice.${cause}`), peerId)));
  }
}
