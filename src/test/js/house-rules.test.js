import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import test from 'node:test';

/** What docs/architecture.md and docs/security.md promise of the page, read off its source. */

const webapp = new URL('../../main/webapp/', import.meta.url);
const files = (await readdir(webapp, { recursive: true })).map(file => file.replaceAll('\\', '/'));
const modules = files.filter(file => file.endsWith('.js'));
/** Each page and the module that it starts with. */
const PAGES = { 'WEB-INF/index.html': 'js/main.js', 'WEB-INF/check.html': 'js/check.js' };
/** On every page, before that one. */
const FIRST = 'js/load-again.js';
const roots = [FIRST, ...Object.values(PAGES)];

const TYPEDEFS = 'js/protocol.js';
const isView = file => file.startsWith('js/views/');
const VIEWS_MAY_IMPORT = ['js/i18n.js', 'js/name-rules.js'];

const name = file => posix.basename(file, '.js');

/** Who may import whom. @type {Record<string, (imported: string) => boolean>} */
const MAY_IMPORT = {
  'js/main.js': () => true,
  'js/check.js': () => true,
  'js/load-again.js': () => false,
  'js/addresses.js': () => false,
  'js/checks.js': () => false,
  'js/server-check.js': () => false,
  'js/ice-check.js': () => false,
  'js/loopback-call.js': () => false,
  'js/call.js': file => ['absences', 'newcomers', 'peer-link', 'seat', 'standby'].includes(name(file)),
  'js/seat.js': file => ['link-recovery', 'session-description', 'silence'].includes(name(file)),
  'js/absences.js': () => false,
  'js/arrivals.js': () => false,
  'js/newcomers.js': () => false,
  'js/link-recovery.js': file => file === 'js/recovery-plan.js',
  'js/recovery-plan.js': () => false,
  'js/silence.js': () => false,
  'js/standby.js': () => false,
  'js/peer-link.js': file => ['session-description', 'link-traces', 'presence-channel', 'stats'].includes(name(file)),
  'js/link-traces.js': file => file === 'js/stats.js',
  'js/presence-channel.js': () => false,
  'js/session-description.js': () => false,
  'js/signaling-client.js': file => ['liveness', 'reconnect-policy', 'server-probe', 'spare-socket'].includes(name(file)),
  'js/server-notices.js': () => false,
  'js/later.js': () => false,
  'js/in-call.js': file => ['arrivals', 'en-help', 'live-region', 'send-control', 'troubles', 'trouble-report', 'download', 'tile-sight'].includes(name(file)),
  'js/server-probe.js': file => file === 'js/reconnect-policy.js',
  'js/liveness.js': () => false,
  'js/spare-socket.js': () => false,
  'js/sender-limits.js': () => false,
  'js/send-control.js': file => ['send-plan', 'sender-limits', 'link-report'].includes(name(file)),
  'js/send-plan.js': file => file === 'js/brake.js',
  'js/link-report.js': file => file === 'js/stats.js',
  'js/stats.js': () => false,
  'js/path-quality.js': () => false,
  'js/nat.js': () => false,
  'js/brake.js': () => false,
  'js/reconnect-policy.js': () => false,
  'js/room-name.js': () => false,
  'js/door.js': () => false,
  'js/door-words.js': () => false,
  'js/entry-desk.js': file => ['addresses', 'door-words', 'i18n', 'name-rules', 'room-name'].includes(name(file)),
  'js/requirements.js': () => false,
  'js/storage.js': () => false,
  'js/sound-lock.js': () => false,
  'js/name-rules.js': file => file === 'js/joining-types.js',
  'js/joining-types.js': () => false,
  'js/settings.js': file => ['js/storage.js', 'js/name-rules.js'].includes(file),
  'js/front-door.js': () => false,
  'js/device-notices.js': () => false,
  'js/trouble-desk.js': file => ['trouble-reporter', 'device-notices'].includes(name(file)),
  'js/troubles.js': file => ['diagnosis', 'path-quality', 'nat'].includes(name(file)),
  'js/trouble-reporter.js': () => false,
  'js/trouble-report.js': () => false,
  'js/diagnosis.js': () => false,
  'js/local-media.js': file =>
    ['device-errors', 'device-list', 'device-source', 'open-device', 'permission', 'within'].includes(name(file)),
  'js/media/device-source.js': file => ['captured-track', 'opening'].includes(name(file)),
  'js/media/opening.js': file => ['open-device', 'within'].includes(name(file)),
  'js/media/open-device.js': file => file === 'js/media/device-errors.js',
  'js/media/device-list.js': file => file === 'js/media/within.js',
  'js/media/permission.js': file => file === 'js/media/within.js',
  'js/media/captured-track.js': () => false,
  'js/media/device-errors.js': () => false,
  'js/media/within.js': () => false,
  'js/protocol.js': () => false,
  'js/i18n.js': file => file === 'i18n/en.js',
  'i18n/en.js': () => false,
  'i18n/en-help.js': () => false,
};

