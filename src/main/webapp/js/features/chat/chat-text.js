/** As the server counts: in code points (docs/protocol.md). */
export const MAX_LENGTH = 2000;

/** Up to a blank, a bracket, or a character that shows nothing and may reorder what is around it. */
const ADDRESS = /https?:\/\/[^\s<>"\p{C}]+/giu;

/** Of these the last ones belong to the sentence, as a rule. */
const AFTER_ADDRESS = /[.,;:!?'’”)\]}。、，．！？」』）]+$/u;

/**
 * What is typed or pasted as the chat can carry it. A tab becomes blanks; other control characters and halves of characters show nothing and go.
 *
 * @param {string} text
 */
export function tidyText(text) {
  const lines = text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ');
  return lines.replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '').replace(/^\s*\n/, '').trimEnd();
}

/**
 * @param {string} text a tidy one
 * @returns {'empty' | 'too-long' | null} null where it can be sent
 */
export function faultOfText(text) {
  if (/^[\s\p{Cf}]*$/u.test(text)) return 'empty';
  return [...text].length > MAX_LENGTH ? 'too-long' : null;
}

/**
 * Text, and the addresses in it. An address is shown as it was written, and only http and https are any.
 *
 * @param {string} text
 * @returns {{text: string, href?: string}[]}
 */
export function partsOf(text) {
  /** @type {{text: string, href?: string}[]} */
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutPunctuation(found);
    const href = hrefOf(address);
    if (!href) continue;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: address, href });
    end = index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** A bracket stays if it was opened inside: wiki/Seoul_(city). @param {string} address */
function withoutPunctuation(address) {
  const short = address.replace(AFTER_ADDRESS, '');
  return address[short.length] === ')' && short.includes('(') ? `${short})` : short;
}

/** @param {string} address */
function hrefOf(address) {
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
}
