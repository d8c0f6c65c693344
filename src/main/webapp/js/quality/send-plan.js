import { RELEASED, ease, isTrying, press } from './step-backoff.js';

/**
 * What is sent to whom. In a mesh everybody encodes and uploads a picture for each of the others, so upload and work are
 * what one picture costs times the number of peers. Pure: time and reports in, a plan and what to remember out.
 *
 * @typedef {import('./step-backoff.js').Brake} Brake
 *
 * @typedef {object} Step
 * @property {number} lines of the picture's shorter side, at most
 * @property {number} frames a second, at most
 * @property {number} picture bit/s, at most; 0 sends none
 * @property {number} sound bit/s, at most
 *
 * @typedef {object} Report what getStats has said of one link lately; null where this browser says nothing
 * @property {number | null} available bit/s that the browser believes the path to carry
 * @property {number | null} sent bit/s of our picture
 * @property {number | null} loss share of packets lost on the way to the peer, 0 to 1, of sound or picture: the worse
 * @property {number | null} roundTrip ms
 * @property {number | null} encoding seconds spent on encoding this peer's picture, a second
 * @property {'none' | 'cpu' | 'bandwidth' | 'other' | null} limitation RTCOutboundRtpStreamStats.qualityLimitationReason;
 *   `bandwidth` is also what the browser calls the limit that we set, so it proves nothing
 *
 * @typedef {object} Viewer a peer that is connected
 * @property {string} id
 * @property {boolean} watching whether our picture is seen there
 * @property {Report | null} report null if there is nothing new
 *
 * @typedef {object} Now
 * @property {number} at ms, on any clock that does not jump
 * @property {number} cores of this machine
 * @property {number} lines shorter side of our own picture; 0 while there is none
 * @property {Viewer[]} viewers
 *
 * @typedef {object} Send what goes to one peer
 * @property {{scale: number, frames: number, bitrate: number} | null} picture null: nothing is encoded
 * @property {number} sound bit/s
 * @property {boolean} paused whether the peer would see our picture, and must do without
 *
 * @typedef {'people' | 'busy' | 'line' | 'sound-only'} Reduced why less is sent than could be, the most telling reason
 *
 * @typedef {{line: Brake, step: number | null, betterSince: number, calmRoundTrip: number}} Path
 * @typedef {object} Memory
 * @property {Map<string, Path>} paths
 * @property {Brake} machine
 * @property {number} watchers
 * @property {number} watchersSince ms
 * @property {boolean} isOn whether there was a picture of our own
 * @property {number} lines of it, or of the last one
 */

/**
 * From the best to the least. Resolution, rate and bitrate go down together, at 0.10 to 0.25 bit a pixel, so that no step
 * is sharp but stuttering. What a step costs, times the peers it is meant for:
 *
 *     for          picture          upload             encoding
 *     1 peer       640x360 at 30    1 x 1.0 Mbit/s     7 million pixels a second
 *     2-3 peers    640x360 at 24    3 x 0.6 = 1.8      17
 *     4-5 peers    480x270 at 20    5 x 0.35 = 1.75    13
 *     6-7 peers    320x180 at 15    7 x 0.2 = 1.4      6
 *
 * So a mesh of any size stays under 2 Mbit/s of upload, which an office shares and a home line still has. Two cores encode
 * and decode about 75 million pixels a second when they do nothing else: measured with all people on one machine, 12
 * pictures of 640x480 at 20 frames for 4 people, 30 at 9 for 6. And no picture is larger than the tile it is shown in.
 *
 * @type {readonly Step[]}
 */
export const STEPS = [
  { lines: 360, frames: 30, picture: 1_000_000, sound: 32_000 },
  { lines: 360, frames: 24, picture: 600_000, sound: 32_000 },
  { lines: 270, frames: 20, picture: 350_000, sound: 32_000 },
  { lines: 180, frames: 15, picture: 200_000, sound: 32_000 },
  { lines: 180, frames: 8, picture: 100_000, sound: 32_000 },
  { lines: 90, frames: 7, picture: 50_000, sound: 24_000 }, // who is there, and whether they nod
  { lines: 0, frames: 0, picture: 0, sound: 24_000 }, // speech is as good at 24 kbit/s
];
const SOUND_ONLY = STEPS.length - 1;
const SMALLEST = SOUND_ONLY - 1;

