import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';
import { CAUSES } from '../../main/webapp/js/diagnosis/diagnosis.js';
import englishAtFirst from '../../main/webapp/i18n/en.js';
import englishHelp from '../../main/webapp/i18n/en-help.js';
import englishVerify from '../../main/webapp/i18n/en-verify.js';
import { STEPS } from '../../main/webapp/js/check/checks.js';
import { loadLanguage, loadMore, t } from '../../main/webapp/js/ui/i18n.js';

const webapp = new URL('../../main/webapp/', import.meta.url);
const koreanAtFirst = await json('i18n/ko.json');
const koreanHelp = await json('i18n/ko-help.json');
const koreanVerify = await json('i18n/ko-verify.json');
const english = { ...englishAtFirst, ...englishHelp, ...englishVerify };
const korean = { ...koreanAtFirst, ...koreanHelp, ...koreanVerify };

test('every sentence exists in both languages', () => {
  assert.deepEqual(Object.keys(koreanAtFirst).sort(), Object.keys(englishAtFirst).sort());
  assert.deepEqual(Object.keys(koreanHelp).sort(), Object.keys(englishHelp).sort());
  assert.deepEqual(Object.keys(koreanVerify).sort(), Object.keys(englishVerify).sort());
  assert.equal(Object.keys(english).length, [englishAtFirst, englishHelp, englishVerify].flatMap(Object.keys).length);
});

test('a sentence has the same placeholders in both languages', () => {
  for (const [key, sentence] of Object.entries(english)) {
    // "1 person" needs no {count}: a sentence about one has said so.
    if (!key.endsWith('.one')) assert.deepEqual(placeholders(korean[key]), placeholders(sentence), key);
  }
});

test('a name fills its place, whatever is in it', () => {
  assert.equal(t('tile.video', { name: 'Ada' }), 'Video of Ada');
  for (const name of ['{name}', '$&', '$1', "$'", '<b>', '민아']) assert.equal(t('tile.video', { name }), `Video of ${name}`);
});

test('a name from right to left turns no words but its own', () => {
  for (const name of ['אדה', 'محمد', 'Ada אדה', '\u{1e900}']) assert.equal(t('tile.video', { name }), `Video of \u2068${name}\u2069`);
});

test('a language that does not come keeps nobody waiting: English is there', async t => {
  t.mock.method(console, 'warn', () => {});
  const timeouts = [];
  t.mock.method(AbortSignal, 'timeout', ms => {
    timeouts.push(ms);
    return AbortSignal.abort();
  });
  // The server takes the request, and never answers.
  t.mock.method(globalThis, 'fetch', (_, { signal } = {}) => {
    return new Promise((_, reject) => signal?.aborted && reject(signal.reason));
  });
  globalThis.document = { documentElement: { lang: '' }, querySelectorAll: () => [] };
  await loadLanguage(['ko-KR'], 'http://localhost/');
  assert.equal(document.documentElement.lang, 'en');
  assert.deepEqual(timeouts, [5_000]);
});

test('no sentence is empty', () => {
  for (const [key, sentence] of [...Object.entries(english), ...Object.entries(korean)]) assert.ok(sentence.trim(), key);
});

