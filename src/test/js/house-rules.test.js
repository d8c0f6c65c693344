import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import test from 'node:test';

/** What docs/architecture.md and docs/security.md promise of the page, read off its source. */

const webapp = new URL('../../main/webapp/', import.meta.url);
const files = (await readdir(webapp, { recursive: true })).map(file => file.replaceAll('\\', '/'));
const modules = files.filter(file => file.endsWith('.js'));
const html = await read('WEB-INF/index.html');

const TYPEDEFS = 'js/protocol.js';
const isView = file => file.startsWith('js/views/');

const name = file => posix.basename(file, '.js');

/** Who may import whom. @type {Record<string, (imported: string) => boolean>} */
const MAY_IMPORT = {
  'js/main.js': () => true,
  'js/call.js': file => ['absences', 'peer-link', 'seat', 'standby'].includes(name(file)),
  'js/seat.js': file => ['ice-restarts', 'session-description'].includes(name(file)),
  'js/absences.js': () => false,
  'js/ice-restarts.js': () => false,
  'js/standby.js': () => false,
  'js/peer-link.js': file => ['session-description', 'sender-limits'].includes(name(file)),
  'js/session-description.js': () => false,
  'js/signaling-client.js': file => ['reconnect-policy', 'server-probe'].includes(name(file)),
  'js/server-notices.js': () => false,
  'js/server-probe.js': file => file === 'js/reconnect-policy.js',
  'js/sender-limits.js': () => false,
  'js/send-control.js': file => ['js/send-plan.js', 'js/link-report.js'].includes(file),
  'js/send-plan.js': file => file === 'js/brake.js',
  'js/link-report.js': () => false,
  'js/brake.js': () => false,
  'js/reconnect-policy.js': () => false,
  'js/device-notices.js': () => false,
  'js/local-media.js': () => false,
  'js/protocol.js': () => false,
  'js/i18n.js': file => file === 'i18n/en.js',
  'i18n/en.js': () => false,
};

/** Whose types may be named: everybody's messages, and of a model what it is given. */
const MAY_NAME = {
  'js/call.js': file => ['js/local-media.js', 'js/signaling-client.js', 'js/peer-link.js'].includes(file),
  'js/ice-restarts.js': file => file === 'js/peer-link.js',
  'js/seat.js': file => file === 'js/peer-link.js',
  'js/standby.js': file => file === 'js/peer-link.js',
  'js/peer-link.js': file => file === 'js/send-plan.js',
  'js/sender-limits.js': file => file === 'js/send-plan.js',
  'js/send-control.js': file => ['call', 'seat', 'peer-link', 'link-report', 'send-plan'].includes(name(file)),
  'js/send-plan.js': file => file === 'js/brake.js',
  'js/link-report.js': file => file === 'js/send-plan.js',
  'js/server-notices.js': file => file === 'js/signaling-client.js',
  'js/device-notices.js': file => file === 'js/local-media.js',
  'js/main.js': () => true,
};

for (const file of modules) {
  test(`${file} imports only what it may`, async () => {
    const mayImport = isView(file) ? other => isView(other) || other === 'js/i18n.js' : MAY_IMPORT[file];
    assert.ok(mayImport, 'a new module: say in this test whom it may import');
    const code = await read(file);
    for (const imported of importsOf(file, code)) {
      assert.ok(modules.includes(imported), `there is no ${imported}`);
      assert.ok(mayImport(imported), `${file} imports ${imported}`);
      assert.notEqual(imported, 'js/main.js', 'nobody imports main.js');
    }
    for (const named of typesOf(file, code)) {
      const mayName = MAY_NAME[file]?.(named) || named === TYPEDEFS || (isView(file) && isView(named));
      assert.ok(mayName, `${file} names types of ${named}`);
    }
  });

  test(`${file} makes no markup and no code out of text`, async () => {
    const code = await read(file);
    const found = code.match(
      /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|srcdoc)\b|document\s*\.\s*write|\beval\s*\(|\bnew\s+Function\b|setTimeout\(\s*['"`]/,
    );
    assert.equal(found, null);
  });
}

test('only local-media.js uses navigator.mediaDevices', async () => {
  for (const file of modules.filter(each => each !== 'js/local-media.js')) {
    assert.ok(!(await read(file)).includes('mediaDevices'), file);
  }
});

test('the models know no document', async () => {
  const models = modules.filter(file => file.startsWith('js/') && !isView(file));
  for (const file of models.filter(each => !['js/main.js', 'js/i18n.js'].includes(each))) {
    assert.doesNotMatch(await read(file), /\bdocument\b/, file);
  }
});

test('the page has no inline style, handler or script', () => {
  assert.doesNotMatch(html, /<style|\sstyle\s*=|\son\w+\s*=|["']javascript:/i);
  for (const [, attributes, content] of html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
    if (content.trim() === '') assert.match(attributes, /type="module" src="/);
    else assert.match(attributes, /type="application\/json"/);
  }
});

test('the page loads every module at once, and no other', () => {
  const preloaded = [...html.matchAll(/rel="modulepreload" href="\{\{root\}\}assets\/\{\{version\}\}\/([^"]+)"/g)].map(
    ([, file]) => file,
  );
  const needed = modules.filter(file => file !== TYPEDEFS); // types only: no browser asks for it
  assert.deepEqual(preloaded.toSorted(), needed.toSorted());
});

test('everything else that the page names is there', () => {
  const named = [...html.matchAll(/(?:href|src)="\{\{root\}\}assets\/\{\{version\}\}\/([^"]+)"/g)].map(([, file]) => file);
  assert.ok(named.length > 5);
  for (const file of named) assert.ok(files.includes(file), file);
});

function read(file) {
  return readFile(new URL(file, webapp), 'utf8');
}

function importsOf(file, code) {
  const statements = code.replace(/\/\*[^]*?\*\//g, '').matchAll(/^(?:import|export)\s(?:[^'";]*\sfrom\s)?['"]([^'"]+)['"]/gm);
  return [...statements].map(([, path]) => posix.join(posix.dirname(file), path));
}

function typesOf(file, code) {
  const inComments = code.matchAll(/@import\s[^'"]*?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g);
  return [...inComments].map(([, a, b]) => posix.join(posix.dirname(file), a ?? b));
}
