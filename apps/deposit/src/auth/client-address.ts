import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Where requests come from. Behind a proxy that is the last entry of `X-Forwarded-For`, which is believed only when the
 * connection comes from a trusted proxy: anyone can write a header.
 */
export class ClientAddress {
  readonly #trusted = new BlockList();

  /** @param proxies addresses and networks (`10.0.0.0/8`), separated by commas */
  constructor(proxies: string) {
    for (const entry of proxies.split(',').map((each) => each.trim())) {
      const [address = '', bits] = entry.split('/');
      if (isIP(address) === 0) continue;
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.#trusted.addAddress(address, family);
      else this.#trusted.addSubnet(address, Number(bits), family);
    }
  }

  of(request: IncomingMessage): string {
    const peer = plain(request.socket.remoteAddress ?? '');
    if (!this.#trusts(peer)) return peer;
    const header = request.headers['x-forwarded-for'];
    const forwarded = plain((typeof header === 'string' ? header : '').split(',').at(-1)?.trim() ?? '');
    return isIP(forwarded) === 0 ? peer : forwarded;
  }

  #trusts(address: string): boolean {
    return isIP(address) !== 0 && this.#trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

/** IPv4 as such, also when the socket is dual. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
