import { el, emit } from '../../ui/dom.js';
import { say, t, unsay } from '../../ui/i18n.js';
import { LineChart } from './line-chart.js';

/**
 * @import { Grade } from './line-grade.js'
 * @import { Sample } from './line-sample.js'
 */

/** What is written where nothing is known. */
const UNKNOWN = '–';

/** For those who want to know: each connection in a word and in charts, and what may help. Event: `line-badges` {wanted}. */
export class LinePanel extends HTMLElement {
  #advice = el('p', 'line-advice');
  #wanted = el('input');
  /** @type {Map<string, PeerLine>} by peer id */ #lines = new Map();

  connectedCallback() {
    if (this.firstChild) return;
    const label = el('span');
    say(label, 'line.show-good');
    this.#wanted.type = 'checkbox';
    this.#wanted.addEventListener('change', () => emit(this, 'line-badges', { wanted: this.#wanted.checked }));
    this.#advice.setAttribute('role', 'status');
    this.append(this.#advice, el('label', 'line-wanted', this.#wanted, label));
  }

  /** @param {{key: string, name: string}} advice */
  advise({ key, name }) {
    say(this.#advice, key, { name });
  }

  /** @param {string} id @param {string} name @param {Grade | null} grade @param {Sample[]} samples */
  show(id, name, grade, samples) {
    const line = this.#lines.get(id) ?? this.#add(id);
    line.show(name || t('name.guest'), grade, samples);
  }

  /** @param {Set<string>} ids those that are there */
  keep(ids) {
    for (const [id, { element }] of this.#lines) {
      if (ids.has(id)) continue;
      element.remove();
      this.#lines.delete(id);
    }
  }

  /** Nobody of this call is to be seen in the next one. */
  clear() {
    this.keep(new Set());
    unsay(this.#advice);
  }

  /** @param {string} id */
  #add(id) {
    const line = new PeerLine();
    this.#lines.set(id, line);
    this.append(line.element);
    return line;
  }
}

/** One peer's. */
class PeerLine {
  #name = el('bdi');
  #grade = el('span', 'line-grade');
  #rate = new LineChart('line.rate', { least: 500, lines: 2 });
  #loss = new LineChart('line.loss', { least: 10 });
  #roundTrip = new LineChart('line.round-trip', { least: 200 });
  #frames = new LineChart('line.frames', { least: 30 });

  constructor() {
    const charts = [this.#rate, this.#loss, this.#roundTrip, this.#frames].map(({ element }) => element);
    this.element = el('section', 'line-peer', el('h3', '', this.#name, ' ', this.#grade), el('dl', 'line-charts', ...charts));
  }

  /** @param {string} name @param {Grade | null} grade @param {Sample[]} samples */
  show(name, grade, samples) {
    if (this.#name.textContent !== name) this.#name.textContent = name;
    say(this.#grade, `line.${grade ?? 'none'}`);
    this.#grade.dataset.grade = grade ?? '';
    const last = samples.at(-1);
    const { language, of } = units(this.element.ownerDocument.documentElement.lang || 'en');
    const number = (/** @type {number} */ value) => Math.round(value).toLocaleString(language);
    this.#rate.show(last ? [`↓ ${number(last.down)}`, `↑ ${of(last.up, 'kilobit-per-second')}`] : [UNKNOWN], samples.map(({ down }) => down), samples.map(({ up }) => up));
    this.#loss.show([last ? of(last.loss, 'percent') : UNKNOWN], samples.map(({ loss }) => loss));
    this.#roundTrip.show([last && last.roundTrip !== null ? of(last.roundTrip, 'millisecond') : UNKNOWN], samples.map(({ roundTrip }) => roundTrip));
    this.#frames.show([last ? pictureIn(last) : UNKNOWN], samples.map(({ frames }) => frames));
  }
}

/** @param {Sample} sample */
function pictureIn({ frames, picture }) {
  if (!picture) return t('line.no-picture');
  return `${picture.width} × ${picture.height} · ${t('line.frames-value', { frames: Math.round(frames) })}`;
}

/** @param {string} language */
function units(language) {
  /** @type {(number: number, unit: string) => string} */
  const of = (number, unit) => new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 0 }).format(number);
  return { language, of };
}

customElements.define('line-panel', LinePanel);
