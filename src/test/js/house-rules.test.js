import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import test from 'node:test';

/** What docs/architecture.md and docs/security.md promise of the page, read off its source. */

const webapp = new URL('../../main/webapp/', import.meta.url);
const files = (await readdir(webapp, { recursive: true })).map(file => file.replaceAll('\\', '/'));
const modules = files.filter(file => file.endsWith('.js'));
/** Each page and the module that it starts with. */
const PAGES = { 'WEB-INF/index.html': 'js/main.js', 'WEB-INF/check.html': 'js/check/check.js' };
/** On every page, before that one. */
const FIRST = 'js/module-retry.js';
const roots = [FIRST, ...Object.values(PAGES)];
/** These two make the objects and wire them. */
const COMPOSE = Object.values(PAGES);
/** What main.js loads later. */
const LATER = ['js/enter.js', 'js/in-call.js', 'js/at-the-door.js'];

const TYPEDEFS = 'js/signaling/protocol.js';
const FEATURES = 'js/features/';
/** What others have written, each for one module of ours: docs/decisions/0044-a-code-for-the-phone.md. @type {Record<string, string>} */
const VENDOR = { 'js/vendor/uqr.js': 'js/ui/qr-code.js' };

/** Which folder may import which others. Inside a folder everybody may, without a cycle. @type {Record<string, string[]>} */
const MAY_IMPORT = {
  i18n: [],
  'js/app': [],
  'js/call': ['js/link'],
  'js/check': ['js/ui'],
  'js/diagnosis': [],
  'js/link': [],
  'js/media': [],
  'js/quality': ['js/link'],
  'js/signaling': [],
  'js/ui': ['i18n'],
};

/** Whose types a folder may name besides: the messages, and of a model what it is given. @type {Record<string, string[]>} */
const MAY_NAME = {
  i18n: [],
  'js/app': ['js/call', 'js/diagnosis', 'js/link', 'js/media', 'js/signaling', 'js/ui'],
  'js/call': ['js/link', 'js/media', 'js/signaling'],
  'js/check': ['js/app', 'js/link', 'js/media', 'js/signaling'],
  'js/diagnosis': ['js/call', 'js/link', 'js/media', 'js/signaling'],
  'js/link': ['js/diagnosis', 'js/quality'],
  'js/media': [],
  'js/quality': ['js/call', 'js/link'],
  'js/signaling': ['js/diagnosis'],
  'js/ui': [],
};

/** A feature knows what it is given and how things look, and never another feature. */
const FEATURE_MAY_IMPORT = ['js/app', 'js/ui'];

const folderOf = file => posix.dirname(file);
const isFeature = file => file.startsWith(FEATURES);

/** @param {string} file @param {string} imported */
function mayImport(file, imported) {
  const [from, to] = [folderOf(file), folderOf(imported)];
  if (COMPOSE.includes(file) || (LATER.includes(file) && imported !== 'js/main.js')) return true;
  if (from === to) return true;
  if (imported in VENDOR) return VENDOR[imported] === file;
  return (isFeature(file) ? FEATURE_MAY_IMPORT : (MAY_IMPORT[from] ?? [])).includes(to);
}

/** @param {string} file @param {string} named */
function mayName(file, named) {
  if (mayImport(file, named) || named === TYPEDEFS) return true;
  if (isFeature(file)) return !isFeature(named) && !roots.includes(named);
  return MAY_NAME[folderOf(file)]?.includes(folderOf(named)) ?? false;
}

for (const file of modules.filter(each => !(each in VENDOR))) {
  test(`${file} imports only what it may`, async () => {
    const isAtHome = isFeature(file) || folderOf(file) in MAY_IMPORT || [...roots, ...LATER].includes(file);
    assert.ok(isAtHome, 'a new folder: say in this test what it may import');
    const code = await read(file);
    for (const imported of [...importsOf(file, code), ...laterImportsOf(file, code)]) {
      assert.ok(modules.includes(imported), `there is no ${imported}`);
      assert.ok(mayImport(file, imported), `${file} imports ${imported}`);
      assert.ok(!roots.includes(imported), `nobody imports ${imported}`);
    }
    for (const named of typesOf(file, code)) {
      assert.ok(modules.includes(named), `there is no ${named}`);
      assert.ok(mayName(file, named), `${file} names types of ${named}`);
    }
  });

  test(`${file} makes no markup and no code out of text`, async () => {
    assert.deepEqual(markupOrCode(await read(file)), []);
  });
}

for (const file of Object.keys(VENDOR)) {
  test(`${file} needs nothing else and makes no code of text`, async () => {
    assert.deepEqual([...importsOf(file, await read(file)), ...laterImportsOf(file, await read(file))], []);
    assert.deepEqual(markupOrCode(await read(file)), []);
  });
}

