// Temporal away for real: the compiled worker against a server that is not ready, killed and started again. What watches the
// worker is told, its log stays short, and what waited is imported by itself.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { findTemporalCli, freePort, TemporalServer, type TemporalOptions } from '@timetable/embedded';
import { temporalAttributes } from '@timetable/product';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { QueueWorld } from '../support/queue-world.js';
import { until } from '../support/until.js';
import { isWorkerReady, seesTemporalAway } from '../support/worker-health.js';
import type { WorkerProcess } from '../support/worker-process.js';

jest.setTimeout(300_000);

const CAMPUSES = ['nord', 'sud', 'est'];
/** Long enough for each loop of the worker to fail several times. */
const AWAY_MS = 6_000;

/** Level of pino. */
const WARN = 40;

const LINE = z.looseObject({
  level: z.number(),
  msg: z.string(),
  outage: z.string().optional(),
  away: z.string().optional(),
  failures: z.number().optional(),
});
type Line = z.infer<typeof LINE>;

let options: Omit<TemporalOptions, 'searchAttributes' | 'databaseFile'>;
let databaseFile: string;
let server: TemporalServer;
let world: QueueWorld;
let directory: string;
let worker: WorkerProcess;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'temporal-away-'));
  options = {
    cli: await findTemporalCli({ env: process.env, dataDirectory: directory }),
    port: await freePort(),
    uiPort: await freePort(),
    namespace: 'default',
    logFile: join(directory, 'temporal.log'),
    registry: { started: () => Promise.resolve(), ended: () => Promise.resolve() },
  };
  world = await QueueWorld.open(`127.0.0.1:${options.port}`);
  await world.declare(CAMPUSES);
});
beforeEach(() => {
  databaseFile = join(directory, `${randomUUID()}.db`);
});
afterEach(async () => {
  await world.stopWorker();
  await server.stop();
});
afterAll(async () => {
  await world.close();
  await rm(directory, { recursive: true, force: true });
});

const lines = (): Line[] =>
  worker.log
    .split('\n')
    .filter((text) => text.startsWith('{') && text.endsWith('}'))
    .map((text) => LINE.parse(JSON.parse(text)));

async function startServer(searchAttributes = temporalAttributes()): Promise<void> {
  server = await TemporalServer.start({ ...options, databaseFile, searchAttributes });
}

/** What was deposited meanwhile is imported by itself. */
async function goesOn(ids: readonly string[]): Promise<void> {
  await startServer();
  await isWorkerReady(await worker.url());
  await world.areRefused(ids, 90_000);
}

describe('a worker whose Temporal', () => {
  it('lacks the search attributes says so, and goes on once they are there', async () => {
    await startServer({});
    worker = world.startWorker();
    const ids = await world.deposit(CAMPUSES);
    await seesTemporalAway(await worker.url(), 'search_attributes_missing');
    expect(worker.log).toContain('temporal operator search-attribute create --namespace default');
    await server.stop();
    await goesOn(ids);
  });

  it('is killed, and started again: one line for all that fails, one count, and nothing to do', async () => {
    await startServer();
    worker = world.startWorker();
    await isWorkerReady(await worker.url());
    server.process.kill();
    await server.process.ended;
    const ids = await world.deposit(CAMPUSES);
    await seesTemporalAway(await worker.url(), 'unreachable');
    await sleep(AWAY_MS);
    // All that Temporal makes fail is one failure: whichever loop met it first told it.
    expect(lines().filter(({ level }) => level >= WARN)).toEqual([
      expect.objectContaining({ outage: 'Temporal' }),
    ]);

    await goesOn(ids);
    const end = await until(() => Promise.resolve(lines().find(({ msg }) => msg === 'no more failures')), {
      timeoutMs: 60_000,
      what: 'the end of the outage in the log',
    });
    expect(end).toMatchObject({ away: 'Temporal' });
    expect(end.failures).toBeGreaterThan(2);
    expect(lines().filter(({ msg }) => msg === 'Temporal is ready again')).toHaveLength(1);
  });
});
