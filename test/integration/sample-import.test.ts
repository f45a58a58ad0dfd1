import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createImportActivities, type ImportActivities } from '@timetable/activities';
import {
  BaseRepository,
  CampusRepository,
  DepositRepository,
  DirectoryRepository,
  ImportDecisionRepository,
  ImportReader,
  ImportRepository,
  PlanRepository,
} from '@timetable/persistence';
import { createFileStore } from '@timetable/storage';
import { importDirectly } from '@timetable/tools';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import {
  SAMPLE_CLOCK,
  SAMPLE_PATH,
  SAMPLE_UAI,
  sampleDirectory,
  sampleIsThere,
} from '../support/sample-school.js';

/** The whole chain on real input, without Temporal: storage, reader, rules, PostgreSQL. */
(sampleIsThere ? describe : describe.skip)('the public sample of 2012-13 (../shared/samples)', () => {
  const CAMPUS = 'enclair';
  const HOME = `${CAMPUS}/college`;
  const now = new Date(SAMPLE_CLOCK);
  const actor = { login: 'test', at: now };
  let test: TestDatabase;
  let files: string;
  let activities: ImportActivities;

  beforeAll(async () => {
    test = await createTestDatabase();
    files = await mkdtemp(join(tmpdir(), 'sample-import-'));
    await new CampusRepository(test.database).create(
      {
        code: CAMPUS,
        name: 'Collège de démonstration',
        academicZone: 'B',
        establishments: [
          {
            code: 'college',
            uai: SAMPLE_UAI,
            name: 'Collège',
            timeZone: 'Europe/Paris',
            proposedYear: { label: '2012-2013', startsOn: '2012-09-01', endsOn: '2013-08-31' },
          },
        ],
      },
      actor,
    );
    await new DirectoryRepository(test.database).replace(CAMPUS, await sampleDirectory(HOME), actor);
    activities = createImportActivities({
      ledger: new ImportRepository(test.database),
      base: new BaseRepository(test.database),
      plans: new PlanRepository(test.database),
      files: createFileStore(`file:${files}`),
      clock: { now: () => now },
      maxXmlBytes: 10_000_000,
      importLink: (id) => `http://localhost/imports/${id}`,
    });
  });
  afterAll(async () => {
    await test.drop();
    await rm(files, { recursive: true, force: true });
  });

  async function deposit(): Promise<string> {
    const store = createFileStore(`file:${files}`);
    const id = randomUUID();
    const spooled = join(store.spoolDirectory, id);
    await copyFile(SAMPLE_PATH, spooled);
    const storageKey = `2012/08/${id}`;
    await store.adopt(spooled, storageKey);
    await new DepositRepository(test.database).record({
      id,
      campusCode: CAMPUS,
      establishmentCode: undefined,
      origin: 'manual',
      fileName: 'EDT_2012.xml',
      sizeBytes: 1,
      sha256: 'a'.repeat(64),
      storageKey,
      accountLogin: 'test',
      remoteAddress: undefined,
      userAgent: undefined,
      receivedAt: now,
    });
    return id;
  }

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
