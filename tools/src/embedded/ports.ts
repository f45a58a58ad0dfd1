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

/** A port nobody listens on at the time of the call. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
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
