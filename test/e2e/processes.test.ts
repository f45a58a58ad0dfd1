// The production entry points, configured by the environment alone: what keeps one from starting ends it, by name.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCacheOf } from '../support/compile-cache.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const PROCESSES = [
  ['api', 'API_PORT'],
  ['deposit', 'DEPOSIT_PORT'],
  ['worker', 'WORKER_PORT'],
] as const;

let test: TestDatabase;
let directory: string;
let taken: Server;
let takenPort: string;
beforeAll(async () => {
  test = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'processes-'));
  taken = createServer().listen(0);
  await once(taken, 'listening');
  const address = taken.address();
  takenPort = String(typeof address === 'object' ? address?.port : address);
});
afterAll(async () => {
  taken.close();
  await test.drop();
  await rm(directory, { recursive: true });
});

/** Runs a process that is expected to end by itself. */
function run(
  name: (typeof PROCESSES)[number][0],
  variables: Readonly<Record<string, string>>,
): Promise<{ ok: boolean; said: string }> {
  const main = fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));
  const env = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: compileCacheOf(name),
    DATABASE_URL: test.url,
    STORAGE_URL: `file:${directory}`,
    SESSION_SECRET: 's'.repeat(32),
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    ...variables,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [main], { env, timeout: 100_000 }, (error, _, stderr) => {
      resolve({ ok: error === null || error.killed === true, said: stderr });
    });
  });
}

describe.each(PROCESSES)('the process %s', (name, portVariable) => {
  it.each([
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL: Valeurs possibles'],
    ['DATABASE_URL', '', 'DATABASE_URL: Ce champ est obligatoire.'],
    ['CLOCK', '2026-09-01T08:00:00+02:00', 'CLOCK: est refusé avec NODE_ENV=production.'],
    ['STORAGE_URL', 'file:/dev/null/files', 'Le dossier /dev/null/files ne peut pas être créé'],
  ])('ends when %s is wrong, and says nothing but so', async (variable, value, refusal) => {
    const { ok, said } = await run(name, { NODE_ENV: 'production', [variable]: value });
    expect(ok).toBe(false);
    expect(said.startsWith(`Réglages incorrects :\n${refusal}`)).toBe(true);
  });

  it('ends when its port is taken, and names the setting', async () => {
    const { ok, said } = await run(name, { [portVariable]: takenPort });
    expect(said).toMatch(`${portVariable}: ce port est déjà pris.`);
    expect(ok).toBe(false);
  });
});
