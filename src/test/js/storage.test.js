import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { Memory } from '../../main/webapp/js/app/storage.js';
import { Settings } from '../../main/webapp/js/app/settings.js';

/** Storage is optional: whatever it does, the page goes on and only forgets. */

class FakeStorage {
  constructor(entries = {}) {
    this.entries = new Map(Object.entries(entries));
  }

  getItem(key) {
    return this.entries.get(key) ?? null;
  }

  setItem(key, value) {
    this.entries.set(key, value);
  }

  removeItem(key) {
    this.entries.delete(key);
  }
}

const denied = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};
const full = () => {
  throw new DOMException('Full.', 'QuotaExceededError');
};

/** @type {Record<string, () => any>} */
const REFUSING = {
  'throws when it is named': denied,
  'is null': () => null,
  'is undefined': () => undefined,
  'throws at every use': () => ({ getItem: denied, setItem: denied, removeItem: denied }),
  'is full': () => Object.assign(new FakeStorage(), { setItem: full }),
  'is something else': () => ({}),
};

for (const [what, open] of Object.entries(REFUSING)) {
  test(`storage that ${what} only forgets`, () => {
    mock.method(console, 'info', () => {});
    const memory = new Memory(open);
    memory.write('noom.name', 'Ada');
    assert.equal(memory.read('noom.name'), null);
    memory.forget('noom.name');
    const settings = new Settings(memory, memory);
    settings.name = 'Ada';
    settings.remember('mute');
    // But what was switched off on this page stays off on it.
    assert.deepEqual([settings.name, settings.switches], ['', { microphone: false, camera: true }]);
  });
}

test('what is kept is read again', () => {
  const storage = new FakeStorage();
  const memory = new Memory(() => storage);
  memory.write('noom.name', '민아');
  assert.equal(new Memory(() => storage).read('noom.name'), '민아');
  memory.forget('noom.name');
  assert.equal(memory.read('noom.name'), null);
});

test('a value that is too long to be ours is not read', () => {
  const memory = new Memory(() => new FakeStorage({ 'noom.name': 'x'.repeat(10_000_000) }));
  assert.equal(memory.read('noom.name'), null);
});

const settingsWith = (browser, tab = {}) =>
  new Settings(new Memory(() => new FakeStorage(browser)), new Memory(() => new FakeStorage(tab)));

for (const name of ['Ada', '민아', 'علی\u200cرضا', '👩‍💻 Ada', 'x'.repeat(64), '😀'.repeat(64)]) {
  test(`${name.slice(0, 12)}… is a name that is remembered`, () => {
    assert.equal(settingsWith({ 'noom.name': name }).name, name);
  });
}

for (const [what, name] of Object.entries({
  'a control character': 'A\u0000da',
  'half a surrogate pair': 'A\ud83d',
  'a private character': '\ue000',
  'too many characters': 'x'.repeat(65),
  'blanks alone': '   ',
})) {
  test(`a stored name with ${what} is none`, () => {
    assert.equal(settingsWith({ 'noom.name': name }).name, '');
  });
}

test('each of two tabs keeps its own name, and a new one has the last that was used', () => {
  const browser = new FakeStorage();
  const tabWith = storage => new Settings(new Memory(() => browser), new Memory(() => storage));
  const own = new FakeStorage();
  tabWith(own).name = 'Ada';
  tabWith(new FakeStorage()).name = 'Bob';
  assert.equal(tabWith(own).name, 'Ada');
  assert.equal(tabWith(new FakeStorage()).name, 'Bob');
});

test('a name that was given up stays given up in this tab', () => {
  assert.equal(settingsWith({ 'noom.name': 'Ada' }, { 'noom.name': '' }).name, '');
});

test('switches are of this tab alone, and on in a new one', () => {
  const [browser, tab] = [new FakeStorage(), new FakeStorage()];
  const settings = new Settings(new Memory(() => browser), new Memory(() => tab));
  assert.deepEqual(settings.switches, { microphone: true, camera: true });
  settings.remember('mute');
  settings.remember('camera-off');
  const reloaded = new Settings(new Memory(() => browser), new Memory(() => tab));
  assert.deepEqual(reloaded.switches, { microphone: false, camera: false });
  const another = new Settings(new Memory(() => browser), new Memory(() => new FakeStorage()));
  assert.deepEqual(another.switches, { microphone: true, camera: true });
  settings.remember('unmute');
  assert.deepEqual(reloaded.switches, { microphone: true, camera: false });
  settings.remember('camera-on');
  assert.deepEqual(reloaded.switches, { microphone: true, camera: true });
});

test('a language that was chosen wins over those of the browser, for later visits, too', () => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-GB', 'fr'] }, configurable: true });
  const browser = new FakeStorage();
  const settings = new Settings(new Memory(() => browser), new Memory(() => new FakeStorage()));
  assert.deepEqual(settings.languages.filter(Boolean), ['en-GB', 'fr']);
  settings.language = 'ko';
  assert.deepEqual(new Settings(new Memory(() => browser), new Memory(() => new FakeStorage())).languages, ['ko', 'en-GB', 'fr']);
});

test('a press that is no switch is not remembered', () => {
  const tab = new FakeStorage();
  new Settings(new Memory(() => tab), new Memory(() => tab)).remember('leave');
  assert.equal(tab.entries.size, 0);
});

test('a switch with a value of somebody else is on', () => {
  assert.equal(settingsWith({}, { 'noom.camera': '{"evil":1}' }).switches.camera, true);
});
