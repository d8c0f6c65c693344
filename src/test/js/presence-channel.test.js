import assert from 'node:assert/strict';
import test from 'node:test';
import { PresenceChannel } from '../../main/webapp/js/link/presence-channel.js';
import { record } from './fakes.js';

/** What a peer says of itself: any client can be at the other end, also one that means harm. */

const NOTHING_SAID = { microphone: false, camera: false, watching: true, paused: false };

function channelTo(presence) {
  const channel = { readyState: 'open', send() {} };
  presence.use(channel);
  return channel;
}

for (const data of ['', '{', 'undefined', '{"microphone":true', '{"__proto__":'.repeat(70), new ArrayBuffer(8), new Uint8Array(8)]) {
  test(`what is no JSON changes nothing: ${String(data).slice(0, 30)}`, () => {
    const presence = new PresenceChannel(() => true);
    const events = record(presence, 'presence', 'hang-up');
    const channel = channelTo(presence);
    channel.onmessage({ data });
    assert.deepEqual(events, []);
    channel.onmessage({ data: '{"microphone":true}' });
    assert.deepEqual(events, [['presence', { ...NOTHING_SAID, microphone: true }]]);
  });
}

for (const data of ['null', '1', '"leaving"', '[]', '{"microphone":1,"camera":"true","watching":0,"leaving":"yes"}']) {
  test(`JSON of another shape says nothing: ${data}`, () => {
    const presence = new PresenceChannel(() => true);
    const events = record(presence, 'presence', 'hang-up');
    channelTo(presence).onmessage({ data });
    assert.deepEqual(events, [['presence', NOTHING_SAID]]);
  });
}
