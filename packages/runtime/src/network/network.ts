import ipaddr from 'ipaddr.js';
import { isIPv6 } from 'node:net';

/**
 * Whose an address is, as far as one can tell: what tries are counted by. An IPv6 subscriber has at least a /64, hence
 * more addresses than anybody can count; IPv4 ones are counted one by one, also when written as IPv6 (`::ffff:…`).
 *
 * @returns the address itself when it is not IPv6
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const prefix = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${prefix.join(':')}::/64`;
}
