/** @import { Connection } from '../../call/remote-peer.js' */

/** How long changes are collected, so that those who come together are said together. In milliseconds. */
const PAUSE = 1000;

/** More people than this are said as a number. */
const MOST_BY_NAME = 3;

/** @typedef {{key: string, params?: Record<string, string | number>}} Sentence a key of i18n */
/** @typedef {{name: string, state: 'here' | 'lost' | 'failed'}} Person */

/**
 * Who comes and goes, in words, for people who do not see the tiles. It compares what is with what was said last: what comes
 * and goes in between, such as a short loss of connection, is not said at all.
 *
 * Event: `say` (detail: Sentence[]).
 */
export class ArrivalLog extends EventTarget {
  /** @type {Map<string, Person>} by peer id */ #now = new Map();
  /** @type {Map<string, Person>} */ #said = new Map();
  #isIn = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** We are in the room, with those who are in it already. */
  entered() {
    this.#isIn = true;
    this.#said = new Map(this.#now);
    this.#say([{ key: 'arrivals.entered', params: { count: this.#now.size + 1 } }]);
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {Connection} connection
   */
  sees(id, name, connection) {
    this.#now.set(id, { name, state: connection === 'reconnecting' ? 'lost' : connection === 'failed' ? 'failed' : 'here' });
    this.#changed();
  }

  /** @param {string} id */
  misses(id) {
    this.#now.delete(id);
    this.#changed();
  }

  /** We have left. */
  end() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isIn = false;
    this.#now.clear();
    this.#said.clear();
  }

  #changed() {
    if (this.#isIn) this.#timer ??= setTimeout(() => this.#compare(), PAUSE);
  }

  #compare() {
    this.#timer = undefined;
    const joined = [...this.#now].filter(([id]) => !this.#said.has(id)).map(([, person]) => person);
    const left = [...this.#said].filter(([id]) => !this.#now.has(id)).map(([, person]) => person);
    forgetPairs(joined, left);
    const changed = [...this.#now].filter(([id, { state }]) => (this.#said.get(id)?.state ?? state) !== state).map(([, each]) => each);
    this.#said = new Map(this.#now);
    this.#say([
      ...sentences('arrivals.joined', joined),
      ...sentences('arrivals.left', left),
      ...['lost', 'failed', 'here'].flatMap(state => sentences(`arrivals.${state}`, changed.filter(each => each.state === state))),
    ]);
  }

  /** @param {Sentence[]} said */
  #say(said) {
    if (said.length > 0) this.dispatchEvent(new CustomEvent('say', { detail: said }));
  }
}

/**
 * Somebody who has reloaded the page left and joined by the same name.
 *
 * @param {Person[]} joined
 * @param {Person[]} left
 */
function forgetPairs(joined, left) {
  for (const person of [...left]) {
    const at = joined.findIndex(({ name }) => name === person.name);
    if (at < 0) continue;
    joined.splice(at, 1);
    left.splice(left.indexOf(person), 1);
  }
}

/**
 * @param {string} key
 * @param {Person[]} people
 * @returns {Sentence[]}
 */
function sentences(key, people) {
  if (people.length > MOST_BY_NAME) return [{ key: `${key}-many`, params: { count: people.length } }];
  return people.map(({ name }) => ({ key, params: { name } }));
}
