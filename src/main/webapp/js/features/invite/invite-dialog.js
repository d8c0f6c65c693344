import { copyText } from './invite.js';
import { el, icon } from '../../ui/dom.js';
import { giveFocusBack } from '../../ui/focus-back.js';
import { label, name, say, unsay } from '../../ui/i18n.js';
import { qrCode } from '../../ui/qr-code.js';
import { loadStyle } from '../../ui/style-sheet.js';

/** Names of this very computer, which lead a phone to itself. */
const OWN = /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/;

/**
 * The link of a room as a code that a phone reads, as text, and to be copied. At the door and in a call.
 */
export class InviteDialog extends HTMLElement {
  #code = el('div', 'invite-code');
  #warning = el('p', 'invite-warning');
  #link = el('p', 'invite-link');
  #copyText = el('span');
  #copy = el('button', 'primary', icon('link'), this.#copyText);
  #close = el('button', 'invite-closer', icon('close'));
  #status = el('p', 'invite-status');
  #dialog = el('dialog', 'invite');
  /** Where the focus was. @type {Element | null} */ #before = null;
  /** @type {HTMLElement | undefined} */ #opener;

  connectedCallback() {
    if (!this.firstChild) this.#build();
  }

  /**
   * @param {URL} link
   * @param {HTMLElement} [opener] the button that was pressed
   */
  async open(link, opener) {
    if (this.#dialog.open) return;
    this.#before = document.activeElement;
    this.#opener = opener;
    this.#link.textContent = link.href;
    this.#warning.hidden = !OWN.test(link.hostname);
    unsay(this.#status);
    this.#code.replaceChildren();
    this.#dialog.showModal();
    await this.#draw(link.href);
  }

  close() {
    this.#dialog.close();
  }

  /** @param {string} link */
  async #draw(link) {
    try {
      const code = await qrCode(link);
      if (this.#link.textContent !== link) return; // that of another room has been asked for meanwhile
      name(/** @type {any} */ (code), 'invite.code');
      this.#code.replaceChildren(code);
    } catch (error) {
      console.warn('There is no code of the link', error);
      say(this.#status, 'invite.no-code');
    }
  }

  #build() {
    loadStyle('invite');
    const title = el('h2');
    const how = el('p', 'invite-how');
    title.id = 'invite-title';
    how.id = 'invite-how';
    say(title, 'invite.title');
    say(how, 'invite.how');
    say(this.#warning, 'invite.own-computer');
    say(this.#copyText, 'controls.copy-link');
    label(this.#close, 'side.close');
    for (const button of [this.#copy, this.#close]) button.type = 'button';
    this.#copy.autofocus = true;
    this.#link.dir = 'ltr';
    this.#status.setAttribute('role', 'status');
    this.#dialog.setAttribute('aria-labelledby', title.id);
    this.#dialog.setAttribute('aria-describedby', how.id);

    this.#copy.addEventListener('click', () => this.#pressCopy());
    this.#close.addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('click', event => event.target === this.#dialog && this.#dialog.close()); // beside it
    this.#dialog.addEventListener('close', () => giveFocusBack(this.#before, this.#opener));
    this.#dialog.append(el('div', 'invite-body',
      el('div', 'invite-head', title, this.#close), how, this.#code, this.#warning, this.#link, this.#copy, this.#status));
    this.append(this.#dialog);
  }

  /** What is said outside of a dialog, nobody hears. */
  async #pressCopy() {
    const isCopied = await copyText(this.#link.textContent ?? '');
    say(this.#status, isCopied ? 'notice.link-copied' : 'invite.not-copied');
    this.#status.scrollIntoView({ block: 'nearest' });
    if (!isCopied) getSelection()?.selectAllChildren(this.#link);
  }
}

customElements.define('invite-dialog', InviteDialog);

/** @type {InviteDialog | undefined} */
let dialog;

/**
 * @param {URL} link of a room
 * @param {HTMLElement} [opener] the button that was pressed
 */
export function showInvite(link, opener) {
  dialog ??= document.body.appendChild(new InviteDialog());
  return dialog.open(link, opener);
}

/** Over a call that has begun it would hide who is heard, and after one it would name a room that is left. */
export function closeInvite() {
  dialog?.close();
}