test('a folder imports and names exactly what is written here', async () => {
  const [imports, names] = [{}, {}];
  for (const file of modules.filter(each => folderOf(each) in MAY_IMPORT && !COMPOSE.includes(each))) {
    const code = await read(file);
    const elsewhere = others => others.map(folderOf).filter(folder => folder !== folderOf(file));
    for (const folder of elsewhere(importsOf(file, code))) (imports[folderOf(file)] ??= new Set()).add(folder);
    for (const folder of elsewhere(typesOf(file, code).filter(each => each !== TYPEDEFS && !(each in VENDOR)))) (names[folderOf(file)] ??= new Set()).add(folder);
  }
  for (const [folder, may] of Object.entries(MAY_IMPORT)) {
    assert.deepEqual([...(imports[folder] ?? [])].toSorted(), may, `${folder} imports`);
    const besides = [...(names[folder] ?? [])].filter(each => !may.includes(each) || MAY_NAME[folder].includes(each));
    assert.deepEqual(besides.toSorted(), MAY_NAME[folder], `${folder} names`);
  }
});

test('no module imports itself by way of others', async () => {
  for (const file of modules) {
    const direct = [...importsOf(file, await read(file)), ...laterImportsOf(file, await read(file))];
    for (const imported of direct) {
      assert.ok(!(await needed(imported, new Set(), true)).has(file), `${file} imports ${imported}, which needs ${file}`);
    }
  }
});

test('a feature is a folder, and what installs it has the name of the folder', async () => {
  const folders = new Set(modules.filter(isFeature).map(file => folderOf(file).slice(FEATURES.length)));
  const lists = (await Promise.all(['js/main.js', ...LATER].map(read))).join('\n');
  for (const folder of folders) assert.ok(lists.includes(`/features/${folder}/${folder}.js'`), `nobody installs ${folder}`);
});

test('a feature that knew another one would be found', () => {
  assert.ok(!mayImport('js/features/hand/hand.js', 'js/features/entry/door.js'));
  assert.ok(!mayName('js/features/hand/hand.js', 'js/features/entry/door.js'));
  assert.ok(!mayImport('js/features/hand/hand.js', 'js/call/call.js'));
  assert.ok(!mayImport('js/call/call.js', 'js/features/entry/door.js'));
  assert.ok(mayName('js/features/hand/hand.js', 'js/call/call.js'));
});

test('whatever makes markup or code out of text is found', () => {
  const evil = [
    'tile.innerHTML = name',
    'tile["innerHTML"] = name',
    'tile.outerHTML += name',
    'tile.insertAdjacentHTML("beforeend", name)',
    'tile.setHTMLUnsafe(name)',
    'Document.parseHTMLUnsafe(name)',
    'frame.srcdoc = name',
    'range.createContextualFragment(name)',
    'new DOMParser().parseFromString(name, "text/html")',
    'document.write(name)',
    'document . writeln(name)',
    'document.execCommand("insertHTML", false, name)',
    'eval(name)',
    'globalThis.eval (name)',
    'const run = eval;',
    'new Function(name)',
    'Function("return " + name)()',
    'setTimeout("go()", 1)',
    'setTimeout(`go(${name})`)',
    "setInterval( 'go()', 1)",
    'tile.setAttribute("onclick", name)',
    "tile.setAttribute( 'onload', name)",
    'tile.onclick = () => {}',
    'link.href = "javascript:go()"',
    'trustedTypes.createPolicy("all", {})',
  ];
  for (const code of evil) assert.notDeepEqual(markupOrCode(code), [], code);
});

test('what only looks like it is not', () => {
  const innocent = [
    'tile.textContent = name',
    'setTimeout(() => go(), 1)',
    'setTimeout(go, 1)',
    'socket.onmessage = event => receive(event)',
    'pc.ontrack = event => receive(event)',
    'button.setAttribute("aria-label", name)',
    'element.setAttribute("one", name)',
    '/** @param {Function} go */',
    'const evaluate = 1; medieval(name);',
    'function write(way, element) {}',
  ];
  for (const code of innocent) assert.deepEqual(markupOrCode(code), [], code);
});

test('only local-media.js and screen-capture.js use navigator.mediaDevices', async () => {
  for (const file of modules.filter(each => !['js/media/local-media.js', 'js/media/screen-capture.js'].includes(each))) {
    assert.ok(!(await read(file)).includes('mediaDevices'), file);
  }
});

test('only storage.js uses what the browser keeps, because a browser may refuse it', async () => {
  for (const file of modules.filter(each => each !== 'js/app/storage.js')) {
    assert.doesNotMatch(await read(file), /\b(local|session)Storage\b|\bindexedDB\b|document\.cookie/, file);
  }
});