test('every key that the page names exists', async () => {
  const used = [];
  for (const page of ['WEB-INF/index.html', 'WEB-INF/check.html']) {
    const html = await readFile(new URL(page, webapp), 'utf8');
    for (const [, key] of html.matchAll(/data-t(?:-\w+)?="([^"]+)"/g)) used.push([page, key]);
  }
  for (const file of await modules()) {
    const code = await readFile(new URL(file, webapp), 'utf8');
    // Keys are told by their look, wherever they stand: t('…'), say(element, '…'), a ? '…' : '…'.
    for (const [, key] of code.matchAll(/['"`]((?:title|entry|name|call|arrivals|tile|controls|notice|trouble|advice|check|shortcuts|timer|full-screen|picture-in-picture|microphone-watch|language)\.[a-z][a-z.-]*)['"`]/g)) used.push([file, key]);
  }
  assert.ok(used.length > 20);
  for (const [file, key] of used) assert.ok(key in english, `${file} names ${key}`);
});

test('every state of a tile has its words', () => {
  for (const status of ['connecting', 'reconnecting', 'failed']) assert.ok(`tile.${status}` in english, status);
});

test('whatever is said of those who come and go has its words, for one and for many', () => {
  for (const what of ['joined', 'left', 'lost', 'failed', 'here']) {
    for (const key of [`arrivals.${what}`, `arrivals.${what}-many`]) assert.ok(key in english, key);
  }
});

test('every reason for which less is sent has its words', () => {
  for (const reason of ['people', 'line', 'busy', 'sound-only']) assert.ok(`notice.reduced-${reason}` in english, reason);
});

test('every refusal of a newcomer has its words', () => {
  for (const code of ['bad-room', 'bad-name', 'webrtc-off', 'websocket-off']) assert.ok(`notice.${code}` in english, code);
  for (const switches of ['', '-muted', '-camera-off', '-both-off']) assert.ok(`entry.devices${switches}` in english, switches);
});

test('every cause has a sentence for the person concerned, and another one for an administrator', () => {
  const ofDevices = /^(camera|microphone)-|^insecure-context$|^unsupported-browser$/; // device-notices.js has theirs
  for (const cause of CAUSES) {
    assert.ok(`advice.${cause}` in english, cause);
    if (!ofDevices.test(cause)) assert.ok(`trouble.${cause}` in english, cause);
  }
  for (const cause of ['offline', 'server-away', 'signaling-blocked', 'signaling-silent']) { // the rest: server-status.js
    assert.ok(`notice.${cause}` in english, cause);
  }
});

test('every step of the check, every state and every code has its words', () => {
  for (const step of STEPS) assert.ok(`check.step.${step}` in english, step);
  for (const state of ['waiting', 'running', 'ok', 'unset', 'warning', 'problem']) assert.ok(`check.state.${state}` in english, state);
  for (const result of ['ok', 'warning', 'problem']) assert.ok(`check.result.${result}` in english, result);
  for (const key of Object.keys(english)) {
    const [, code] = key.match(/^check\.user\.(.*)/) ?? [];
    if (code) assert.ok(`check.admin.${code}` in english || `advice.${code}` in english, code);
  }
});

async function json(file) {
  return JSON.parse(await readFile(new URL(file, webapp), 'utf8'));
}

async function modules() {
  const files = await readdir(new URL('js/', webapp), { recursive: true });
  return files.filter((file) => file.endsWith('.js')).map((file) => `js/${file}`);
}

/** @param {string} sentence */
function placeholders(sentence) {
  return (sentence.match(/\{\w+\}/g) ?? []).sort();
}

test('what is loaded at the door has its words in the first file', async () => {
  const first = new Set(['js/main.js', 'js/features/one-sound/one-sound.js']);
  for (const file of first) {
    for (const [, path] of (await readFile(new URL(file, webapp), 'utf8')).matchAll(/^(?:import|export)\s(?:[^'";]*\sfrom\s)?['"]([^'"]+)['"]/gm)) {
      first.add(new URL(path, `file:///${file}`).pathname.slice(1));
    }
  }
  for (const file of first) {
    const code = await readFile(new URL(file, webapp), 'utf8');
    for (const [, key] of code.matchAll(/\b(?:t|say|label|name|hint|tell)\((?:[^'()]*, )?'([a-z]+\.[a-z-.]+)'/g)) {
      const mayComeLater = key === 'notice.tab-sound-back'; // who was silent has been here for longer
      assert.ok(key in englishAtFirst || mayComeLater, `${file} says ${key}`);
    }
  }
});

test('what comes later has its words in the language in use, and in English until then', async context => {
  context.mock.method(console, 'warn', () => {});
  context.mock.method(globalThis, 'fetch', async url => ({ ok: !isAway, status: 503, json: () => json(`i18n/${url.pathname.split('/').pop()}`) }));
  globalThis.document = { documentElement: {}, querySelectorAll: () => [] };
  context.after(() => delete globalThis.document);
  let isAway = false;
  const base = 'http://noom.example/assets/1/';
  await loadLanguage(['ko-KR', 'en'], base);
  assert.equal(t('notice.dismiss'), koreanAtFirst['notice.dismiss']);
  isAway = true;
  await assert.rejects(loadMore('-help', englishHelp));
  assert.equal(t('advice.offline'), englishHelp['advice.offline']);
  isAway = false;
  await loadMore('-help', englishHelp);
  assert.equal(t('advice.offline'), koreanHelp['advice.offline']);
  assert.equal(t('notice.dismiss'), koreanAtFirst['notice.dismiss']);

  await loadLanguage(['ko'], base, { '-help': englishHelp });
  assert.equal(t('check.title'), koreanHelp['check.title']);
  isAway = true;
  await loadLanguage(['ko'], base, { '-help': englishHelp });
  assert.equal(document.documentElement.lang, 'en');
  assert.equal(t('check.title') + t('notice.dismiss'), englishHelp['check.title'] + englishAtFirst['notice.dismiss']);
});

/** Every file waits until the test says that it has come. */
function slowFiles(context) {
  /** @type {Record<string, () => void>} */ const comes = {};
  context.mock.method(globalThis, 'fetch', url => new Promise(resolve => {
    const file = url.pathname.split('/').pop();
    const before = comes[file];
    comes[file] = () => {
      before?.();
      resolve({ ok: true, json: () => (file === 'ko-more.json' ? { 'more.word': '낱말' } : json(`i18n/${file}`)) });
    };
  }));
  globalThis.document = { documentElement: {}, querySelectorAll: () => [] };
  context.after(() => delete globalThis.document);
  return comes;
}

test('of two languages that are chosen, the last one is shown, whichever comes first', async context => {
  const base = 'http://noom.example/assets/1/';
  const comes = slowFiles(context);
  await loadLanguage(['en'], base, { '-help': englishHelp });
  const korean = loadLanguage(['ko'], base);
  await loadLanguage(['en'], base);
  for (const come of Object.values(comes)) come();
  await korean;
  assert.equal(document.documentElement.lang, 'en');
  assert.equal(t('notice.dismiss') + t('check.title'), englishAtFirst['notice.dismiss'] + englishHelp['check.title']);
});

for (const order of [['ko.json', 'ko-help.json', 'ko-more.json'], ['ko-more.json', 'ko-help.json', 'ko.json']]) {
  test(`a part that is loaded while a language comes is there in that language: ${order}`, async context => {
    const base = 'http://noom.example/assets/1/';
    const comes = slowFiles(context);
    await loadLanguage(['en'], base, { '-help': englishHelp });
    const korean = loadLanguage(['ko'], base);
    const more = loadMore('-more', { 'more.word': 'A word' });
    for (const file of order) {
      comes[file]();
      await new Promise(setImmediate);
    }
    await Promise.all([korean, more]);
    assert.equal(t('notice.dismiss') + t('check.title'), koreanAtFirst['notice.dismiss'] + koreanHelp['check.title']);
    assert.equal(t('more.word'), '낱말');
  });
}

test('a part that comes after another language has been chosen comes in that one', async context => {
  const base = 'http://noom.example/assets/1/';
  const comes = slowFiles(context);
  const korean = loadLanguage(['ko'], base, { '-help': englishHelp });
  Object.values(comes).forEach(come => come());
  await korean;
  const more = loadMore('-more', { 'more.word': 'A word' });
  await loadLanguage(['en'], base);
  comes['ko-more.json']();
  await more;
  assert.equal(t('more.word'), 'A word');
});
