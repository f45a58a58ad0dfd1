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
    let address = peerAddress(request);
    const chain = [request.headers['x-forwarded-for'] ?? []].flat().join().split(',');
    // Each proxy adds at the end whom it heard from: what stands before the first that is not ours, anyone may have written.
    for (const [index, entry] of chain
      .filter((each) => each.trim() !== '')
      .reverse()
      .entries()) {
      const before = address !== '' && this.#trusts(address, index) ? addressIn(entry) : undefined;
      if (before === undefined) break;
      address = before;
    }
    return address;
  }
}

/** Who is at the other end of the connection: a proxy, or the client itself. IPv4 as such; empty when it ended meanwhile. */
export const peerAddress = ({ socket }: IncomingMessage): string =>
  addressIn(socket.remoteAddress ?? '') ?? '';

/** As proxies write them: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:443`, quoted or not. */
const ENTRY = /^"?(?:\[(?<bracketed>[^\]]+)\](?::\d*)?|(?<v4>[\d.]+):\d*|(?<plain>[^"]*))"?$/;

/** @returns undefined when it is no address: `unknown`, a name, junk */
function addressIn(entry: string): string | undefined {
  const groups = ENTRY.exec(entry.trim())?.groups;
  const address = groups?.['bracketed'] ?? groups?.['v4'] ?? groups?.['plain'] ?? '';
  return isIP(address) === 0 ? undefined : ipaddr.process(address).toString();
}
