import { el } from '../../ui/dom.js';
import { say } from '../../ui/i18n.js';
import { pointsOf } from './line-sample.js';

const SVG = 'http://www.w3.org/2000/svg';
const BOX = { width: 120, height: 28 };

/** The last minute of one value: a name, the newest value, and a small line. Those who do not see it have name and value. */
export class LineChart {
  #text = el('span', 'line-text');
  #lines;
  #least;

  /**
   * @param {string} key of its name
   * @param {object} shape
   * @param {number} shape.least the smallest top, so that nothing is drawn as a mountain
   * @param {number} [shape.lines]
   */
  constructor(key, { least, lines = 1 }) {
    this.#least = least;
    const term = el('dt');
    say(term, key);
    const value = el('dd', '', this.#text);
    this.element = el('div', 'line-chart', term, value);
    const { ownerDocument } = this.element;
    this.#lines = Array.from({ length: lines }, () => ownerDocument.createElementNS(SVG, 'polyline'));
    const svg = ownerDocument.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 -1 ${BOX.width} ${BOX.height + 2}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(...this.#lines);
    value.append(svg);
  }

  /** @param {string[]} texts the newest values @param {(number | null)[][]} series */
  show(texts, ...series) {
    this.#text.replaceChildren(...texts.flatMap(text => [el('span', '', text), ' ']));
    const most = Math.max(this.#least, ...series.flat().map(value => value ?? 0));
    this.#lines.forEach((line, i) => line.setAttribute('points', pointsOf(series[i], most, BOX)));
  }
}
