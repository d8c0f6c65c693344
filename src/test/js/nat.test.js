import assert from 'node:assert/strict';
import test from 'node:test';
import { canReachDirectly } from '../../main/webapp/js/diagnosis/nat.js';

for (const [what, own, theirs, seenAs, expected] of [
  ['both behind NAT, in networks of their own', ['192.168.1.2'], ['192.168.2.2'], '203.0.113.7', false],
  ['both behind NAT, of a company', ['10.1.0.2', '172.17.0.1'], ['10.2.0.2'], '10.9.0.1', false],
  ['we are behind NAT, they are not', ['192.168.1.2'], ['192.168.2.2', '198.51.100.4'], '203.0.113.7', true],
  ['both behind one NAT', ['192.168.1.2'], ['192.168.1.3'], '203.0.113.7', true],
  ['no NAT on our side: they can be heard of', ['10.1.0.2'], ['10.2.0.2'], '10.1.0.2', true],
  ['one of several networks is the one the server sees', ['172.17.0.1', '10.1.0.2'], ['10.2.0.2'], '10.1.0.2', true],
  ['the server does not tell', ['192.168.1.2'], ['192.168.2.2'], null, true],
  ['browsers hide our addresses', [], ['192.168.2.2'], '203.0.113.7', true],
  ['browsers hide theirs', ['192.168.1.2'], [], '203.0.113.7', true],
  ['IPv6, written in two ways', ['2001:db8::7'], ['fd00::1'], '2001:db8:0:0:0:0:0:7', true],
  ['IPv6, of the same network', ['fd00:0:0:1::7'], ['fd00::1:0:0:0:8'], '2001:db8::1', true],
  ['IPv6, of two networks', ['fd00:0:0:1::7'], ['fd00:0:0:2::8'], '2001:db8::1', false],
  ['… and browsers under test, which offer loopback', ['127.0.0.1', '192.168.1.2', '::1'], ['192.168.2.2', '127.0.0.1', '::1'], '203.0.113.7', false],
  ['172.15 and 100.128 are of the Internet', ['192.168.1.2'], ['172.15.0.1', '100.128.0.1'], '203.0.113.7', true],
  ['shared addresses of a provider are not', ['192.168.1.2'], ['100.64.0.1', '172.31.0.1'], '203.0.113.7', false],
]) {
  test(what, () => assert.equal(canReachDirectly(own, theirs, seenAs), expected));
}
