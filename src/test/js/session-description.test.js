import assert from 'node:assert/strict';
import test from 'node:test';
import { answeredBy, answerTo, crossedAnswer, isCandidateOf, originOf, sessionOf, slotsOf, withSlots } from '../../main/webapp/js/link/session-description.js';

const sdp = (session, version, ...lines) =>
  ['v=0', `o=- ${session} ${version} IN IP4 127.0.0.1`, 's=-', 't=0 0', ...lines, ''].join('\r\n');

test('descriptions of one connection have the same session, and each has an origin of its own', () => {
  assert.equal(sessionOf(sdp('4611', 2)), '4611');
  assert.equal(sessionOf(sdp('4611', 3)), '4611');
  assert.equal(originOf(sdp('4611', 2)), '4611 2');
  assert.equal(originOf('o=mozilla...THIS_IS_SDPARTA-99.0 815 0 IN IP4 0.0.0.0\r\n'), '815 0');
  assert.equal(sessionOf('v=0'), null);
});

test('an answer says which offer it answers', () => {
  const offer = sdp('4611', 2);
  const answer = answerTo(offer, sdp('99', 1));
  assert.equal(answeredBy(answer), originOf(offer));
  assert.equal(originOf(answer), '99 1');
  assert.ok(answer.endsWith('\r\n'));
});

test('the answer of another client does not say it', () => {
  assert.equal(answeredBy(sdp('99', 1)), null);
  assert.equal(answerTo('no offer that we can name', sdp('99', 1)), sdp('99', 1));
});

test('a candidate belongs to the description that has its fragment, and to any if it has none', () => {
  const restarted = sdp('1', 1, 'm=audio 9', 'a=ice-ufrag:new+', 'm=video 9', 'a=ice-ufrag:new+');
  assert.equal(isCandidateOf({ usernameFragment: 'new+' }, restarted), true);
  assert.equal(isCandidateOf({ usernameFragment: 'new' }, restarted), false);
  assert.equal(isCandidateOf({ usernameFragment: 'old' }, restarted), false);
  assert.equal(isCandidateOf({}, restarted), true);
  assert.equal(isCandidateOf({ usernameFragment: null }, restarted), true);
});

test('a description says which of its sections is which slot', () => {
  const offer = sdp('4611', 2);
  const slots = new Map([['0', 'microphone'], ['1', 'camera']]);
  assert.deepEqual(slotsOf(withSlots(offer, slots)), slots);
  assert.equal(originOf(withSlots(offer, slots)), originOf(offer));
  assert.equal(slotsOf(offer), null);
  assert.deepEqual(slotsOf(answerTo(offer, withSlots(offer, slots))), slots);
});

const offer = (session, ...lines) => sdp(session, 2, 'm=audio 9 UDP/TLS/RTP/SAVPF 111', `a=ice-ufrag:${session}`, 'a=setup:actpass', 'a=rtpmap:111 opus/48000/2', ...lines);

test('of two offers of one kind each is an answer to the other, and one side begins with DTLS', () => {
  const [one, two] = [offer('1', 'a=candidate:1'), offer('2', 'a=msid:x y')];
  assert.equal(crossedAnswer(one, two, true), two.replace('actpass', 'passive'));
  assert.equal(crossedAnswer(two, one, false), one.replace('actpass', 'active'));
});

test('two offers that differ in what they offer answer nothing', () => {
  assert.equal(crossedAnswer(offer('1'), offer('2', 'a=extmap:1 urn:x'), true), null);
  assert.equal(crossedAnswer(offer('1'), offer('2', 'a=rtcp-fb:96 nack'), true), null);
  assert.equal(crossedAnswer(offer('1'), offer('2').replace('SAVPF 111', 'SAVPF 109'), true), null);
});
