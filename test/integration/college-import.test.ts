import { NO_PARTNER_KEYS } from '@timetable/formats';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createImportActivities, type ImportActivities } from '@timetable/activities';
import {
  CurrentStateRepository,
  ImportDecisionRepository,
  ImportReader,
  ImportRepository,
  PlanRepository,
} from '@timetable/persistence';
import { createFileStore } from '@timetable/storage';
import { describeWhere } from '@timetable/test-conditions';
import { importDirectly } from '@timetable/direct-import';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declareCollege, depositCollege } from '../support/college/college-deposits.js';
import { BEFORE_THE_YEAR } from '../support/college/college.js';
import { COLLEGES } from '../support/college/colleges.js';
import { once } from '../support/once.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows, firstRow } from '../support/rows.js';

/** The whole chain on a whole college, without Temporal: storage, reader, rules, PostgreSQL. */
for (const college of COLLEGES) {
  describeWhere(college.title, college.obstacle, () => {
    const CAMPUS = 'enclair';
    const now = new Date(BEFORE_THE_YEAR);
    const actor = { login: 'test', at: now };
    let test: TestDatabase;
    let files: string;
    let activities: ImportActivities;

    beforeAll(async () => {
      test = await createTestDatabase();
      files = await mkdtemp(join(tmpdir(), 'sample-import-'));
      await declareCollege(test.database, CAMPUS, college);
      activities = createImportActivities({
        ledger: new ImportRepository(test.database),
        current: new CurrentStateRepository(test.database),
        plans: new PlanRepository(test.database),
        files: createFileStore(`file:${files}`),
        clock: { now: () => now },
        maxXmlBytes: 10_000_000,
        partnerKeys: NO_PARTNER_KEYS,
        depositPublicUrl: 'https://depot.example.org',
        channels: [{ name: 'mail', reaches: 'people' }],
      });
    });
    afterAll(async () => {
      await test.drop();
      await rm(files, { recursive: true, force: true });
    });

    const deposit = (): Promise<string> => depositCollege(test.database, files, CAMPUS, college);

    const count = (table: string, where = 'true'): Promise<number> =>
      countRows(test.database.sql, `${table} WHERE ${where}`);

    const imported = once(async () => {
      const id = await deposit();
      const first = await importDirectly(activities, id);
      const held = await new ImportReader(test.database).find(id);
      const sessionsWhileHeld = await count('session');
      const decisions = new ImportDecisionRepository(test.database);
      await decisions.approve(id, held?.planHash ?? '', undefined, actor);
      return { first, held, sessionsWhileHeld, second: await importDirectly(activities, id, 2) };
    });

    it('is held for confirmation, then gives its sessions once approved', async () => {
      const { counts } = await college.load();
      const { first, held, sessionsWhileHeld, second } = await imported();
      expect(first).toBe('held');
      expect(held?.thresholds.filter(({ exceeded }) => exceeded)).toEqual([]);
      expect(sessionsWhileHeld).toBe(0);

      expect(second).toMatch(/^integrated/);
      expect(await count('session')).toBe(counts.sessions);
      expect(await count('"group"')).toBe(counts.groups);
      expect(await count('subject')).toBe(counts.subjects);
      expect(await count('school_year', `state = 'open' AND label = '2012-2013'`)).toBe(1);
    });

    it('is ignored when it comes again, and touches no session', async () => {
      await imported();
      const before = await firstRow(test.database.sql, 'SELECT max(xmin::text::bigint) AS last FROM session');
      expect(await importDirectly(activities, await deposit())).toBe('ignored');
      expect(
        await firstRow(test.database.sql, 'SELECT max(xmin::text::bigint) AS last FROM session'),
      ).toEqual(before);
    });
  });
}