/** The step to begin with, by the number of peers who watch: the table above. */
const STEP_FOR_WATCHERS = [0, 0, 1, 1, 2, 2, 3];

/** A peer that looks away for a moment does not make the picture of all others jump. In ms. */
const WATCHERS_HOLD = 10_000;

/**
 * Seconds of encoding a second, of each core, above which sound is at risk. In a call that leaves room, the steps above
 * take half of it; a machine that is full takes longer for the same frame, and so tells on itself. Measured with six people
 * on two cores: at 0.5 a core sound breaks up (a tenth of it is made up), at 0.25 hardly ever.
 */
const ENCODING_SHARE = 0.2;

/** What sound needs on the wire beside a picture: 32 kbit/s, and 50 packets a second with 50 bytes of headers. Bit/s. */
const SOUND_RESERVE = 55_000;

/** The browser's own estimate begins at 300 kbit/s, and follows what is sent: it is believed after this time. In ms. */
const WARM_UP = 8_000;

/** Below this share of what a step needs, the path cannot carry it; above, the encoder manages with a little less. */
export const ENOUGH = 0.7;

/** A sender that uses less than this share of what is available is not short of it: a calm picture needs few bits. */
export const FULL = 0.6;

/** At the same loss the browser's own congestion control gives way; below it, it is the noise of a radio. */
export const LOSS = 0.1;

/** Packets that wait so much longer than they have to stand in a queue that we fill, and sound stands there too. In ms. */
const QUEUE = 300;

/** The shortest round trip is forgotten slowly, by report: another route may be longer. */
const FORGET_ROUND_TRIP = 1.02;

/** @type {Memory} */
export const NOTHING_KNOWN = {
  paths: new Map(),
  machine: RELEASED,
  watchers: 0,
  watchersSince: -Infinity,
  isOn: false,
  lines: 0,
};

/**
 * @param {Memory} memory what the last call has returned, at first NOTHING_KNOWN
 * @param {Now} now
 * @returns {{memory: Memory, sends: Map<string, Send>, reduced: Reduced | null}}
 */
export function nextPlan(memory, now) {
  const { watchers, watchersSince } = countWatchers(memory, now);
  const start = STEP_FOR_WATCHERS[Math.min(watchers, STEP_FOR_WATCHERS.length - 1)];
  const isOn = now.lines > 0;
  // While the camera is off, the plan is the one for the moment when it is on again.
  const lines = now.lines || memory.lines;
  const machine = isOn ? watchMachine(memory.machine, now, start) : memory.machine;
  const floor = Math.min(start + machine.steps, SMALLEST);
  const paths = new Map(now.viewers.map(viewer => [viewer.id, nextPath(memory, viewer, now, floor)]));
  return {
    memory: { paths, machine, watchers, watchersSince, isOn, lines },
    sends: new Map([...paths].map(([id, path]) => [id, sendFor(path, floor, lines)])),
    reduced: isOn ? whyReduced(paths, machine, floor, now.at) : null,
  };
}

/**
 * @param {Memory} memory
 * @param {Now} now
 */
function countWatchers({ watchers, watchersSince }, { at, viewers }) {
  const count = viewers.filter(({ watching }) => watching).length;
  if (count >= watchers || at - watchersSince >= WATCHERS_HOLD) return { watchers: count, watchersSince: at };
  return { watchers, watchersSince };
}

/**
 * @param {Brake} machine
 * @param {Now} now
 * @param {number} start
 */
