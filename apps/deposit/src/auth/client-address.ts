import ipaddr from 'ipaddr.js';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/**
 * Where requests come from. Behind proxies that is the last entry of `X-Forwarded-For` that is not itself one of them; the
 * header is believed only when the connection comes from a trusted proxy: anyone can write one.
 */
export class ClientAddress {
  readonly #trusts: (address: string, index: number) => boolean;

  /** @param proxies addresses and networks (`10.0.0.0/8`), separated by commas */
  constructor(proxies: string) {
    this.#trusts = proxyAddr.compile(proxies.split(',').map((each) => each.trim()));
  }

  /** IPv4 as such, also when the socket is dual. Empty when the connection ended meanwhile. */
  of(request: IncomingMessage): string {
    const named = proxyAddr(request, this.#trusts);
    const address = isIP(named) === 0 ? (request.socket.remoteAddress ?? '') : named;
    return isIP(address) === 0 ? '' : ipaddr.process(address).toString();
  }
}
