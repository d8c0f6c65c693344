import assert from 'node:assert/strict';
import test from 'node:test';
import { SharedScreens } from '../../main/webapp/js/features/screen/shared-screens.js';

class FakeChannel extends EventTarget {
  sent = [];
  send(text) { this.sent.push(JSON.parse(text)); }
  hear(state) { this.dispatchEvent(new CustomEvent('message', { detail: JSON.stringify(state) })); }
}

class FakeLink extends EventTarget {
  own = new FakeChannel();
  media = [];
  channel() { return this.own; }
  async sendMedia(tracks) { this.media.push(tracks); }
  brings(stream) { this.dispatchEvent(new CustomEvent('screen', { detail: stream })); }
}

class FakeCall extends EventTarget {
  peers = [];
  sees(id, link) {
    const remote = this.peers.find(({ peer }) => peer.id === id) ?? { peer: { id, name: id }, connection: 'connected' };
    remote.link = link;
    if (!this.peers.includes(remote)) this.peers.push(remote);
    this.dispatchEvent(new CustomEvent('peer', { detail: remote }));
    return link;
  }
  misses(id) { this.dispatchEvent(new CustomEvent('gone', { detail: id })); }
}

function setUp() {
  const call = new FakeCall();
  const screens = new SharedScreens();
  const shown = [];
  screens.addEventListener('screen', ({ detail }) => shown.push([detail.peerId, detail.sharing, detail.stream]));
  return { call, screens, shown, end: screens.follow(call) };
}

const SHARED = { screen: 'slides', 'screen-audio': null };
const NOT_SHARED = { screen: null, 'screen-audio': null };

test('who has said that it shows screens gets this one, now or later, and once more on a new link', () => {
  const { call, screens } = setUp();
  const bob = call.sees('bob', new FakeLink());
  bob.own.hear({ sharing: false, seen: true });
  const carl = call.sees('carl', new FakeLink());
  screens.share({ video: 'slides', audio: null });
  assert.deepEqual([bob.media.at(-1), carl.media], [SHARED, []]);
  carl.own.hear({ sharing: false, seen: false });
  assert.deepEqual(carl.media.at(-1), SHARED);
  assert.deepEqual(screens.audience.map(({ id, seen }) => [id, seen]), [['bob', true], ['carl', false]]);

  const again = call.sees('bob', new FakeLink());
  assert.deepEqual(screens.audience.map(({ id }) => id), ['carl']);
  again.own.hear({ sharing: false });
  assert.deepEqual(again.media.at(-1), SHARED);
  screens.share({ video: null, audio: null });
  assert.deepEqual([again.media.at(-1), carl.media.at(-1)], [NOT_SHARED, NOT_SHARED]);
  assert.deepEqual(screens.audience, []);
});

test('a screen is there while its owner says so', () => {
  const { call, shown } = setUp();
  const bob = call.sees('bob', new FakeLink());
  bob.brings('early');
  assert.deepEqual(shown, []);
  bob.own.hear({ sharing: true, seen: true });
  bob.brings('later');
  bob.own.hear({ sharing: false, seen: true });
  assert.deepEqual(shown, [['bob', true, 'early'], ['bob', true, 'later'], ['bob', false, 'later']]);
});

test('who goes takes the screen along, and so does the end of the call', () => {
  const { call, shown, end } = setUp();
  for (const id of ['bob', 'carl']) call.sees(id, new FakeLink()).own.hear({ sharing: true });
  call.misses('bob');
  end();
  assert.deepEqual(shown.filter(([, sharing]) => !sharing).map(([id]) => id), ['bob', 'carl']);
});

test('what a former link brings is not shown any more, and the screen stays until the new one says otherwise', () => {
  const { call, shown } = setUp();
  const before = call.sees('bob', new FakeLink());
  before.own.hear({ sharing: true });
  const after = call.sees('bob', new FakeLink());
  before.brings('old');
  after.brings('new');
  assert.deepEqual(shown.at(-1), ['bob', true, 'new']);
  after.own.hear({ sharing: false });
  assert.deepEqual(shown.at(-1), ['bob', false, 'new']);
});

test('whether screens are seen here is said once, and nonsense of others is ignored', () => {
  const { call, screens, shown } = setUp();
  const bob = call.sees('bob', new FakeLink());
  screens.watch(true);
  screens.watch(false);
  assert.deepEqual(bob.own.sent.at(-1), { sharing: false, seen: false });
  for (const nonsense of [1, 'x', [], { sharing: 'yes' }]) bob.own.hear(nonsense);
  assert.deepEqual(shown, []);
});
