import english from '../../i18n/en.js';

/**
 * Words for people. English is a module and not a file that is fetched: where this code runs, a language is there, and a
 * failed fetch of another one can never leave the page without text.
 *
 * @typedef {Record<string, string | number>} Params
 * @typedef {Record<string, string>} Sentences by key
 */

const fetched = ['ko'];

/** 5 s, in ms: a network that does not answer must not keep a page without words. */
const PATIENCE = 5_000;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** @type {Sentences} */
let sentences = english;
/** What was added to it: English by part, see loadMore(). @type {Record<string, Sentences>} */
const parts = {};
/** What another language has brought, by part. Another object after each choice of a language. @type {Record<string, Sentences>} */
let translated = {};
/** The language in use, and where the others are. */
let source = { language: 'en', base: /** @type {string | URL} */ ('') };
/** Until the language is known nothing is written, so that nobody sees a flash of the wrong one. */
let known = false;

/** What else than the key an element's sentence needs: kept here, so that translate() can write it again.
 * @type {WeakMap<Element, Record<string, Params | undefined>>} */
const remembered = new WeakMap();

/** The ways an element carries a sentence, by data attribute. @type {Record<string, (element: HTMLElement, text: string) => void>} */
const ways = {
  t: (element, text) => {
    if (element.textContent !== text) element.textContent = text; // a live region repeats what is written again
  },
  tLabel: (element, text) => {
    element.ariaLabel = text;
    element.title = text;
  },
  tName: (element, text) => { element.ariaLabel = text; },
  tTitle: (element, text) => {
    const key = element.getAttribute('aria-keyshortcuts')?.toUpperCase();
    element.title = key ? `${text} (${key})` : text;
  },
};

/**
 * Chooses the first language of `preferred` that we have, and writes it everywhere.
 *
 * @param {readonly string[]} preferred BCP 47 tags, best first, as in navigator.languages
 * @param {string | URL} base the assets folder, with its last slash
 * @param {Record<string, Sentences>} [more] what the page needs at once besides: English by part
 */
export async function loadLanguage(preferred, base, more = {}) {
  const tags = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  const language = tags.find((tag) => tag === 'en' || fetched.includes(tag)) ?? 'en';
  Object.assign(parts, more);
  source = { language, base };
  const ours = (translated = {});
  try {
    await Promise.all(['', ...Object.keys(parts)].map(part => bring(part, ours)));
    if (ours !== translated) return; // another one has been chosen meanwhile
  } catch (error) {
    if (ours !== translated) return;
    console.warn(`${language} did not load, staying with English`, error);
    source = { language: 'en', base };
    translated = {};
  }
  sentences = Object.assign({}, english, ...Object.values(parts), ...Object.values(translated));
  document.documentElement.lang = source.language;
  known = true;
  translate(document);
}

/**
 * Adds the sentences that are not needed at first. Rejected if they did not come in the language in use; English is there.
 *
 * @param {string} part of the name of their file, such as `-help`
 * @param {Sentences} inEnglish
 */
export async function loadMore(part, inEnglish) {
  parts[part] = inEnglish;
  sentences = { ...inEnglish, ...sentences };
  const ours = translated;
  await bring(part, ours);
  if (ours !== translated) return loadMore(part, inEnglish); // another language has been chosen meanwhile
  sentences = { ...sentences, ...ours[part] };
  translate(document);
}

/** @param {string} part @param {Record<string, Sentences>} ours those of the language in use */
async function bring(part, ours) {
  ours[part] = await inLanguage(part);
}

/**
 * The sentence for `key`. `count: 1` takes `key.one` where there is one.
 *
 * @param {string} key
 * @param {Params} [params] for the {placeholders}
 */
export function t(key, params = {}) {
  const sentence = (params.count === 1 && sentences[`${key}.one`]) || sentences[key] || key;
  return sentence.replace(/\{(\w+)\}/g, (hole, word) => isolated(String(params[word] ?? hole)));
}

/** A name that is written from right to left must not turn the words around it (Unicode Standard Annex 9, FSI and PDI).
 * @param {string} text */
function isolated(text) {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Gives `element` a sentence as its text, and keeps it right when the language comes later.
 * @param {HTMLElement} element @param {string} key @param {Params} [params] */
export function say(element, key, params) {
  carry('t', element, key, params);
}

/** Takes a sentence of say() back, so that a language that comes later does not bring it again.
 * @param {HTMLElement} element */
export function unsay(element) {
  delete element.dataset.t;
  element.replaceChildren();
}

/** The same as an accessible name and a tooltip, for what shows only an icon.
 * @param {HTMLElement} element @param {string} key @param {Params} [params] */
export function label(element, key, params) {
  carry('tLabel', element, key, params);
}

/** The same as an accessible name alone, for what needs no tooltip.
 * @param {HTMLElement} element @param {string} key @param {Params} [params] */
export function name(element, key, params) {
  carry('tName', element, key, params);
}

/** The same as a tooltip alone, which names the element's key.
 * @param {HTMLElement} element @param {string} key @param {Params} [params] */
export function hint(element, key, params) {
  carry('tTitle', element, key, params);
}

/** Fills everything below `root` that has data-t (text), data-t-label (accessible name and tooltip), data-t-name or data-t-title.
 * @param {ParentNode} root */
export function translate(root) {
  if (!known) return;
  const elements = root.querySelectorAll('[data-t], [data-t-label], [data-t-name], [data-t-title]');
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (elements)) {
    for (const way of Object.keys(ways)) if (element.dataset[way]) write(way, element);
  }
}

/** @param {string} way @param {HTMLElement} element @param {string} key @param {Params} [params] */
function carry(way, element, key, params) {
  element.dataset[way] = key;
  remembered.set(element, { ...remembered.get(element), [way]: params });
  if (known) write(way, element);
}

/** @param {string} way @param {HTMLElement} element */
function write(way, element) {
  ways[way](element, t(element.dataset[way] ?? '', remembered.get(element)?.[way]));
}

/** @param {string} part @returns {Promise<Sentences>} what English lacks in the language in use */
async function inLanguage(part) {
  const { language, base } = source;
  if (language === 'en') return {};
  const url = new URL(`i18n/${language}${part}.json`, base);
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
