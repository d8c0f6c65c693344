import assert from 'node:assert/strict';
import test from 'node:test';
import { fingerprintOf, readFingerprints } from '../../main/webapp/js/features/verify/fingerprints.js';

const [ADA, BOB, EVE] = ['a', 'b', 'e'].map(digit => digit.repeat(64));

const line = (hex, hash = 'sha-256') => `a=fingerprint:${hash} ${hex.toUpperCase().match(/../g).join(':')}\r\n`;

test('a fingerprint is found wherever it stands, once or several times', () => {
  assert.equal(fingerprintOf(`v=0\r\n${line(ADA)}m=audio 9\r\n`), ADA);
  assert.equal(fingerprintOf(`v=0\r\nm=audio 9\r\n${line(ADA)}m=video 9\r\n${line(ADA).toLowerCase()}`), ADA);
});

test('a description that leaves a choice says nothing', () => {
  const unclear = [
    '', 'v=0\r\n', line(ADA) + line(BOB), `${line(ADA)}m=audio 9\r\n${line(EVE)}`, line(ADA, 'sha-1'), line(ADA) + line(EVE, 'sha-512'),
    `${line(ADA)}a=fingerprint:SHA-256  ${'EE:'.repeat(31)}EE\r\n`, `${line(ADA)}a=fingerprint:sha-256 ${'EE:'.repeat(31)}EE junk\r\n`,
    `${line(ADA)}a=FINGERPRINT:sha-256 ${'EE:'.repeat(31)}EE\n`, line(ADA.slice(2)), `${line(ADA)}\ra=fingerprint:sha-256 EE`,
  ];
  for (const sdp of unclear) assert.equal(fingerprintOf(sdp), null, sdp);
});

const digest = async text => Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex');

test('the certificate that DTLS has met counts, and the description must fit it', async () => {
  const bob = await digest('the certificate of Bob');
  const met = certificate => ({ transport: { getRemoteCertificates: () => (certificate ? [Buffer.from(certificate)] : []) } });
  const pc = (remote, ...transports) => ({
    currentLocalDescription: { sdp: line(ADA) }, currentRemoteDescription: remote && { sdp: line(remote) }, sctp: null,
    getSenders: () => [{ transport: null }], getReceivers: () => transports,
  });
  const right = { local: ADA, remote: bob };
  assert.deepEqual(await readFingerprints(pc(bob, met('the certificate of Bob'))), right);
  assert.deepEqual(await readFingerprints(pc(bob, { transport: {} })), right, 'Firefox, which does not tell');
  assert.equal(await readFingerprints(pc(EVE, met('the certificate of Bob'))), null, 'another negotiation is on its way');
  assert.equal(await readFingerprints(pc(bob, met('the certificate of Bob'), met('one of Eve'))), null, 'a second transport');
  assert.equal(await readFingerprints(pc(bob, met(null))), null, 'DTLS has met nobody yet');
  assert.equal(await readFingerprints(pc(null)), null, 'there is no answer yet');
});
