/**
 * Which tile is large. A tile that somebody has pinned comes before a shared screen, and that before the person who speaks.
 *
 * Event: `change`.
 */
export class LayoutModel extends EventTarget {
  /** The others, in the order they came. @type {string[]} */ #people = [];
  /** In the order they were shared. @type {string[]} */ #screens = [];
  /** @type {string | null} */ #pinned = null;
  /** Screens that are not to be large by themselves. @type {Set<string>} */ #small = new Set();
  /** @type {string | null} */ #speaker = null;
  #followsSpeaker;

  /** @param {boolean} followsSpeaker */
  constructor(followsSpeaker) {
    super();
    this.#followsSpeaker = followsSpeaker;
  }

  get followsSpeaker() { return this.#followsSpeaker; }
  set followsSpeaker(follows) {
    this.#followsSpeaker = follows;
    this.#changed();
  }

  /** Who speaks, or has spoken last. */
  set speaker(/** @type {string | null} */ id) {
    this.#speaker = id;
    this.#changed();
  }

  /** @param {string[]} people @param {string[]} screens that there are now */
  show(people, screens) {
    this.#people = people;
    this.#screens = screens;
    if (this.#pinned !== null && !this.#has(this.#pinned)) this.#pinned = null;
    this.#small = new Set(screens.filter(id => this.#small.has(id)));
    this.#changed();
  }

  /**
   * The button of a tile: pins it. One that is pinned is let go, and a screen that is large by itself becomes small.
   *
   * @param {string} id
   */
  press(id) {
    const isScreen = this.#screens.includes(id);
    const isLarge = this.isPinned(id) || (isScreen && this.large === id);
    if (isLarge && isScreen) this.#small.add(id);
    this.#pinned = isLarge ? null : id;
    this.#changed();
  }

  /** @param {string} id */
  isPinned(id) {
    return this.#pinned === id;
  }

  /** @returns {string | null} null: all have the same size */
  get large() {
    if (this.#pinned !== null) return this.#pinned;
    const screen = this.#screens.findLast(id => !this.#small.has(id));
    if (screen) return screen;
    // Two people see each other as large as there is room anyway.
    if (!this.#followsSpeaker || this.#people.length + this.#screens.length < 2) return null;
    return this.#speaker !== null && this.#people.includes(this.#speaker) ? this.#speaker : this.#people[0] ?? null;
  }

  /** Whether the own picture lies over the large one: over a screen it would hide what is to be read. */
  get hasOwnOnTop() {
    return this.large !== null && this.#people.includes(this.large);
  }

  /** @param {string} id */
  #has(id) {
    return this.#people.includes(id) || this.#screens.includes(id);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @typedef {'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'} Corner */

/** @type {readonly Corner[]} clockwise */
export const CORNERS = ['bottom-right', 'bottom-left', 'top-left', 'top-right'];

/**
 * The corner that is next in this direction.
 *
 * @param {Corner} corner
 * @param {string} key of the keyboard; any other than an arrow goes round
 * @returns {Corner}
 */
export function cornerBeside(corner, key) {
  const [vertical, horizontal] = corner.split('-');
  /** @type {Record<string, string>} */
  const moves = {
    ArrowUp: `top-${horizontal}`,
    ArrowDown: `bottom-${horizontal}`,
    ArrowLeft: `${vertical}-left`,
    ArrowRight: `${vertical}-right`,
  };
  return /** @type {Corner} */ (moves[key]) ?? CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length];
}

/**
 * The corner that something is nearest to.
 *
 * @param {number} x of its middle, 0 to 1 from the left
 * @param {number} y 0 to 1 from the top
 * @returns {Corner}
 */
export function cornerAt(x, y) {
  return /** @type {Corner} */ (`${y < 0.5 ? 'top' : 'bottom'}-${x < 0.5 ? 'left' : 'right'}`);
}