test('the models know no document', async () => {
  for (const file of modules.filter(each => each.startsWith('js/') && !roots.includes(each) && folderOf(each) !== 'js/ui')) {
    const code = await read(file);
    // A view that belongs to a feature stands beside its model.
    if (!code.includes('customElements.define(')) assert.doesNotMatch(code, /\bdocument\b/, file);
  }
});

for (const file of files.filter(each => /\.(html|svg)$/.test(each))) {
  test(`${file} has no inline style or handler, and embeds nothing`, async () => {
    assert.doesNotMatch(await read(file), /<style|\sstyle\s*=|\son\w+\s*=|["']javascript:|srcdoc|<(iframe|object|embed|base)\b/i);
  });
}

test('the page has no inline script, and a picture none at all', async () => {
  for (const file of files.filter(each => each.endsWith('.svg'))) assert.doesNotMatch(await read(file), /<script/i, file);
  for (const page of Object.keys(PAGES)) {
    for (const [, attributes, content] of (await read(page)).matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
      if (content.trim() === '') assert.match(attributes, /type="module" src="/);
      else assert.match(attributes, /type="application\/json"/);
    }
  }
});

test('no page keeps a list of modules: the server writes it', async () => {
  for (const page of Object.keys(PAGES)) assert.doesNotMatch(await read(page), /modulepreload/);
  assert.match(await read('WEB-INF/index.html'), /\{\{preloads\}\}/);
});

test('every module is needed by a page', async () => {
  const all = new Set([TYPEDEFS]); // types only: no browser asks for it
  for (const start of roots) for (const file of await needed(start)) all.add(file);
  for (const file of modules) for (const start of laterImportsOf(file, await read(file))) for (const each of await needed(start)) all.add(each);
  assert.deepEqual([...all].toSorted(), modules.toSorted());
});

for (const [page, start] of Object.entries(PAGES)) {
  test(`everything else that ${page} names is there`, async () => {
    const html = await read(page);
    const named = [...html.matchAll(/(?:href|src)="\{\{root\}\}assets\/\{\{version\}\}\/([^"]+)"/g)].map(([, file]) => file);
    const scripts = [...html.matchAll(/<script type="module" src="[^"]*\/(js\/[^"]+)"/g)].map(([, file]) => file);
    assert.deepEqual(scripts, [FIRST, start]);
    for (const file of named) assert.ok(files.includes(file) || file === 'css/page.css', file); // Assets.java makes that one
  });
}

/** A module and what it imports, and so on; with `later` also what it loads when it needs it. */
async function needed(start, all = new Set(), later = false) {
  all.add(start);
  const code = await read(start);
  const imported = [...importsOf(start, code), ...(later ? laterImportsOf(start, code) : [])];
  for (const each of imported) if (!all.has(each)) await needed(each, all, later);
  return all;
}

/** What CSP and Trusted Types would stop in a browser, found before that. @param {string} code */
function markupOrCode(code) {
  const rules = [
    /\b(?:inner|outer)HTML\b/,
    /\b(?:insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|DOMParser|srcdoc|execCommand)\b/,
    /\bdocument\s*\.\s*write/,
    /\beval\b/,
    /\bFunction\s*\(/,
    /\bset(?:Timeout|Interval)\s*\(\s*['"`]/,
    /setAttribute(?:NS)?\s*\([^)]*['"`]on[a-z]{3,}['"`]/,
    // Of a WebSocket or a peer connection a handler is a function like any other; of an element it has an attribute's name.
    /\.on(?:click|dblclick|load|error|input|change|submit|key\w+|mouse\w+|pointer\w+|touch\w+|focus|blur|toggle|animation\w+)\s*=/,
    /javascript:/i,
    /\bcreatePolicy\b/,
  ];
  return rules.map(rule => code.match(rule)?.[0]).filter(found => found !== undefined);
}

function read(file) {
  return readFile(new URL(file, webapp), 'utf8');
}

function importsOf(file, code) {
  const statements = code.replace(/\/\*[^]*?\*\//g, '').matchAll(/^(?:import|export)\s(?:[^'";]*\sfrom\s)?['"]([^'"]+)['"]/gm);
  return [...statements].map(([, path]) => posix.join(posix.dirname(file), path));
}

/** What a module loads when it needs it. */
function laterImportsOf(file, code) {
  const calls = code.replace(/\/\*[^]*?\*\//g, '').matchAll(/\bimport\(['"]([^'"]+)['"]\)/g);
  return [...calls].map(([, path]) => posix.join(posix.dirname(file), path));
}

function typesOf(file, code) {
  const inComments = code.matchAll(/@import\s[^'"]*?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g);
  return [...inComments].map(([, a, b]) => posix.join(posix.dirname(file), a ?? b));
}
