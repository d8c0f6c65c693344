/**
 * How good a connection is, in one word, and what to advise. Pure.
 *
 * @typedef {'good' | 'fair' | 'poor'} Grade
 * @typedef {'slow' | 'lossy' | 'far'} Reason what is worst about it
 * @typedef {{grade: Grade | null, reason: Reason | null}} Judgement no grade: it is not connected
 *
 * @typedef {object} Line
 * @property {{audio: number, video: number}} loss share of packets lost, 0 to 1
 * @property {boolean} queued whether packets wait: more is sent than the line carries
 * @property {boolean} paused whether the peer keeps its picture back, because the line carries only sound
 * @property {number | null} roundTrip ms
 */

/** From 3 % on a picture breaks now and then; from 10 % on words are missing. */
const LOSS = { fair: .03, poor: .1 };

/** ITU-T G.114 advises 150 ms one way for a talk; from half a second on people interrupt each other. Both ways, in ms. */
const ROUND_TRIP = { fair: 300, poor: 1_000 };

/** @type {Grade[]} */
const GRADES = ['good', 'fair', 'poor'];

/** @type {Judgement} */
export const NOT_CONNECTED = { grade: null, reason: null };

/** @param {Line} line @returns {Judgement} */
export function gradeOf({ loss, queued, paused, roundTrip }) {
  const lossy = stepOf(Math.max(loss.audio, loss.video), LOSS);
  const far = stepOf(roundTrip ?? 0, ROUND_TRIP);
  const isVerySlow = paused || (queued && (lossy > 0 || far === 2));
  const slow = isVerySlow ? 2 : queued ? 1 : 0;
  const worst = Math.max(lossy, far, slow);
  const reason = worst === 0 ? null : slow === worst ? 'slow' : lossy === worst ? 'lossy' : 'far';
  return { grade: GRADES[worst], reason };
}

/** @param {number} value @param {{fair: number, poor: number}} steps */
function stepOf(value, { fair, poor }) {
  return value >= poor ? 2 : value >= fair ? 1 : 0;
}

/**
 * What may help. What all connections have in common is on this side; of one among good ones, the other side is the likely cause.
 *
 * @param {(Judgement & {name: string})[]} lines one for each peer
 * @returns {{key: string, name: string}} a key of i18n, and whom it is about
 */
export function adviceFor(lines) {
  const connected = lines.filter(({ grade }) => grade !== null);
  const troubled = connected.filter(({ reason }) => reason !== null).sort((one, other) => rankOf(other) - rankOf(one));
  if (lines.length === 0) return { key: 'line.advice-alone', name: '' };
  if (connected.length === 0) return { key: 'line.advice-unknown', name: '' };
  if (troubled.length === 0) return { key: 'line.advice-good', name: '' };
  const [{ name, reason }] = troubled;
  const side = connected.length === 1 ? 'either' : troubled.length === connected.length ? 'own' : 'theirs';
  return { key: `line.advice-${side}-${reason}`, name };
}

/** @param {Judgement} judgement */
function rankOf({ grade }) {
  return GRADES.indexOf(/** @type {Grade} */ (grade));
}

/** What is shown changes when two looks in a row say so: no word flickers. */
export class Steady {
  #found;
  #shown;

  /** @param {Judgement} first */
  constructor(first) {
    this.#found = first;
    this.#shown = first;
  }

  get shown() {
    return this.#shown;
  }

  /** @param {Judgement} judgement @returns {boolean} whether the grade that is shown has changed */
  take(judgement) {
    const isSure = judgement.grade === this.#found.grade;
    const changes = isSure && judgement.grade !== this.#shown.grade;
    this.#found = judgement;
    if (isSure) this.#shown = judgement;
    return changes;
  }
}
