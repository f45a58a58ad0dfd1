import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port the product wants, and the variable that changes it. */
export interface PortNeed {
  readonly port: number;
  readonly variable: string;
  /** What listens there, in French, for the person who must free it. */
  readonly purpose: string;
}

/** @returns the needs whose port is already in use on this machine */
export async function takenPorts(needs: readonly PortNeed[]): Promise<PortNeed[]> {
  const checked = await Promise.all(needs.map(async (need) => ({ need, free: await isFree(need.port) })));
  return checked.filter(({ free }) => !free).map(({ need }) => need);
}

/**
 * Below the ports that systems lend to outgoing connections (from 32768 on): one of those, free when asked for, may be
 * lent to a client before the server it was meant for listens.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** A port nobody listens on at the time of the call. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port found between ${FIRST_PORT} and ${LAST_PORT}`);
}

/** Loopback and every address: a server bound to either of them keeps ours from starting. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const server = createServer();
    try {
      server.listen(port, host);
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
    } catch {
      return false;
    }
  }
  return true;
}
