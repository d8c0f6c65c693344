/**
 * Whether two ends could reach each other if UDP came through at all, without a STUN server that tells each what it looks like
 * from outside. Pure. Addresses are texts as in a candidate (RFC 8839, section 5.1).
 */

/** Networks that are not routed on the Internet: RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd]|fe[89ab])/i;

/** A computer's own word for itself (RFC 1122, RFC 4291): of use to nobody else. Browsers under test offer it. */
const LOOPBACK = /^(127\.|(0*:)+0*1$)/;

/**
 * @param {string[]} own addresses of this computer
 * @param {string[]} theirs of the other one
 * @param {string | null} seenAs the address from which the server sees this page; null if it does not tell
 * @returns {boolean} false only where it is known that they cannot: there is an address translator (NAT) on this side, and none
 *   of their addresses leads out of a network of their own
 */
export function canReachDirectly(own, theirs, seenAs) {
  own = own.filter(address => !LOOPBACK.test(address));
  theirs = theirs.filter(address => !LOOPBACK.test(address));
  if (seenAs === null || own.length === 0 || theirs.length === 0) return true;
  if (own.some(each => same(each, seenAs))) return true;
  return theirs.some(address => !PRIVATE.test(address) || own.some(each => subnetOf(each) === subnetOf(address)));
}

/** @param {string} a @param {string} b */
function same(a, b) {
  return partsOf(a).join() === partsOf(b).join();
}

/** As large as most networks are: /24 and /64. @param {string} address */
function subnetOf(address) {
  return partsOf(address).slice(0, address.includes(':') ? 4 : 3).join();
}

/** The numbers of an address, four or eight; an IPv6 address may be written in several ways. @param {string} address */
function partsOf(address) {
  if (!address.includes(':')) return address.split('.').map(Number);
  const [head, tail] = address.split('::').map(half => (half === '' ? [] : half.split(':')));
  const zeros = tail ? Array(Math.max(0, 8 - head.length - tail.length)).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].map(group => parseInt(group, 16));
}
