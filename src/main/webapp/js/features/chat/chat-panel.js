import { faultOfText, MAX_LENGTH, partsOf, tidyText } from './chat-text.js';
import { el, emit } from '../../ui/dom.js';
import { name, say, unsay } from '../../ui/i18n.js';

/** @import { ChatLine } from './chat-log.js' */

/** Nearer to the end than this, in px, one reads the newest lines and goes on to. */
const AT_END = 60;

/**
 * The lines of the chat, and where one writes. Text becomes text nodes and links, never markup.
 * Events: `chat-say` {text}, `chat-again` {id}.
 */
export class ChatPanel extends HTMLElement {
  #list = el('div', 'chat-lines');
  #empty = el('p', 'chat-empty');
  #text = el('textarea');
  #fault = el('p', 'chat-fault');
  #send = el('button', 'primary');
  /** By the line's id. @type {Map<string, HTMLElement>} */ #shown = new Map();

  connectedCallback() {
    if (this.firstChild) return;
    this.className = 'chat';
    this.#list.setAttribute('role', 'log');
    this.#list.tabIndex = 0; // so that it can be scrolled with keys
    name(this.#list, 'chat.lines');
    say(this.#empty, 'chat.empty');
    this.#text.rows = 2;
    this.#text.dir = 'auto';
    this.#text.autofocus = true;
    this.#text.enterKeyHint = 'send';
    this.#text.autocomplete = 'off';
    name(this.#text, 'chat.write');
    this.#fault.setAttribute('role', 'alert');
    say(this.#send, 'chat.send');
    this.#send.type = 'submit';
    const form = el('form', 'chat-form', this.#text, this.#fault, this.#send);
    form.noValidate = true;
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('keydown', event => this.#key(event));
    this.#text.addEventListener('input', () => unsay(this.#fault));
    this.append(this.#empty, this.#list, form);
  }

  /** @param {ChatLine[]} lines all of them, in order */
  set lines(lines) {
    const isAtEnd = this.#isAtEnd;
    this.#empty.hidden = lines.length > 0;
    const ids = new Set(lines.map(({ id }) => id));
    for (const [id, element] of this.#shown) {
      if (ids.has(id)) continue;
      element.remove();
      this.#shown.delete(id);
    }
    lines.forEach((line, index) => this.#put(line, index));
    if (isAtEnd || lines.at(-1)?.state === 'sending') this.showEnd();
  }

  /** Forgets what was begun. */
  clear() {
    this.#text.value = '';
    unsay(this.#fault);
    this.lines = [];
  }

  showEnd() {
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  get #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    return scrollHeight - scrollTop - clientHeight < AT_END;
  }

  /** What stays where it is, is not touched: a screen reader would read it again. @param {ChatLine} line @param {number} index */
  #put(line, index) {
    let element = this.#shown.get(line.id);
    if (!element || element.dataset.state !== line.state) {
      const drawn = this.#draw(line);
      element?.replaceWith(drawn);
      element = drawn;
      this.#shown.set(line.id, element);
    }
    const there = this.#list.children[index] ?? null;
    if (there !== element) this.#list.insertBefore(element, there);
  }

  /** @param {ChatLine} line */
  #draw(line) {
    const time = el('time', '', timeOf(line.at));
    time.dateTime = new Date(line.at).toISOString();
    const author = el('bdi', 'chat-name', line.name);
    if (line.isOwn) say(author, 'tile.you');
    const text = el('p', 'chat-text', ...partsOf(line.text).map(partOf));
    text.dir = 'auto';
    const element = el('div', 'chat-line', el('p', 'chat-head', author, time), text);
    element.dataset.state = line.state;
    element.toggleAttribute('data-own', line.isOwn);
    if (line.state !== 'said') element.append(this.#stateOf(line));
    return element;
  }

  /** @param {ChatLine} line that is not said yet */
  #stateOf({ id, state, reason }) {
    const words = el('span');
    say(words, state === 'sending' ? 'chat.sending' : reason === 'too-fast' ? 'chat.too-fast' : 'chat.not-sent');
    const row = el('p', 'chat-state', words);
    if (state === 'failed') {
      const again = el('button', 'chat-again');
      again.type = 'button';
      say(again, 'chat.again');
      again.addEventListener('click', () => {
        emit(this, 'chat-again', { id });
        this.#text.focus(); // the button is gone
      });
      row.append(again);
    }
    return row;
  }

  /** Enter that ends a syllable of Korean does not send it; Safari says so by the old number only. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = tidyText(this.#text.value);
    const fault = faultOfText(text);
    if (fault === 'too-long') say(this.#fault, 'chat.too-long', { max: MAX_LENGTH, count: [...text].length });
    this.#text.focus();
    if (fault) return;
    this.#text.value = '';
    emit(this, 'chat-say', { text });
  }
}

/** @param {{text: string, href?: string}} part */
function partOf({ text, href }) {
  if (!href) return text;
  const link = el('a', '', text);
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return el('bdi', '', link);
}

/** In the language of the page. @param {number} at */
function timeOf(at) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: 'numeric', minute: '2-digit' }).format(at);
}

customElements.define('chat-panel', ChatPanel);
