// What is killed or stopped at the worst moment: nothing lost, nothing twice, and nobody has to do anything.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DepositCredentials, ImportDetail } from '@timetable/contracts';
import { compare, expectedLines, plannedLines } from '@timetable/demo';
import { mutate, type School } from '@timetable/generator';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from '../support/json-at.js';
import { PAUSE_POINTS, Pauses, type PausePoint } from '../support/pause-points.js';
import { ProductCampus } from '../support/product-campus.js';
import { RunningProduct } from '../support/product.js';
import {
  SECRETARY,
  SMALL_SCHOOL_CLOCK,
  SMALL_SCHOOL_YEAR,
  smallDirectory,
  smallSchool,
  zipOf,
} from '../support/small-school.js';
import { until } from '../support/until.js';
import { isWorkerReady, seesTemporalAway } from '../support/worker-health.js';

jest.setTimeout(180_000);

const INTEGRATED = /^integrated/;
const env = { CLOCK: SMALL_SCHOOL_CLOCK };
const school = smallSchool();
let dataDirectory: string;
let product: RunningProduct;
let file: Buffer;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'timetable-crash-'));
  [product, file] = await Promise.all([RunningProduct.start({ dataDirectory, env }), zipOf(school)]);
});
afterAll(async () => {
  await product.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

describe('The worker killed in the middle of a step', () => {
  const campuses = new Map<PausePoint, ProductCampus>();
  const imports = new Map<PausePoint, string>();

  beforeAll(async () => {
    for (const point of PAUSE_POINTS) campuses.set(point, await declare(point));
    const pauses = await Pauses.open(product.description.databaseUrl);
    for (const point of PAUSE_POINTS) await pauses.hold(point, point);
    // Six imports, each stopped at its own point, then one kill for all.
    await Promise.all(
      Array.from(campuses, async ([point, campus]) => {
        imports.set(point, await begin(campus, point));
        await pauses.reached(point);
      }),
    );
    const before = await product.pid('worker');
    await product.killPart('worker');
    await pauses.release();
    await until(
      async () => {
        const pid = await product.pid('worker');
        return pid === undefined || pid === before ? undefined : pid;
      },
      { what: 'another worker' },
    );
  });

  it.each(PAUSE_POINTS)('goes on by itself after %s, with each session once', async (point) => {
    const campus = campuses.get(point);
    const id = imports.get(point);
    if (campus === undefined || id === undefined) throw new Error(`${point} was not reached`);
    const stopped = await campus.settled(id);
    if (stopped.status === 'held') await campus.approve(stopped);
    const done = await campus.settled(id);
    expect(done).toMatchObject({
      status: expect.stringMatching(INTEGRATED),
      counts: sessionsWritten(school),
    });
    expect(done.steps.map(({ state }) => state)).not.toContain('running');
    await expectSessionsOf(campus, school);
    await expectFree(campus);
  });

  /** Up to the attempt that will pause; the import's id. */
  async function begin(campus: ProductCampus, point: PausePoint): Promise<string> {
    if (point === 'validation' || point === 'thresholds') {
      const { id } = await product.api.upload(campus.code, new Uint8Array(file), 'EDT_2026.zip', 'college');
      return id;
    }
    const held = await campus.upload(file, 'EDT_2026.zip');
    await campus.approve(held);
    return held.id;
  }
});

describe('Servers stopped while EDT pushes a file', () => {
  let campus: ProductCampus;
  let account: DepositCredentials;
  let second: Buffer;
  let third: Buffer;

  beforeAll(async () => {
    campus = await declare('pushed');
    await campus.importFirst(file, 'EDT_2026.zip');
    account = await campus.createAccount(SECRETARY);
    second = await zipOf(mutate(school, 'change:10%', 1));
    third = await zipOf(mutate(school, 'change:10%', 2));
  });

  it('takes the file in while Temporal is away, says so to whoever watches the worker, and imports it once it is back', async () => {
    await product.suspend('temporal');
    let received: ImportDetail;
    try {
      const answer = await campus.put({ fileName: 'EDT_second.zip', bytes: second, account });
      expect(answer).toEqual({ status: 201, text: '' });
      received = await product.api.import((await campus.row('EDT_second.zip')).id);
      expect(received.status).toBe('received');
      await seesTemporalAway(product.description.workerUrl, 'unreachable');
    } finally {
      await product.resume('temporal');
    }
    await isWorkerReady(product.description.workerUrl);
    const done = await campus.settled(received.id);
    expect(done.status).toMatch(INTEGRATED);
    expect(done.counts['sessionsModified']).toBeGreaterThan(0);
  });

  it('says so while PostgreSQL is away, and takes the file when it is pushed again', async () => {
    await product.suspend('postgres');
    try {
      const { status, text } = await campus.put({ fileName: 'EDT_third.zip', bytes: third, account });
      expect(status).toBe(503);
      expect(text).toMatch(/momentanément indisponible, rien n’a été déposé\. Réessayez/);
    } finally {
      await product.resume('postgres');
    }
    const done = await until(async () => {
      const { status } = await campus.put({ fileName: 'EDT_third.zip', bytes: third, account });
      return status === 201 ? campus.settled((await campus.row('EDT_third.zip')).id) : undefined;
    });
    expect(done.status).toMatch(INTEGRATED);
    const rows = await product.api.imports(campus.code);
    // The worker, killed and started again above, agrees with the door on what time it is.
    expect(Date.parse(done.endedAt ?? '')).toBeGreaterThan(Date.parse(done.receivedAt));
    expect(rows.map(({ fileName }) => fileName)).toEqual(['EDT_third.zip', 'EDT_second.zip', 'EDT_2026.zip']);
  });
});

describe('Everything killed at once', () => {
  it('finds its data and finishes its import when it is started again', async () => {
    const campus = await declare('outright');
    const held = await campus.upload(file, 'EDT_2026.zip');
    const pauses = await Pauses.open(product.description.databaseUrl);
    await pauses.hold(campus.code, 'sessions');
    await campus.approve(held);
    await pauses.reached('sessions');
    await product.killOutright();
    await pauses.release();

    product = await RunningProduct.start({ dataDirectory, env });
    const again = await ProductCampus.find(product, campus.code);
    const done = await again.settled(held.id);
    expect(done.status).toMatch(INTEGRATED);
    await expectSessionsOf(again, school);
    await expectSessionsOf(await ProductCampus.find(product, 'validation'), school);
  });
});

function declare(code: string): Promise<ProductCampus> {
  return ProductCampus.declare(product, { code, uai: school.uai, directory: smallDirectory(school) });
}

function sessionsWritten(of: School): object {
  const sessions = expectedLines(of).length;
  return expect.objectContaining({ sessions, sessionsCreated: sessions });
}

/** Each as often as the generator's own calendar says. */
async function expectSessionsOf(campus: ProductCampus, of: School): Promise<void> {
  const sessions = await campus.sessions(SMALL_SCHOOL_YEAR.from, SMALL_SCHOOL_YEAR.to);
  const { missing, unexpected } = compare(expectedLines(of), plannedLines(sessions));
  expect({ missing, unexpected }).toEqual({ missing: [], unexpected: [] });
}

/** No lock outlives what held it. */
async function expectFree(campus: ProductCampus): Promise<void> {
  const { code, establishment } = campus;
  const { body } = await campus.call('GET', `/establishments/${code}/${establishment}/lock`);
  expect(at(body, 'locked')).toBe(false);
}
