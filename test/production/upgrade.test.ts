// An upgrade of Temporal's schema under a product that runs: from the version that the release before had, by the job of
// docker-compose.yml.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { mutate } from '@timetable/generator';
import { describeWhere } from '@timetable/test-conditions';
import pg from 'pg';
import { ProductCampus } from '../support/product-campus.js';
import { NO_PRODUCTION_TEMPORAL, startOnProductionTemporal } from '../support/production-temporal.js';
import {
  SECRETARY,
  SMALL_SCHOOL_CLOCK,
  smallDirectory,
  smallSchool,
  zipOf,
} from '../support/small-school.js';

jest.setTimeout(300_000);

/** What the last version of each schema added, and the version before it. */
const BEFORE = {
  temporal: { version: '1.18', undo: 'DROP TABLE current_chasm_executions' },
  temporal_visibility: {
    version: '1.13',
    undo: `ALTER TABLE executions_visibility DROP COLUMN TemporalExternalPayloadSizeBytes,
           DROP COLUMN TemporalExternalPayloadCount`,
  },
} as const;

describeWhere('An upgrade of the schema of Temporal', NO_PRODUCTION_TEMPORAL, () => {
  let started: Awaited<ReturnType<typeof startOnProductionTemporal>>;
  beforeAll(async () => {
    started = await startOnProductionTemporal({ env: { CLOCK: SMALL_SCHOOL_CLOCK } });
  });
  afterAll(async () => {
    await started.end();
  });

  it('stops no deposit, and what was deposited meanwhile is imported once it is done', async () => {
    const { temporal, product } = started;
    const school = smallSchool();
    const campus = await ProductCampus.declare(product, {
      ...{ code: 'nord', uai: school.uai, directory: smallDirectory(school) },
    });
    await campus.importFirst(await zipOf(school), 'EDT_first.zip');
    const account = await campus.createAccount(SECRETARY);
    const current = await versions();

    await temporal.stopNodes();
    for (const [database, { version, undo }] of Object.entries(BEFORE)) {
      await query(database, undo);
      await query(database, `UPDATE schema_version SET curr_version = '${version}'`);
    }
    // It says so instead of writing into what it does not know.
    await expect(temporal.startNodes()).rejects.toThrow(/version/);
    const bytes = await zipOf(mutate(school, 'change:10%', 1));
    const id = await campus.push({ fileName: 'EDT_meanwhile.zip', bytes, account });

    await temporal.updateSchema();
    expect(await versions()).toEqual(current);
    await temporal.startNodes();
    expect((await campus.settled(id)).status).toMatch(/^integrated/);
    // What ran before is still found.
    const listed = await temporal.administer(`temporal workflow count --query "Campus = 'nord'"`);
    expect(Number(/\d+/.exec(listed)?.[0])).toBeGreaterThanOrEqual(3);
  });

  const versions = (): Promise<unknown[]> =>
    Promise.all(Object.keys(BEFORE).map((name) => query(name, 'SELECT curr_version FROM schema_version')));

  async function query(database: string, text: string): Promise<unknown[]> {
    const client = new pg.Client(started.temporal.postgres.url(database));
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }
});
