import { isIPv6 } from 'node:net';

/**
 * Whose an address is, as far as one can tell: what tries are counted by. An IPv6 subscriber has at least a /64, hence
 * more addresses than anybody can count; IPv4 ones are counted one by one, also when written as IPv6 (`::ffff:…`).
 *
 * @returns the address itself when it is not IPv6
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff' && high !== undefined && low !== undefined)
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight of them, in hexadecimal without leading zeros. */
function groupsOf(address: string): string[] {
  // A URL is written in the canonical way: lower case, no IPv4 tail. A zone (`%eth0`) is no part of the address.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`);
  const [head = [], tail = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
}
