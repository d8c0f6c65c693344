import assert from 'node:assert/strict';
import test, { before, beforeEach } from 'node:test';
import { PeerLink } from '../../main/webapp/js/peer-link.js';
import { FakeMediaStream, FakeNetwork, randomOf } from './simulation.js';

/** Every connection that a link has made. */
let made;

before(() => {
  globalThis.MediaStream = FakeMediaStream;
});

beforeEach(() => {
  made = [];
});

function linkWith(iceServers) {
  const PeerConnection = class extends new FakeNetwork(randomOf(1)).connectionsOf('ada') {
    constructor(configuration) {
      super();
      this.configuration = configuration;
      made.push(this);
    }

    getConfiguration() {
      return this.configuration;
    }

    setConfiguration(configuration) {
      this.configuration = configuration;
    }
  };
  return new PeerLink({ iceServers, send() {}, PeerConnection });
}

const OFFER = { type: 'offer', from: 'bob', sdp: 'v=0\r\no=- bob-1 1 IN IP4 127.0.0.1\r\na=ice-ufrag:u1\r\n' };
const [FIRST, RENEWED] = ['first', 'renewed'].map(username => [{ urls: 'turn:turn.example', username, credential: 'c' }]);

test('who gives its own call up for the other one takes the newest ICE servers along', async () => {
  const link = linkWith(FIRST);
  link.polite = true;
  link.call();
  link.useIceServers(RENEWED);
  await link.receive(OFFER);
  assert.equal(made.length, 2);
  assert.ok(made[0].isClosed);
  assert.deepEqual(made[1].configuration, { iceServers: RENEWED, bundlePolicy: 'max-bundle' });
  link.close();
});
