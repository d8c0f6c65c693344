import { el, emit } from '../../ui/dom.js';
import { say } from '../../ui/i18n.js';
import { OwnRow, TheirRow } from './file-rows.js';

/**
 * @import { TheirFile } from './inbox.js'
 * @import { OwnFile } from './outbox.js'
 */

/**
 * What is offered here, and what others offer. Events: `files-chosen` {files}, and `file-accept`, `file-refuse`, `file-stop`,
 * `file-save` and `file-withdraw`, each with {file}.
 */
export class FilePanel extends HTMLElement {
  #none = el('p', 'file-state');
  #list = el('ul', 'file-list');
  /** @type {Map<OwnFile, OwnRow>} */ #own = new Map();
  /** @type {Map<TheirFile, TheirRow>} */ #theirs = new Map();

  connectedCallback() {
    if (!this.firstChild) this.#build();
  }

  /** @param {OwnFile} file new or changed */
  showOwn(file) {
    const row = this.#own.get(file) ?? this.#add(this.#own, file, new OwnRow(file, this.sizeOf(file.blob.size), action => emit(this, `file-${action}`, { file })));
    row.show(file);
  }

  /** @param {OwnFile} file */
  removeOwn(file) {
    this.#own.get(file)?.element.remove();
    this.#own.delete(file);
    this.#count();
  }

  /** @param {TheirFile} file new or changed @param {{isReachable: boolean, fits: boolean}} can */
  showTheirs(file, can) {
    const row = this.#theirs.get(file) ?? this.#add(this.#theirs, file, new TheirRow(file, this.sizeOf(file.size), action => emit(this, `file-${action}`, { file })));
    row.show(file, can);
  }

  clear() {
    this.#own.clear();
    this.#theirs.clear();
    this.#list.replaceChildren();
    this.#count();
  }

  /** As people of this language write it. @param {number} bytes */
  sizeOf(bytes) {
    const [unit, size] = bytes < 1000 ? ['byte', 1] : bytes < 1e6 ? ['kilobyte', 1e3] : bytes < 1e9 ? ['megabyte', 1e6] : ['gigabyte', 1e9];
    const { lang } = this.ownerDocument.documentElement;
    return new Intl.NumberFormat(lang || 'en', { style: 'unit', unit: String(unit), maximumFractionDigits: 1 }).format(bytes / Number(size));
  }

  #build() {
    const intro = el('p', 'file-intro');
    say(intro, 'files.intro');
    const input = el('input', 'visually-hidden');
    input.type = 'file';
    input.multiple = true;
    input.tabIndex = -1;
    input.ariaHidden = 'true';
    const choose = el('button', 'primary');
    choose.type = 'button';
    say(choose, 'files.choose');
    choose.addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      emit(this, 'files-chosen', { files: [...(input.files ?? [])] });
      input.value = ''; // so that the same file can be chosen again
    });
    say(this.#none, 'files.none');
    this.append(intro, choose, input, this.#none, this.#list);
  }

  /**
   * The newest is the first.
   *
   * @template K
   * @template {{element: HTMLElement}} R
   * @param {Map<K, R>} rows @param {K} file @param {R} row
   */
  #add(rows, file, row) {
    rows.set(file, row);
    this.#list.prepend(row.element);
    this.#count();
    return row;
  }

  #count() {
    this.#none.hidden = this.#list.childElementCount > 0;
  }
}

customElements.define('file-panel', FilePanel);
