import assert from 'node:assert/strict';
import test, { before, beforeEach } from 'node:test';
import { PeerLink } from '../../main/webapp/js/link/peer-link.js';
import { FakeMediaStream, FakeNetwork, randomOf } from './simulation.js';

/** Every connection that a link has made. */
let made;

before(() => {
  globalThis.MediaStream = FakeMediaStream;
});

beforeEach(() => {
  made = [];
});

function linkWith(iceServers, send = () => {}) {
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
  return new PeerLink({ iceServers, send, PeerConnection });
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

/** @returns the offers that it sends, as they come */
function offersOf(begin) {
  const offers = [];
  const link = linkWith(FIRST, message => message.type === 'offer' && offers.push(message.sdp));
  begin(link);
  return { link, offers };
}

const offered = async (offers, count) => {
  while (offers.length < count) await new Promise(resolve => setImmediate(resolve));
};
const ufragOf = sdp => /a=ice-ufrag:(.+)/.exec(sdp)[1];

test('a first offer that nobody has answered is said again as it is', async () => {
  const { link, offers } = offersOf(each => each.call());
  await offered(offers, 1);
  await link.repeatOffer();
  assert.equal(ufragOf(offers[1]), ufragOf(offers[0]));
  assert.ok(link.awaitsAnswer);
  link.close();
});

test('an unanswered restart of ICE is made again, with new candidates', async () => {
  const { link, offers } = offersOf(() => {});
  await link.receive(OFFER);
  link.restartIce();
  await offered(offers, 1);
  await link.repeatOffer();
  await offered(offers, 2);
  assert.notEqual(ufragOf(offers[1]), ufragOf(offers[0]));
  link.close();
});

test('what has its answer is not said again', async () => {
  const { link, offers } = offersOf(() => {});
  await link.receive(OFFER);
  await link.repeatOffer();
  assert.deepEqual(offers, []);
  assert.equal(made[0].signalingState, 'stable');
  link.close();
});
