import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { VerifyDesk } from '../../main/webapp/js/features/verify/verify-desk.js';

const [ADA, BOB, EVE] = ['a', 'b', 'e'].map(digit => digit.repeat(64));

/** A link whose fingerprints the test chooses, and whose messages it carries. */
class FakeLink extends EventTarget {
  state = 'connected';
  sent = [];
  constructor(local, remote) {
    super();
    this.fingerprints = { local, remote };
  }
  read() { return Promise.resolve(this.fingerprints); }
  channel(label) {
    assert.equal(label, 'verify');
    return { send: text => this.sent.push(JSON.parse(text)) > 0 };
  }
}

class FakeCall extends EventTarget {
  peers = [];
  has(id, link) {
    this.peers = [...this.peers.filter(({ peer }) => peer.id !== id), { peer: { id, name: id }, link }];
    this.dispatchEvent(new CustomEvent('peer', { detail: this.peers.at(-1) }));
  }
  misses(id) {
    this.peers = this.peers.filter(({ peer }) => peer.id !== id);
    this.dispatchEvent(new CustomEvent('gone', { detail: id }));
  }
}

/** Called after the tests, because open timers would keep the process alive. */
const leaving = [];
after(() => leaving.forEach(leave => leave()));

function person(isAble = true) {
  const able = new Map();
  const desk = new VerifyDesk(able, isAble);
  const call = new FakeCall();
  const heard = [];
  for (const type of ['asked', 'lost']) desk.addEventListener(type, ({ detail }) => heard.push(`${type} ${detail}`));
  const leave = desk.follow(call);
  leaving.push(leave);
  return { able, desk, call, heard, leave };
}

async function pair() {
  const [ada, bob] = [person(), person()];
  const [toBob, toAda] = [new FakeLink(ADA, BOB), new FakeLink(BOB, ADA)];
  ada.call.has('bob', toBob);
  bob.call.has('ada', toAda);
  ada.able.set('bob', true);
  bob.able.set('ada', true);
  const carry = async () => {
    while (toBob.sent.length + toAda.sent.length > 0) {
      if (toBob.sent.length > 0) await bob.desk.hear('ada', toBob.sent.shift());
      else await ada.desk.hear('bob', toAda.sent.shift());
    }
  };
  return { ada, bob, toBob, toAda, carry };
}

/** A pair that has compared. */
async function compared() {
  const both = await pair();
  await both.ada.desk.begin('bob');
  await both.carry();
  both.ada.desk.mark('bob', 'same');
  return both;
}

/** Waits until the desk has handled everything before: it does one thing after the other. */
const settled = ({ desk }) => desk.hear('nobody', {});

test('one asks, the other one is told, and both see the same', async () => {
  const { ada, bob, carry } = await pair();
  await ada.desk.begin('bob');
  await carry();
  const { state, symbols } = ada.desk.of('bob').exchange;
  assert.equal(state, 'shown');
  assert.deepEqual(bob.desk.of('ada').exchange.symbols, symbols);
  assert.deepEqual([ada.heard, bob.heard], [[], ['asked ada']]);
  assert.equal(ada.desk.of('bob').mark, null, 'only a person says that they are the same');
});

test('where it is not possible, that is said at once, and nothing waits', async () => {
  const { ada, toBob } = await pair();
  const says = async () => {
    await ada.desk.begin('bob');
    assert.deepEqual([toBob.sent, ada.desk.of('bob')?.exchange.isBusy ?? false], [[], false]);
    return ada.desk.obstacle('bob');
  };
  ada.able.set('bob', false);
  assert.equal(await says(), 'insecure-there');
  ada.able.delete('bob');
  assert.equal(await says(), 'older');
  ada.able.set('bob', true);
  ada.desk.reconsider('bob');
  assert.equal(ada.desk.obstacle('bob'), null, 'its page was still loading');
  toBob.fingerprints = null;
  assert.equal(await says(), 'unclear');
  toBob.state = 'connecting';
  assert.equal(await says(), 'away');
  toBob.state = 'connected';
  ada.call.has('bob', toBob);
  assert.equal(ada.desk.obstacle('bob'), null);
});

test('a page without TLS says so, and answers nobody', async () => {
  const { call, able, desk } = person(false);
  const link = new FakeLink(ADA, BOB);
  call.has('bob', link);
  able.set('bob', true);
  await desk.begin('bob');
  assert.equal(desk.obstacle('bob'), 'insecure');
  await desk.hear('bob', { kind: 'commit', commitment: EVE });
  assert.deepEqual(link.sent, []);
});

test('a negotiation with the same certificates keeps what was compared', async () => {
  const { ada, toBob } = await compared();
  for (const type of ['negotiation', 'state']) toBob.dispatchEvent(new Event(type));
  ada.call.has('bob', toBob);
  await settled(ada);
  assert.equal(ada.desk.of('bob').mark, 'same');
  assert.deepEqual(ada.heard, []);
});

test('another link is another connection, and those who have compared are told', async () => {
  const { ada, bob } = await compared();
  ada.call.has('bob', new FakeLink(EVE, BOB));
  bob.call.has('ada', new FakeLink(BOB, EVE));
  await Promise.all([settled(ada), settled(bob)]);
  assert.equal(ada.desk.of('bob'), null);
  assert.deepEqual([ada.heard, bob.heard], [['lost bob'], ['asked ada']], 'Bob has not said that they are the same');
});

test('somebody of the same name in the place of one who was compared is not compared, and that is said', async () => {
  const { ada } = await compared();
  ada.call.misses('bob');
  ada.call.has('bob', new FakeLink(ADA, EVE));
  await settled(ada);
  assert.equal(ada.desk.of('bob'), null);
  assert.deepEqual(ada.heard, ['lost bob']);
});

for (const now of [{ local: ADA, remote: EVE }, null]) {
  test(`another certificate on the same link, ${now ? 'known' : 'or none for certain'}, is another connection`, async () => {
    const { ada, toBob } = await compared();
    toBob.fingerprints = now;
    toBob.dispatchEvent(new Event('negotiation'));
    await settled(ada);
    assert.equal(ada.desk.of('bob'), null);
    assert.deepEqual(ada.heard, ['lost bob']);
  });
}

test('a certificate that changed without an event is noticed before the next round', async () => {
  const { ada, toBob } = await compared();
  toBob.fingerprints = { local: ADA, remote: EVE };
  await ada.desk.begin('bob');
  assert.deepEqual(ada.heard, ['lost bob']);
  assert.equal(ada.desk.of('bob').fingerprints.remote, EVE);
});

test('a new round asks for a new judgement, and keeps the mark until then', async () => {
  const { ada, carry } = await compared();
  await ada.desk.begin('bob');
  await carry();
  assert.deepEqual([ada.desk.of('bob').mark, ada.desk.of('bob').isJudged], ['same', false]);
  ada.desk.mark('bob', 'differ');
  assert.deepEqual([ada.desk.of('bob').mark, ada.desk.of('bob').isJudged], ['differ', true]);
});

test('nothing is marked that is not shown', async () => {
  const { ada } = await pair();
  await ada.desk.begin('bob');
  ada.desk.mark('bob', 'same');
  assert.equal(ada.desk.of('bob').mark, null);
});

test('who is gone is forgotten, and so is everybody with the call', async () => {
  const { ada } = await compared();
  ada.call.misses('bob');
  assert.equal(ada.desk.of('bob'), null);
  const other = (await compared()).ada;
  other.leave();
  assert.deepEqual([other.desk.of('bob'), other.desk.peers, other.heard], [null, [], []]);
});
