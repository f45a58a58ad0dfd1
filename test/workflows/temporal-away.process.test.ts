// Temporal away for real: the compiled worker against a server that is not ready, killed and started again. What watches the
// worker is told, its log stays short, and what waited is imported by itself.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findTemporalCli, freePort, TemporalServer, type TemporalOptions } from '@timetable/embedded';
import { temporalAttributes } from '@timetable/product';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { QueueWorld } from '../support/queue-world.js';
import { until } from '../support/until.js';
import type { WorkerProcess } from '../support/worker-process.js';

jest.setTimeout(300_000);

const CAMPUSES = ['nord', 'sud', 'est'];
/** Long enough for each loop of the worker to fail several times. */
const AWAY_MS = 20_000;

const LINE = z.looseObject({
  level: z.number(),
  msg: z.string(),
  job: z.string().optional(),
  outage: z.string().optional(),
  away: z.string().optional(),
  failures: z.number().optional(),
});
type Line = z.infer<typeof LINE>;

let options: Omit<TemporalOptions, 'searchAttributes'>;
let server: TemporalServer;
let world: QueueWorld;
let directory: string;
let worker: WorkerProcess;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'temporal-away-'));
  options = {
    cli: await findTemporalCli({ env: process.env, dataDirectory: directory }),
    databaseFile: join(directory, 'temporal.db'),
    port: await freePort(),
    uiPort: await freePort(),
    namespace: 'default',
    logFile: join(directory, 'temporal.log'),
    registry: { started: () => Promise.resolve(), ended: () => Promise.resolve() },
  };
  [server, world] = await Promise.all([
    TemporalServer.start({ ...options, searchAttributes: {} }),
    QueueWorld.open(`127.0.0.1:${options.port}`),
  ]);
  await world.declare(CAMPUSES);
  worker = world.startWorker();
});
afterAll(async () => {
  await world.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const lines = (): Line[] =>
  worker.log
    .split('\n')
    .filter((text) => text.startsWith('{') && text.endsWith('}'))
    .map((text) => LINE.parse(JSON.parse(text)));

async function readyz(): Promise<{ status: number; temporal: unknown }> {
  const answer = await fetch(`${await worker.url()}/readyz`);
  const { details } = z.object({ details: z.object({ temporal: z.unknown() }) }).parse(await answer.json());
  return { status: answer.status, temporal: details.temporal };
}

/** What watches the worker sees the same, in its readiness and its figures. */
async function isSeen(reason: string): Promise<void> {
  await until(
    async () => {
      const metrics = await (await fetch(`${await worker.url()}/metrics`)).text();
      return metrics.includes(`timetable_temporal_state{state="${reason}"} 1`) || undefined;
    },
    { timeoutMs: 90_000, what: reason },
  );
  expect(await readyz()).toEqual({ status: 503, temporal: { status: 'down', reason } });
}

const isReady = (): Promise<true> =>
  until(async () => ((await readyz().catch(() => undefined))?.status === 200 ? true : undefined), {
    timeoutMs: 90_000,
    what: 'readiness',
  });

async function start(): Promise<void> {
  server = await TemporalServer.start({ ...options, searchAttributes: temporalAttributes() });
}

describe('a worker whose Temporal', () => {
  it('lacks the search attributes says so, and goes on once they are there', async () => {
    const ids = await world.deposit(CAMPUSES);
    await isSeen('search_attributes_missing');
    expect(worker.log).toContain('temporal operator search-attribute create --namespace default');
    await server.stop();
    await start();
    await isReady();
    await world.areRefused(ids, 90_000);
  });

  it('is killed, and started again: one line for each thing that fails, one count, and nothing to do', async () => {
    // What the test before has left to be told is told.
    await until(() => Promise.resolve(lines().some(({ msg }) => msg === 'no more failures') || undefined), {
      timeoutMs: 60_000,
      what: 'the end of the first outage in the log',
    });
    const before = lines().length;
    server.process.kill();
    await server.process.ended;
    const ids = await world.deposit(CAMPUSES);
    await isSeen('unreachable');
    await sleep(AWAY_MS);
    const during = lines().slice(before);
    const troubles = during.filter(({ level }) => level >= 40);
    // All that Temporal makes fail is one failure: whichever loop met it first told it.
    expect(troubles.filter(({ outage }) => outage === 'Temporal')).toHaveLength(1);
    expect(troubles.filter(({ outage }) => outage !== 'Temporal')).toEqual([]);

    await start();
    await isReady();
    await world.areRefused(ids, 90_000);
    const end = await until(
      () =>
        Promise.resolve(
          lines()
            .slice(before)
            .find(({ msg }) => msg === 'no more failures'),
        ),
      { timeoutMs: 60_000, what: 'the end of the outage in the log' },
    );
    expect(end).toMatchObject({ away: 'Temporal' });
    expect(end.failures).toBeGreaterThan(10);
    expect(
      lines()
        .slice(before)
        .filter(({ msg }) => msg === 'Temporal is ready again'),
    ).toHaveLength(1);
  });
});
