import { makeFolder } from '@timetable/folders';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** Whoever was given a port listens on it by then, or never. */
const CLAIM_MS = 2 * 60_000;
const CLAIMS = join(tmpdir(), 'timetable-ports');

/** A port nobody listens on, and which no other call, of this process or another, is given meanwhile. */
export async function freePort(): Promise<number> {
  makeFolder(CLAIMS, { setting: 'TMPDIR' });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if ((await claim(port)) && (await isFree(port))) return port;
  }
  throw new Error(`No free port found between ${FIRST_PORT} and ${LAST_PORT}`);
}

/** Free is not enough: two products that start together would be given one port before either listens. */
async function claim(port: number): Promise<boolean> {
  const path = join(CLAIMS, String(port));
  try {
    if (Date.now() - (await stat(path)).mtimeMs < CLAIM_MS) return false;
    await rm(path);
  } catch {
    // Nobody has claimed it, or its old claim is being removed by another: whoever creates the file has it.
  }
  try {
    await writeFile(path, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
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
