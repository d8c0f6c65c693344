import { el } from '../../ui/dom.js';
import { name as nameIt, say, t } from '../../ui/i18n.js';

/**
 * @import { TheirFile } from './inbox.js'
 * @import { OwnFile, State } from './outbox.js'
 *
 * @typedef {'accept' | 'refuse' | 'stop' | 'save' | 'withdraw'} Action
 * @typedef {(action: Action) => void} Act
 */

/** Of a file of somebody else: what its two buttons do. @type {Record<State, {words: string, action: Action}[]>} */
const BUTTONS = {
  offered: [{ words: 'files.accept', action: 'accept' }, { words: 'files.refuse', action: 'refuse' }],
  moving: [{ words: 'files.cancel', action: 'stop' }],
  done: [{ words: 'files.save', action: 'save' }],
  refused: [],
  stopped: [{ words: 'files.again', action: 'accept' }],
  interrupted: [{ words: 'files.again', action: 'accept' }],
  failed: [],
  damaged: [{ words: 'files.again', action: 'accept' }],
  unsaved: [{ words: 'files.again', action: 'accept' }],
  withdrawn: [],
};

/** A file that somebody offers here. */
export class TheirRow {
  #name;
  #state = el('p', 'file-state');
  #bar = el('progress', 'file-bar');
  #buttons = [button(), button()];
  /** @type {Action[]} */ #actions = [];

  /** @param {TheirFile} file @param {string} size in words @param {Act} act */
  constructor({ name }, size, act) {
    this.#name = name;
    this.#buttons.forEach((each, i) => each.addEventListener('click', () => act(this.#actions[i])));
    this.#buttons[1].classList.add('file-refuse');
    nameIt(this.#bar, 'files.progress', { file: name });
    this.element = el('li', 'file', heading(name, size), this.#state, this.#bar, el('p', 'file-actions', ...this.#buttons));
  }

  /** @param {TheirFile} file @param {{isReachable: boolean, fits: boolean}} can whether its sender is, and whether it has a place here */
  show({ state, from, size, bytes, result }, { isReachable, fits }) {
    const isWaiting = BUTTONS[state][0]?.action === 'accept';
    if (isWaiting && !fits) say(this.#state, 'files.no-place');
    else say(this.#state, `files.theirs.${state}`, { name: from.name, percent: percent(bytes, size) });
    this.#bar.hidden = state !== 'moving';
    showProgress(this.#bar, bytes, size);
    const possible = BUTTONS[state].filter(({ action }) => {
      if (action === 'accept') return isReachable && fits;
      return action !== 'save' || result !== null;
    });
    this.#actions = possible.map(({ action }) => action);
    this.#buttons.forEach((each, i) => {
      each.hidden = !possible[i];
      if (possible[i]) showWords(each, possible[i].words, this.#name);
    });
  }
}

/** A file that is offered by this side, and how far it is with each of the others. */
export class OwnRow {
  #people = el('ul', 'file-people');
  #nobody = el('p', 'file-state');
  /** @type {Map<string, {line: HTMLElement, words: HTMLElement, bar: HTMLProgressElement}>} */ #lines = new Map();
  #name;
  #size;

  /** @param {OwnFile} file @param {string} size in words @param {Act} act */
  constructor({ name, blob }, size, act) {
    this.#name = name;
    this.#size = blob.size;
    const withdraw = button();
    showWords(withdraw, 'files.withdraw', name);
    withdraw.addEventListener('click', () => act('withdraw'));
    say(this.#nobody, 'files.nobody');
    this.element = el('li', 'file', heading(name, size), this.#nobody, this.#people, el('p', 'file-actions', withdraw));
  }

  /** @param {OwnFile} file */
  show({ deliveries }) {
    this.#nobody.hidden = deliveries.size > 0;
    for (const [id, { line }] of this.#lines) {
      if (deliveries.has(id)) continue;
      line.remove();
      this.#lines.delete(id);
    }
    for (const [id, { to, state, bytes }] of deliveries) {
      const { words, bar } = this.#lines.get(id) ?? this.#addLine(id, to);
      say(words, `files.own.${state}`, { name: to, percent: percent(bytes, this.#size) });
      bar.hidden = state !== 'moving';
      showProgress(bar, bytes, this.#size);
    }
  }

  /** @param {string} id @param {string} to */
  #addLine(id, to) {
    const bar = el('progress', 'file-bar');
    nameIt(bar, 'files.progress-to', { file: this.#name, name: to });
    const words = el('span');
    const added = { line: el('li', '', words, bar), words, bar };
    this.#lines.set(id, added);
    this.#people.append(added.line);
    return added;
  }
}

/** The name is isolated: it may be written from right to left. @param {string} name @param {string} size */
function heading(name, size) {
  const shown = el('bdi', 'file-name', name);
  shown.title = name;
  return el('p', 'file-head', shown, el('span', 'file-size', size));
}

function button() {
  const made = el('button', 'file-button');
  made.type = 'button';
  return made;
}

/** Several rows have the same words: who hears them is told which file. @param {HTMLElement} element @param {string} words @param {string} file */
function showWords(element, words, file) {
  say(element, words);
  element.ariaLabel = `${t(words)}: ${file}`;
}

/** @param {HTMLProgressElement} bar @param {number} bytes @param {number} size */
function showProgress(bar, bytes, size) {
  bar.max = Math.max(1, size);
  bar.value = bytes;
}

/** @param {number} bytes @param {number} size */
function percent(bytes, size) {
  return size === 0 ? 100 : Math.floor((100 * bytes) / size);
}
