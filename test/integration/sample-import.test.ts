import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createImportActivities, type ImportActivities } from '@timetable/activities';
import {
  BaseRepository,
  ImportDecisionRepository,
  ImportReader,
  ImportRepository,
  PlanRepository,
} from '@timetable/persistence';
import { createFileStore } from '@timetable/storage';
import { importDirectly } from '@timetable/tools';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { declareSampleCampus, depositSample } from '../support/sample-import.js';
import { SAMPLE_CLOCK, sampleIsThere } from '../support/sample-school.js';

/** The whole chain on real input, without Temporal: storage, reader, rules, PostgreSQL. */
(sampleIsThere ? describe : describe.skip)('the public sample of 2012-13 (../shared/samples)', () => {
  const CAMPUS = 'enclair';
  const now = new Date(SAMPLE_CLOCK);
  const actor = { login: 'test', at: now };
  let test: TestDatabase;
  let files: string;
  let activities: ImportActivities;

  beforeAll(async () => {
    test = await createTestDatabase();
    files = await mkdtemp(join(tmpdir(), 'sample-import-'));
    await declareSampleCampus(test.database, CAMPUS);
    activities = createImportActivities({
      ledger: new ImportRepository(test.database),
      base: new BaseRepository(test.database),
      plans: new PlanRepository(test.database),
      files: createFileStore(`file:${files}`),
      clock: { now: () => now },
      maxXmlBytes: 10_000_000,
      channels: [{ name: 'mail', reaches: 'people' }],
    });
  });
  afterAll(async () => {
    await test.drop();
    await rm(files, { recursive: true, force: true });
  });

  const deposit = (): Promise<string> => depositSample(test.database, files, CAMPUS);

  const count = async (table: string, where = 'true'): Promise<number> => {
    const row = await test.database.sql.first<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
    );
    return row?.n ?? -1;
  };

  it('is held for confirmation, then gives 16 431 sessions once approved', async () => {
    const id = await deposit();
    expect(await importDirectly(activities, id)).toBe('held');
    const held = await new ImportReader(test.database).find(id);
    expect(held?.thresholds.filter(({ exceeded }) => exceeded)).toEqual([]);
    expect(await count('session')).toBe(0);

    const decisions = new ImportDecisionRepository(test.database);
    await decisions.approve(id, held?.planHash ?? '', undefined, actor);
    expect(await importDirectly(activities, id, 2)).toMatch(/^integrated/);

    expect(await count('session')).toBe(16_431);
    expect(await count('"group"')).toBe(45);
    expect(await count('subject')).toBe(25);
    expect(await count('school_year', `state = 'open' AND label = '2012-2013'`)).toBe(1);
  });

  it('is ignored when it comes again, and touches no session', async () => {
    const before = await test.database.sql.first('SELECT max(xmin::text::bigint) AS last FROM session');
    expect(await importDirectly(activities, await deposit())).toBe('ignored');
    expect(await test.database.sql.first('SELECT max(xmin::text::bigint) AS last FROM session')).toEqual(
      before,
    );
  });
});