function watchMachine(machine, { at, cores, viewers }, start) {
  const reports = viewers.flatMap(({ report }) => report ?? []);
  if (reports.length === 0) return machine;
  const encoding = reports.reduce((sum, report) => sum + (report.encoding ?? 0), 0);
  const most = ENCODING_SHARE * cores;
  const step = Math.min(start + machine.steps, SMALLEST);
  if (encoding > most || reports.some(({ limitation }) => limitation === 'cpu')) {
    return press(machine, at, Math.min(machine.steps + 1, SMALLEST - start));
  }
  const better = Math.max(step - 1, start);
  return ease(machine, at, (encoding * pixelRate(better)) / pixelRate(step) <= most);
}

/** @param {number} step proportional to the pixels that it encodes a second */
function pixelRate(step) {
  return STEPS[step].lines ** 2 * STEPS[step].frames;
}

/**
 * @param {Memory} memory
 * @param {Viewer} viewer
 * @param {Now} now
 * @param {number} floor the step that everybody has at least
 * @returns {Path}
 */
function nextPath({ paths, isOn }, { id, watching, report }, { at, lines }, floor) {
  const path = paths.get(id) ?? { line: RELEASED, step: null, betterSince: at, calmRoundTrip: Infinity };
  const calmRoundTrip = Math.min(report?.roundTrip ?? Infinity, path.calmRoundTrip * FORGET_ROUND_TRIP);
  // Without a picture there is nothing that could be learnt about carrying one.
  const line = watching && report && lines > 0 ? watchLine({ ...path, calmRoundTrip }, report, at, floor) : path.line;
  const step = watching ? Math.max(floor, line.steps) : null;
  const isBetter = step !== null && (path.step === null || step < path.step || !isOn);
  return { line, step, betterSince: isBetter ? at : path.betterSince, calmRoundTrip };
}

/**
 * @param {Path} path
 * @param {Report} report
 * @param {number} at
 * @param {number} floor
 */
function watchLine({ line, step, betterSince, calmRoundTrip }, report, at, floor) {
  if (step === null) return line; // it was not sent while this report was made
  const worse = Math.max(step, Math.min(step + 1, SMALLEST));
  const known = at - betterSince >= WARM_UP && step !== SOUND_ONLY;
  const available = known ? (report.available ?? Infinity) - SOUND_RESERVE : Infinity;
  const needed = STEPS[step].picture;
  if (available < ENOUGH * needed && (report.sent ?? Infinity) > FULL * available) {
    return press(line, at, Math.max(fit(available), worse), available < needed / 2);
  }
  const congested = report.loss !== null && report.loss > LOSS;
  const queued = report.roundTrip !== null && report.roundTrip > calmRoundTrip + QUEUE;
  if (congested || queued) return press(line, at, worse);
  return ease(line, at, line.steps > floor);
}

/** @param {number} available bit/s for a picture */
function fit(available) {
  const step = STEPS.findIndex(({ picture }) => picture <= available);
  return step < 0 ? SOUND_ONLY : step;
}

/**
 * @param {Path} path
 * @param {number} floor
 * @param {number} lines
 * @returns {Send}
 */
function sendFor({ step, line }, floor, lines) {
  const { sound } = STEPS[Math.max(floor, line.steps)];
  if (step === null || step === SOUND_ONLY) return { picture: null, sound, paused: step === SOUND_ONLY };
  const { lines: most, frames, picture: bitrate } = STEPS[step];
  return { picture: { scale: Math.max(1, lines / most), frames, bitrate }, sound, paused: false };
}

/**
 * @param {Map<string, Path>} paths
 * @param {Brake} machine
 * @param {number} floor
 * @param {number} at
 * @returns {Reduced | null}
 */
function whyReduced(paths, machine, floor, at) {
  const sent = [...paths.values()].filter(({ step }) => step !== null);
  if (sent.length === 0) return null;
  if (sent.some(({ step, line }) => step === SOUND_ONLY || (step === SMALLEST && isTrying(line, at)))) return 'sound-only';
  // On a busy machine packets are late as well, which looks like a slow line.
  if (machine.steps > 0 || isTrying(machine, at)) return 'busy';
  if (sent.some(({ line }) => line.steps > floor || isTrying(line, at))) return 'line';
  return STEPS[floor].lines < STEPS[0].lines ? 'people' : null;
}
