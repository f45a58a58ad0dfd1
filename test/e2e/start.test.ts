// `npm start` as a person lives with it: what it does when things are killed, and that nothing ever outlives it.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '@timetable/embedded';
import { describeWhere } from '@timetable/test-conditions';
import { launch, RunningProduct } from '../support/product.js';
import { until } from '../support/until.js';

const run = promisify(execFile);
const PARTS = ['postgres', 'temporal', 'api', 'deposit', 'worker'] as const;
let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'timetable-start-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('npm start', () => {
  it('seeds a demo campus, and keeps secrets and what it receives to their owner', async () => {
    const product = await RunningProduct.start({ dataDirectory: directory });
    try {
      expect(await product.api.campuses()).toEqual(['demo']);
      for (const [name, mode] of [
        ['credentials.json', 0o600],
        ['files', 0o700],
        ['mails', 0o700],
        ['logs', 0o700],
      ] as const) {
        expect((await stat(join(directory, name))).mode & 0o777).toBe(mode);
      }
      expect((await fetch(`${product.description.apiUrl}/readyz`)).status).toBe(200);
      expect((await fetch(`${product.description.depositUrl}/healthz`)).status).toBe(200);
      // Whoever listens on every address answers on this one too: passwords and mails would be anybody's.
      for (const url of addressesOf(product))
        await expect(connected(url.port, '127.0.0.2')).rejects.toThrow();
      for (const url of addressesOf(product)) await connected(url.port, '127.0.0.1');
    } finally {
      expect(await product.stop()).toBe(0);
    }
    await nothingRuns();
  }, 180_000);

  it('starts a killed process again by itself, and finds its data after a restart', async () => {
    const password = String(await readFile(join(directory, 'credentials.json')));
    const product = await RunningProduct.start({ dataDirectory: directory });
    try {
      const before = await product.pid('worker');
      await product.killPart('worker');
      const restarted = await until(async () => {
        const now = await product.pid('worker');
        return now === before ? undefined : now;
      });
      expect(restarted).not.toBe(before);
      await until(
        async () =>
          (await fetch(`${product.description.workerUrl}/readyz`).catch(() => undefined))?.ok === true,
      );
      expect(await product.api.campuses()).toEqual(['demo']);
      expect(String(await readFile(join(directory, 'credentials.json')))).toBe(password);
    } finally {
      expect(await product.stop('SIGINT')).toBe(0);
    }
  }, 180_000);

  it('takes everything with it when it is killed outright, and starts again from what is left', async () => {
    const product = await RunningProduct.start({ dataDirectory: directory });
    const pids = await Promise.all(PARTS.map((part) => product.pid(part)));
    await product.killOutright();
    await nothingRuns();
    expect(pids.every((pid) => pid !== undefined)).toBe(true);

    // Then everything at once, lock files and all.
    const again = await RunningProduct.start({ dataDirectory: directory });
    expect(await again.api.campuses()).toEqual(['demo']);
    for (const pid of [again.supervisorPid, ...(await processesOf(directory))]) process.kill(pid, 'SIGKILL');
    await nothingRuns();

    const last = await RunningProduct.start({ dataDirectory: directory });
    try {
      expect(await last.api.campuses()).toEqual(['demo']);
    } finally {
      await last.stop();
    }
    await nothingRuns();
  }, 240_000);

  it('says which port is taken and which variable changes it', async () => {
    const port = await freePort();
    const stranger = createServer().listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    try {
      const { child, printed } = launch(directory, { DEPOSIT_PORT: String(port) });
      await once(child, 'exit');
      expect(child.exitCode).toBe(1);
      expect(printed()).toContain(`Le port ${port} (dépôt WebDAV) est déjà pris`);
      expect(printed()).toContain('DEPOSIT_PORT=');
    } finally {
      stranger.close();
    }
    await nothingRuns();
  }, 60_000);

  describeWhere('under /proc', process.platform === 'linux' ? undefined : 'there is no /proc', () => {
    it.each([
      ['DATA_DIR', '/proc/timetable'],
      ['STORAGE_URL', 'file:///proc/timetable/files'],
    ])(
      'says at once that %s names a folder that cannot be made, and what to do',
      async (name, value) => {
        const { child, printed } = launch(directory, { [name]: value });
        const waiting = setTimeout(() => child.kill('SIGKILL'), 20_000);
        await once(child, 'exit');
        clearTimeout(waiting);
        expect(printed()).toMatch(
          /Le dossier \/proc\/timetable\S* ne peut pas être créé : rien ne peut être créé dans \/proc\./,
        );
        expect(printed()).toContain(`Choisissez un autre dossier par ${name}.`);
        expect([child.exitCode, printed().includes('    at ')]).toEqual([1, false]);
      },
      60_000,
    );
  });

  it('names a wrong setting before it starts anything', async () => {
    const { child, printed } = launch(directory, { SCHOOL_TIME_ZONE: 'Europe/Nulle-Part' });
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(printed()).toContain('SCHOOL_TIME_ZONE');
  }, 60_000);
});

/** The watchdog is the last to leave, a moment after `npm start` itself. */
async function nothingRuns(): Promise<void> {
  await until(async () => ((await processesOf(directory)).length === 0 ? true : undefined), {
    what: 'the end of every process',
  });
}

/** Pids of what runs for a DATA_DIR: servers name it in their arguments, our processes in their environment. */
async function processesOf(dataDirectory: string): Promise<number[]> {
  // No shell, no pgrep: what asks must not find itself.
  const { stdout } = await run('ps', ['-eo', 'pid=,args=', 'e'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split('\n')
    .filter((line) => line.includes(dataDirectory) && !line.includes('ps -eo'))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid !== process.pid);
}

function addressesOf({ description }: RunningProduct): URL[] {
  const { apiUrl, depositUrl, workerUrl, temporalUiUrl, databaseUrl, temporalAddress } = description;
  return [apiUrl, depositUrl, workerUrl, temporalUiUrl, databaseUrl, `http://${temporalAddress}`].map(
    (address) => new URL(address),
  );
}

async function connected(port: string, host: string): Promise<void> {
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  socket.destroy();
}
