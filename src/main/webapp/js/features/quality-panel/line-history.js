import { lastMinute, sampleOf } from './line-sample.js';

/**
 * @import { Counters } from '../../quality/link-counters.js'
 * @import { Sample } from './line-sample.js'
 */

/** The last minute of each link, while somebody looks. */
export class LineHistory {
  /** @type {Map<string, {counters: Counters, samples: Sample[]}>} by peer id */ #seen = new Map();

  /** @param {string} id @param {Counters} counters */
  take(id, counters) {
    const before = this.#seen.get(id);
    if (!before) return void this.#seen.set(id, { counters, samples: [] });
    const sample = sampleOf(before.counters, counters);
    if (sample) this.#seen.set(id, { counters, samples: lastMinute(before.samples, sample) });
  }

  /** @param {string} id @returns {Sample[]} the newest at the end */
  of(id) {
    return this.#seen.get(id)?.samples ?? [];
  }

  /** @param {Set<string>} ids those that are there */
  keep(ids) {
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id);
  }

  clear() {
    this.#seen.clear();
  }
}
