import { on } from '../../app/app.js';
import { showTool, toolButton } from '../../ui/call-controls.js';
import { addIcon } from '../../ui/icons.js';
import { loadStyle } from '../../ui/style-sheet.js';
import { LineBadges } from './line-badges.js';
import { adviceFor } from './line-grade.js';
import { LineHistory } from './line-history.js';
import { LinePanel } from './line-panel.js';

/**
 * @import { App, CurrentCall } from '../../app/app.js'
 * @import { RemotePeer } from '../../call/remote-peer.js'
 * @import { LinkMonitor } from '../../diagnosis/link-monitor.js'
 * @import { Counters } from '../../quality/link-counters.js'
 * @import { Stats } from '../../link/stats.js'
 *
 * @typedef {object} Sources
 * @property {(current: CurrentCall) => LinkMonitor} monitorOf looks at all links anyway
 * @property {(stats: Stats) => Counters} countersOf
 */

/** Once a second, and only while somebody looks. In ms. */
const INTERVAL = 1_000;

/**
 * How good each connection is: a word on the tile, and a panel with charts for those who want to know.
 *
 * @param {App} app
 * @param {Sources} sources
 */
export function installQualityPanel({ call: calls, side, tiles, toolbar }, { monitorOf, countersOf }) {
  loadStyle('quality-panel');
  addIcon('line-good', 'M4 19v-3M9.3 19v-6.5M14.6 19V9M20 19V5');
  addIcon('line-fair', 'M4 19v-3M9.3 19v-6.5M14.6 19v-.1M20 19v-.1');
  addIcon('line-poor', 'M4 19v-3M9.3 19v-.1M14.6 19v-.1M20 19v-.1');
  const panel = new LinePanel();
  const badges = new LineBadges(tiles);
  const history = new LineHistory();
  const button = toolButton('line');
  showTool(button, 'line-good', 'line.title');
  toolbar.addMore(button);
  side.add({ name: 'line', title: 'line.title', content: panel, button });
  /** @type {ReturnType<typeof setInterval> | undefined} */ let timer;

  calls.during(current => {
    const monitor = monitorOf(current);
    on(monitor, 'look', () => badges.take(monitor.findings));
    return () => {
      stop();
      badges.clear();
      panel.clear();
    };
  });
  on(panel, 'line-badges', ({ wanted }) => { badges.isGoodShown = wanted; });
  panel.addEventListener('side-open', () => {
    look();
    timer ??= setInterval(look, INTERVAL);
  });
  panel.addEventListener('side-close', stop);

  async function look() {
    const current = calls.now;
    if (!current) return;
    await Promise.all(current.call.peers.map(sample));
    if (calls.now === current && timer !== undefined) show(current.call.peers);
  }

  /** @param {RemotePeer} remote */
  async function sample({ peer, link }) {
    try {
      const stats = await link?.getStats();
      if (stats) history.take(peer.id, countersOf(stats));
    } catch {
      // It is over, or the browser does not tell; the next look may know more.
    }
  }

  /** @param {RemotePeer[]} peers */
  function show(peers) {
    const lines = peers.map(({ peer }) => ({ id: peer.id, name: peer.name, ...badges.of(peer.id) }));
    const ids = new Set(lines.map(({ id }) => id));
    history.keep(ids);
    panel.keep(ids);
    for (const { id, name, grade } of lines) panel.show(id, name, grade, history.of(id));
    panel.advise(adviceFor(lines));
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
    history.clear();
  }
}
