import { ENOUGH, FULL, LOSS } from './send-plan.js';
import { RELEASED, ease, press } from './step-backoff.js';

/**
 * How often and how fast the picture of a shared screen is sent. Its size is never changed: text stays readable at a few
 * frames a second, and does not at half its size. Pure: time and reports in, a plan and what to remember out.
 *
 * @typedef {import('./send-plan.js').Report} Report
 * @typedef {import('./step-backoff.js').Brake} Brake
 *
 * @typedef {{frames: number, bitrate: number}} ScreenSend frames a second and bit/s, at most
 * @typedef {{id: string, seen: boolean, report: Report | null}} ScreenViewer a peer that can show the screen; report: null if there is nothing new
 * @typedef {{machine: Brake, lines: Map<string, Brake>}} ScreenMemory
 */

/**
 * From the best to the least. A screen that stands still needs next to nothing; these are for one that is scrolled:
 *
 *     1 peer       15 frames    1 x 2.0 Mbit/s
 *     2-3 peers    10           3 x 1.2 = 3.6
 *     4-5 peers    5            5 x 0.8 = 4.0
 *     6-7 peers    5            7 x 0.5 = 3.5
 *
 * @type {readonly ScreenSend[]}
 */
export const SCREEN_STEPS = [
  { frames: 15, bitrate: 2_000_000 },
  { frames: 10, bitrate: 1_200_000 },
  { frames: 5, bitrate: 800_000 },
  { frames: 5, bitrate: 500_000 },
  { frames: 2, bitrate: 250_000 },
];
const LAST = SCREEN_STEPS.length - 1;

/** The step to begin with, by the number of peers who look at the screen: the table above. */
const STEP_FOR_VIEWERS = [0, 0, 1, 1, 2, 2, 3];

/** @type {ScreenMemory} */
export const NO_SCREEN = { machine: RELEASED, lines: new Map() };

/**
 * @param {ScreenMemory} memory what the last call has returned, at first NO_SCREEN
 * @param {number} at ms, on any clock that does not jump
 * @param {ScreenViewer[]} viewers
 * @returns {{memory: ScreenMemory, sends: Map<string, ScreenSend | null>}} null: nothing is encoded
 */
export function nextScreenPlan(memory, at, viewers) {
  const seeing = viewers.filter(({ seen }) => seen);
  const start = STEP_FOR_VIEWERS[Math.min(seeing.length, STEP_FOR_VIEWERS.length - 1)];
  const machine = watchMachine(memory.machine, at, seeing, LAST - start);
  const floor = Math.min(start + machine.steps, LAST);
  const lines = new Map(viewers.map(viewer => [viewer.id, watchLine(memory.lines.get(viewer.id) ?? RELEASED, at, viewer, floor)]));
  const sends = new Map(viewers.map(({ id, seen }) => [id, seen ? SCREEN_STEPS[stepOf(lines.get(id), floor)] : null]));
  return { memory: { machine, lines }, sends };
}

/** @param {Brake | undefined} line @param {number} floor */
function stepOf(line, floor) {
  return Math.max(floor, line?.steps ?? 0);
}

/**
 * @param {Brake} machine
 * @param {number} at
 * @param {ScreenViewer[]} viewers
 * @param {number} most steps down
 */
function watchMachine(machine, at, viewers, most) {
  const reports = viewers.flatMap(({ report }) => report ?? []);
  if (reports.length === 0) return machine;
  const isBusy = reports.some(({ limitation }) => limitation === 'cpu');
  return isBusy ? press(machine, at, Math.min(machine.steps + 1, most)) : ease(machine, at);
}

/**
 * @param {Brake} line
 * @param {number} at
 * @param {ScreenViewer} viewer
 * @param {number} floor the step that everybody has at least
 */
function watchLine(line, at, { seen, report }, floor) {
  if (!seen || !report) return line;
  const step = stepOf(line, floor);
  const available = report.available ?? Infinity;
  const isShort = available < ENOUGH * SCREEN_STEPS[step].bitrate && (report.sent ?? 0) > FULL * available;
  const isCongested = report.loss !== null && report.loss > LOSS;
  return isShort || isCongested ? press(line, at, Math.min(step + 1, LAST)) : ease(line, at, line.steps > floor);
}
