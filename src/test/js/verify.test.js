import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { Exchange, MOST_ROUNDS } from '../../main/webapp/js/features/verify/exchange.js';
import { commitmentOf, newNonce } from '../../main/webapp/js/features/verify/short-string.js';

const [ADA, BOB, EVE] = ['a', 'b', 'e'].map(digit => digit.repeat(64));

/** Ended after the tests, because their timers would keep the process alive. @type {Exchange[]} */
const exchanges = [];
after(() => exchanges.forEach(exchange => exchange.end()));

/** One side, and what it says. The test carries it to the other one, or does not. */
function side(local, remote) {
  const said = [];
  let isOpen = true;
  const exchange = new Exchange({ local, remote }, message => isOpen && said.push(structuredClone(message)) > 0);
  exchanges.push(exchange);
  return { exchange, said, close: () => (isOpen = false) };
}

/** Carries what both say until neither says more. `change` may be somebody in between. */
async function carry(one, other, change = message => message) {
  while (one.said.length + other.said.length > 0) {
    const [from, to] = one.said.length > 0 ? [one, other] : [other, one];
    await to.exchange.hear(change(from.said.shift()));
  }
}

function looks({ exchange: { state, fault, symbols } }) {
  return { state, fault, symbols };
}

test('both see the same seven symbols, and others the next time', async () => {
  const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
  await ada.exchange.begin();
  assert.equal(ada.exchange.state, 'asked');
  await carry(ada, bob);
  const first = looks(ada);
  assert.equal(first.state, 'shown');
  assert.equal(first.symbols.length, 7);
  assert.ok(first.symbols.every(symbol => Number.isInteger(symbol) && symbol >= 0 && symbol < 64));
  assert.deepEqual(looks(bob), first);
  await bob.exchange.begin();
  await carry(bob, ada);
  assert.deepEqual(looks(bob), looks(ada));
  assert.notDeepEqual(looks(ada), first);
});

test('both begin at once: one of them gives way, and both see the same', async () => {
  for (let i = 0; i < 8; i++) {
    const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
    await Promise.all([ada.exchange.begin(), bob.exchange.begin()]);
    await carry(ada, bob);
    assert.equal(looks(ada).state, 'shown');
    assert.deepEqual(looks(bob), looks(ada));
  }
});

test('what comes while a hash is calculated waits its turn', async () => {
  const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
  await ada.exchange.begin();
  const [{ commitment }] = ada.said;
  await Promise.all([bob.exchange.hear(ada.said.shift()), ada.exchange.hear({ kind: 'nonce', commitment, nonce: '7'.repeat(64) })]);
  await Promise.all(ada.said.splice(0).flatMap(message => [bob.exchange.hear(message), bob.exchange.hear(message)]));
  assert.deepEqual([looks(bob).state, looks(bob).fault], ['failed', 'broken'], 'a number that is told twice');
});

test('somebody between with fingerprints of their own sees two strings, no matter who commits', async () => {
  for (const [adaBegins, bobBegins] of [[true, true], [true, false], [false, true], [false, false]]) {
    const [ada, bob] = [side(ADA, EVE), side(BOB, EVE)];
    const [toAda, toBob] = [side(EVE, ADA), side(EVE, BOB)];
    await (adaBegins ? ada : toAda).exchange.begin();
    await carry(ada, toAda);
    await (bobBegins ? bob : toBob).exchange.begin();
    await carry(bob, toBob);
    assert.equal(looks(ada).state, 'shown');
    assert.equal(looks(bob).state, 'shown');
    assert.notDeepEqual(looks(ada), looks(bob));
  }
});

test('somebody between who only carries what both say is found at the first commitment', async () => {
  const [ada, bob] = [side(ADA, EVE), side(BOB, EVE)];
  await ada.exchange.begin();
  await carry(ada, bob);
  assert.deepEqual([looks(bob).state, looks(bob).fault], ['failed', 'forged']);
  assert.deepEqual([looks(ada).state, looks(ada).fault], ['failed', 'stopped']);
});

test('a committer that reveals another number than it committed to is refused', async () => {
  const bob = side(BOB, EVE);
  const nonce = newNonce();
  const commitment = await commitmentOf({ committer: EVE, responder: BOB }, nonce);
  await bob.exchange.hear({ kind: 'commit', commitment });
  assert.equal(bob.said[0].kind, 'nonce');
  await bob.exchange.hear({ kind: 'reveal', commitment, nonce: newNonce() });
  assert.deepEqual([looks(bob).state, looks(bob).fault], ['failed', 'forged']);
  assert.deepEqual(bob.said.at(-1), { kind: 'stop', commitment });
});

test('a number is told only after the other one', async () => {
  const ada = side(ADA, BOB);
  await ada.exchange.begin();
  const [{ commitment }] = ada.said;
  assert.deepEqual(ada.said, [{ kind: 'commit', commitment }]);
  await ada.exchange.hear({ kind: 'nonce', commitment, nonce: newNonce() });
  assert.equal(ada.said[1].kind, 'reveal');
  assert.equal(await commitmentOf({ committer: ADA, responder: BOB }, ada.said[1].nonce), commitment);
});

for (const [what, change] of Object.entries({
  'the commitment': message => (message.kind === 'commit' ? { ...message, commitment: EVE } : message),
  'the number of the one who has committed': message => (message.kind === 'reveal' ? { ...message, nonce: EVE } : message),
})) {
  test(`${what} cannot be changed on its way`, async () => {
    const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
    await ada.exchange.begin();
    await carry(ada, bob, change);
    assert.notEqual(looks(bob).state, 'shown');
    assert.notEqual(looks(ada).state, 'shown');
  });
}

