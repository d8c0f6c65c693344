import assert from 'node:assert/strict';
import test from 'node:test';
import { missingFrom } from '../../main/webapp/js/app/requirements.js';
import english from '../../main/webapp/i18n/en.js';
import help from '../../main/webapp/i18n/en-help.js';

/** What a policy or an extension takes away, found before anybody enters. */

let closed = 0;

class Connection {
  close() {
    closed++;
  }
}

class Throwing {
  constructor() {
    throw new DOMException('WebRTC is disabled', 'NotSupportedError');
  }
}

const BROWSER = { MediaStream: class {}, RTCPeerConnection: Connection, RTCRtpTransceiver: class {}, WebSocket: class {} };

test('a browser that has everything lacks nothing, and the connection that was tried is closed', () => {
  closed = 0;
  assert.equal(missingFrom(BROWSER), null);
  assert.equal(closed, 1);
});

for (const [what, change, missing] of [
  ['no RTCPeerConnection', { RTCPeerConnection: undefined }, 'webrtc-off'],
  ['null in its place', { RTCPeerConnection: null }, 'webrtc-off'],
  ['an object in its place', { RTCPeerConnection: {} }, 'webrtc-off'],
  ['an arrow function in its place', { RTCPeerConnection: () => {} }, 'webrtc-off'],
  ['a constructor that throws', { RTCPeerConnection: Throwing }, 'webrtc-off'],
  ['a constructor that makes something else', { RTCPeerConnection: class {} }, 'webrtc-off'],
  ['no RTCRtpTransceiver', { RTCRtpTransceiver: undefined }, 'webrtc-off'],
  ['no MediaStream', { MediaStream: undefined }, 'webrtc-off'],
  ['no WebSocket', { WebSocket: undefined }, 'websocket-off'],
  ['nothing at all', { MediaStream: undefined, RTCPeerConnection: undefined, WebSocket: undefined }, 'webrtc-off'],
]) {
  test(`a browser with ${what}: ${missing}`, () => {
    assert.equal(missingFrom({ ...BROWSER, ...change }), missing);
    assert.ok(`notice.${missing}` in english);
    assert.ok(`check.user.${missing}` in help);
    assert.ok(`check.admin.${missing}` in help);
  });
}
