import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';

/** js/protocol.js, docs/protocol.md and the golden samples say the same. */

const root = new URL('../../../', import.meta.url);
const read = path => readFile(new URL(path, root), 'utf8');

const samples = new Map();
for (const file of await readdir(new URL('src/test/resources/protocol/', root))) {
  samples.set(file, JSON.parse(await read(`src/test/resources/protocol/${file}`)));
}
const shapes = shapesIn(await read('src/main/webapp/js/signaling/protocol.js'));
const documented = blocksIn(await read('docs/protocol.md'));

test('there is something to compare', () => {
  assert.ok(samples.size >= 10 && shapes.length >= 10 && documented.length >= 8);
});

for (const [file, sample] of samples) {
  test(`${file} has a typedef, with all its required fields and no other`, () => {
    const ofType = shapes.filter(({ type }) => type === sample.type);
    assert.ok(ofType.length > 0, `js/protocol.js has no "${sample.type}"`);
    const fits = ({ required, optional }) =>
      required.every(field => field in sample) &&
      Object.keys(sample).every(field => field === 'type' || required.includes(field) || optional.includes(field));
    assert.ok(ofType.some(fits), `${JSON.stringify(sample)} is none of ${JSON.stringify(ofType)}`);
  });
}

test('every typedef has a sample', () => {
  const sampled = new Set([...samples.values()].map(({ type }) => type));
  for (const { type } of shapes) assert.ok(sampled.has(type), type);
});

test('every message of docs/protocol.md has a sample with the same fields, and every sample is in the docs', () => {
  for (const block of documented) {
    const alike = [...samples.values()].filter(({ type }) => type === block.type);
    assert.ok(alike.length > 0, `no sample of "${block.type}"`);
    // An example in the docs may leave out what is optional.
    const knows = sample => Object.keys(block).every(field => field in sample);
    assert.ok(alike.some(knows), `no sample of "${block.type}" has ${Object.keys(block)}`);
  }
  const types = new Set(documented.map(({ type }) => type));
  for (const [file, { type }] of samples) assert.ok(types.has(type), `${file} is not in the docs`);
});

/** The message typedefs: one a union member, {type: 'join', name: string, resume?: string}. */
function shapesIn(code) {
  return [...code.matchAll(/\{type: '([\w-]+)'((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, type, rest]) => {
    const fields = [...rest.matchAll(/[,*]\s*(\w+)(\??):/g)];
    const named = mark => fields.filter(field => field[2] === mark).map(field => field[1]);
    return { type, required: named(''), optional: named('?') };
  });
}

/** The messages in the first column of the tables, where … stands for whatever. */
function blocksIn(page) {
  return [...page.matchAll(/^\| `(\{"type".*?\})` \|/gm)].map(([, text]) =>
    JSON.parse(text.replaceAll('[…]', '[]').replaceAll('{…}', '{}')),
  );
}