/** Whose types may be named: everybody's messages, and of a model what it is given. */
const MAY_NAME = {
  'js/arrivals.js': file => file === 'js/seat.js',
  'js/call.js': file => ['js/local-media.js', 'js/signaling-client.js', 'js/peer-link.js'].includes(file),
  'js/link-recovery.js': file => file === 'js/peer-link.js',
  'js/silence.js': file => file === 'js/peer-link.js',
  'js/seat.js': file => ['js/peer-link.js', 'js/presence-channel.js'].includes(file),
  'js/standby.js': file => file === 'js/peer-link.js',
  'js/door.js': file => ['js/local-media.js', 'js/signaling-client.js'].includes(file),
  'js/door-words.js': file => file === 'js/door.js',
  'js/entry-desk.js': file => ['door', 'requirements', 'settings', 'entry-form'].includes(name(file)),
  'js/settings.js': file => ['js/storage.js', 'js/local-media.js'].includes(file),
  'js/peer-link.js': file => ['js/send-plan.js', 'js/diagnosis.js', 'js/presence-channel.js', 'js/sender-limits.js', 'js/stats.js'].includes(file),
  'js/sender-limits.js': file => file === 'js/send-plan.js',
  'js/send-control.js': file => ['call', 'seat', 'peer-link', 'link-report', 'send-plan'].includes(name(file)),
  'js/send-plan.js': file => file === 'js/brake.js',
  'js/link-report.js': file => file === 'js/send-plan.js',
  'js/server-notices.js': file => ['signaling-client', 'diagnosis', 'front-door'].includes(name(file)),
  'js/signaling-client.js': file => file === 'js/diagnosis.js',
  'js/diagnosis.js': file => ['js/front-door.js', 'js/path-quality.js'].includes(file),
  'js/link-traces.js': file => file === 'js/diagnosis.js',
  'js/trouble-reporter.js': file => ['signaling-client', 'diagnosis'].includes(name(file)),
  'js/trouble-report.js': file => file === 'js/diagnosis.js',
  'js/troubles.js': file => ['call', 'seat', 'peer-link', 'signaling-client', 'diagnosis', 'path-quality'].includes(name(file)),
  'js/trouble-desk.js': file =>
    ['local-media', 'server-notices', 'signaling-client', 'diagnosis', 'trouble-report', 'troubles'].includes(name(file)),
  'js/device-notices.js': file => ['js/local-media.js', 'js/diagnosis.js'].includes(file),
  'js/local-media.js': file => file.startsWith('js/media/'),
  'js/media/device-source.js': file => file === 'js/local-media.js' || file.startsWith('js/media/'),
  'js/media/opening.js': file => file === 'js/local-media.js' || file.startsWith('js/media/'),
  'js/media/open-device.js': file => ['js/local-media.js', 'js/media/device-errors.js'].includes(file),
  'js/media/device-list.js': file => file === 'js/local-media.js',
  'js/media/permission.js': file => file === 'js/local-media.js',
  'js/media/captured-track.js': file => file === 'js/media/device-list.js',
  'js/checks.js': file => ['server-check', 'ice-check', 'loopback-call', 'local-media', 'requirements'].includes(name(file)),
  'js/server-check.js': file => ['js/front-door.js', 'js/signaling-client.js'].includes(file),
  'js/loopback-call.js': file => file === 'js/peer-link.js',
  'js/main.js': () => true,
  'js/check.js': () => true,
};

for (const file of modules) {
  test(`${file} imports only what it may`, async () => {
    const mayImport = isView(file) ? other => isView(other) || VIEWS_MAY_IMPORT.includes(other) : MAY_IMPORT[file];
    assert.ok(mayImport, 'a new module: say in this test whom it may import');
    const code = await read(file);
    for (const imported of [...importsOf(file, code), ...laterImportsOf(file, code)]) {
      assert.ok(modules.includes(imported), `there is no ${imported}`);
      assert.ok(mayImport(imported), `${file} imports ${imported}`);
      assert.ok(!roots.includes(imported), `nobody imports ${imported}`);
    }
    for (const named of typesOf(file, code)) {
      const mayName = MAY_NAME[file]?.(named) || named === TYPEDEFS || (isView(file) && isView(named));
      assert.ok(mayName, `${file} names types of ${named}`);
    }
  });

  test(`${file} makes no markup and no code out of text`, async () => {
    assert.deepEqual(markupOrCode(await read(file)), []);
  });
}

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

test('only local-media.js uses navigator.mediaDevices', async () => {
  for (const file of modules.filter(each => each !== 'js/local-media.js')) {
    assert.ok(!(await read(file)).includes('mediaDevices'), file);
  }
});

test('only storage.js uses what the browser keeps, because a browser may refuse it', async () => {
  for (const file of modules.filter(each => each !== 'js/storage.js')) {
    assert.doesNotMatch(await read(file), /\b(local|session)Storage\b|\bindexedDB\b|document\.cookie/, file);
  }
});

test('the models know no document', async () => {
  const models = modules.filter(file => file.startsWith('js/') && !isView(file));
  for (const file of models.filter(each => ![...roots, 'js/i18n.js'].includes(each))) {
    assert.doesNotMatch(await read(file), /\bdocument\b/, file);
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

test('the page of the call loads every module that it needs at once, and no other', async () => {
  const html = await read('WEB-INF/index.html');
  const preloaded = [...html.matchAll(/rel="modulepreload" href="\{\{root\}\}assets\/\{\{version\}\}\/([^"]+)"/g)].map(
    ([, file]) => file,
  );
  assert.deepEqual(preloaded.toSorted(), [...(await needed('js/main.js'))].toSorted());
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
    for (const file of named) assert.ok(files.includes(file), file);
  });
}

/** A module and what it imports, and so on. */
async function needed(start, all = new Set()) {
  all.add(start);
  for (const imported of importsOf(start, await read(start))) if (!all.has(imported)) await needed(imported, all);
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