test('another number of the one who answers gives two strings', async () => {
  const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
  await ada.exchange.begin();
  await carry(ada, bob, message => (message.kind === 'nonce' ? { ...message, nonce: EVE } : message));
  assert.notDeepEqual(looks(ada).symbols, looks(bob).symbols);
});

test('a commitment that was heard before is refused, one\'s own, too', async () => {
  const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
  await ada.exchange.begin();
  const own = ada.said[0];
  await carry(ada, bob);
  for (const each of [ada, bob]) {
    await each.exchange.hear(own);
    assert.deepEqual([looks(each).state, looks(each).fault], ['failed', 'broken']);
  }
  const carl = side(ADA, BOB);
  await carl.exchange.begin();
  await carl.exchange.hear(carl.said[0]);
  assert.deepEqual([looks(carl).state, looks(carl).fault], ['failed', 'broken']);
});

/** Every message, in every state but the one in which it belongs. */
test('only the right order of messages leads to a string', async () => {
  const kinds = ['commit', 'nonce', 'reveal', 'stop'];
  const orders = kinds.flatMap(a => kinds.flatMap(b => kinds.flatMap(c => kinds.map(d => [a, b, c, d]))));
  for (const begins of [true, false]) {
    for (const order of orders) {
      const one = side(ADA, BOB);
      if (begins) await one.exchange.begin();
      const theirs = newNonce();
      const commitment = begins ? one.said[0].commitment : await commitmentOf({ committer: BOB, responder: ADA }, theirs);
      let isShown = false;
      for (const [index, kind] of order.entries()) {
        await one.exchange.hear({ kind, commitment, nonce: theirs });
        const isRight = begins ? kind === 'nonce' && index === 0 : kind === 'reveal' && order[index - 1] === 'commit' && order.indexOf('commit') === index - 1;
        isShown = isRight || (isShown && one.exchange.state === 'shown');
        assert.equal(one.exchange.state === 'shown', isShown, `${begins} ${order.slice(0, index + 1)}`);
      }
    }
  }
});

test('what is malformed breaks a round off, and disturbs nothing else', async () => {
  const evil = [
    { kind: 'nonce' }, { kind: 'nonce', commitment: 1, nonce: [] }, { kind: 'commit' }, { kind: 'commit', commitment: 'A'.repeat(64) },
    { kind: 'reveal', commitment: ADA, nonce: `${ADA}0` }, { kind: 'stop', commitment: null },
  ];
  for (const message of evil) {
    const ada = side(ADA, BOB);
    await ada.exchange.hear(message);
    assert.equal(ada.exchange.state, 'idle');
    await ada.exchange.begin();
    await ada.exchange.hear(message);
    assert.deepEqual([looks(ada).state, looks(ada).fault], ['failed', 'broken'], JSON.stringify(message));
    assert.equal(ada.said.at(-1).kind, 'stop');
  }
});

test('what a later page may say is ignored', async () => {
  const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
  await ada.exchange.begin();
  for (const message of [null, 1, 'commit', [], {}, { kind: 'hello' }, { kind: { commit: 1 } }]) await ada.exchange.hear(message);
  await carry(ada, bob);
  assert.equal(ada.exchange.state, 'shown');
});

test('who does not answer is waited for, and not for ever', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const ada = side(ADA, BOB);
  await ada.exchange.begin();
  t.mock.timers.tick(9_999);
  assert.ok(ada.exchange.isBusy);
  t.mock.timers.tick(1);
  assert.deepEqual([looks(ada).state, looks(ada).fault], ['failed', 'silent']);
  // What comes now is of a round that is over, and the other side is told so.
  const [{ commitment }] = ada.said;
  await ada.exchange.hear({ kind: 'nonce', commitment, nonce: EVE });
  assert.deepEqual([looks(ada).fault, ada.said.at(-1)], ['silent', { kind: 'stop', commitment }]);
});

test('an exchange that cannot send fails at once', async () => {
  const ada = side(ADA, BOB);
  ada.close();
  await ada.exchange.begin();
  assert.deepEqual([looks(ada).state, looks(ada).fault], ['failed', 'silent']);
});

test('the string goes when the other side has broken off', async () => {
  const [ada, bob] = [side(ADA, BOB), side(BOB, ADA)];
  await ada.exchange.begin();
  const [{ commitment }] = ada.said;
  await carry(ada, bob);
  await ada.exchange.hear({ kind: 'stop', commitment });
  assert.deepEqual(looks(ada), { state: 'failed', fault: 'stopped', symbols: [] });
});

test('somebody in between does not get as many chances as they like', async () => {
  const bob = side(BOB, EVE);
  let rounds = 0;
  while (rounds <= 2 * MOST_ROUNDS) {
    await bob.exchange.hear({ kind: 'commit', commitment: await commitmentOf({ committer: EVE, responder: BOB }, newNonce()) });
    const said = bob.said.splice(0);
    if (said.some(({ kind }) => kind === 'nonce')) rounds++;
    else if (bob.exchange.fault === 'too-often') break;
  }
  assert.ok(rounds <= MOST_ROUNDS, String(rounds));
  await bob.exchange.begin();
  assert.deepEqual([looks(bob).state, looks(bob).fault, bob.said], ['failed', 'too-often', []]);
});

test('a connection that is over says nothing more', async () => {
  const ada = side(ADA, BOB);
  ada.exchange.end();
  await ada.exchange.begin();
  assert.deepEqual([ada.said, ada.exchange.state], [[], 'idle']);
});
