import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IMPORT_STATUS_LABELS, type CurrentState } from '@timetable/domain';
import { memorySource, readTimetable } from '@timetable/formats';
import { CurrentStateRepository } from '@timetable/persistence';
import { describeWhere } from '@timetable/test-conditions';
import { exportBytes, makeSchool, Random } from '@timetable/generator';
import { campusDirectory } from '../support/college/campus-directory.js';
import { BEFORE_THE_YEAR } from '../support/college/college.js';
import { PUBLIC_COLLEGE } from '../support/college/public-college.js';
import { DirectImports } from '../support/direct-imports.js';
import { fateOf, targetOf } from '../support/fate-of-file.js';
import { mangledExport } from '../support/mangled-export.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow, rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

/** Files altered at random, always the same ones: whatever they hold, an answer and nothing half written. */
const FROM_SYNTHETIC = { judged: 880, imported: 160 };
const FROM_SAMPLE = { judged: 120, imported: 20 };

const school = makeSchool({ ...RULES_SCHOOL, pupils: 30, classes: 2, groups: 5, teachers: 6, courses: 40 });
const SHOWN = new Set(Object.keys(IMPORT_STATUS_LABELS));

describe('files altered at random', () => {
  let test: TestDatabase;
  let imports: DirectImports;
  let text: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    text = String(await exportBytes(school, { zip: false }));
    imports = await DirectImports.create(test.database, 'abime', {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
    });
    await imports.know({ school, establishment: 'college' });
    await imports.importByHand(Buffer.from(text));
    imports.now = new Date('2026-10-10T10:00:00Z');
  });
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  it('are read, checked, matched and planned without a crash', async () => {
    const states = new CurrentStateRepository(test.database);
    const target = targetOf('abime/college', school.uai);
    const directory = await states.loadDirectory('abime');
    const current = await states.loadCurrentState(
      target,
      { ...RULES_SCHOOL.year, state: 'open' },
      '2026-10-10',
    );
    const fates = new Map<string, number>();
    for (let seed = 1; seed <= FROM_SYNTHETIC.judged; seed += 1) {
      const fate = await fateOf(mangledExport(text, seed), { directory, current, target });
      fates.set(fate, (fates.get(fate) ?? 0) + 1);
    }
    // Unreadable ones, refused ones and importable ones all occur: the changes are neither trivial nor always fatal.
    expect(fates.get('planned')).toBeGreaterThan(FROM_SYNTHETIC.judged / 10);
    expect(fates.get('structure_errors')).toBeGreaterThan(0);
    expect(fates.get('section_empty')).toBeGreaterThan(0);
    expect(fates.size).toBeGreaterThan(5);
  }, 120_000);

  it('are said truncated wherever they were cut', async () => {
    const bytes = Buffer.from(text);
    const random = new Random(2013, 'cut');
    for (let cut = 0; cut < 50; cut += 1) {
      const start = bytes.subarray(0, 1 + random.integer(bytes.length - 50));
      expect(await readTimetable(memorySource(start), { maxXmlBytes: 10_000_000 })).toMatchObject({
        kind: 'unreadable',
        code: 'truncated',
      });
    }
  }, 30_000);

  it('leave an entry in the dashboard, and the timetable either whole or untouched', async () => {
    const statuses = await fatesInDatabase(imports, text, FROM_SYNTHETIC.imported);
    expect(statuses).toEqual(expect.arrayContaining(['rejected', 'integrated']));
    // And the school's own file is imported after all of them.
    expect((await imports.import(Buffer.from(text))).outcome).toMatch(/^(integrated|ignored|held)/);
  }, 600_000);

  describeWhere('from the public export', PUBLIC_COLLEGE.obstacle, () => {
    it('are so too', async () => {
      const college = await PUBLIC_COLLEGE.load();
      const directory = campusDirectory('demo', college.directory('college'));
      const target = targetOf('demo/college', PUBLIC_COLLEGE.uai);
      const year = {
        label: '2012-2013',
        startsOn: '2012-09-01',
        endsOn: '2013-08-31',
        state: 'open',
      } as const;
      const current: CurrentState = { subjects: [], services: [], closures: [], groups: [], year };
      for (let seed = 1; seed <= FROM_SAMPLE.judged; seed += 1) {
        expect(await fateOf(mangledExport(college.xml, seed), { directory, current, target })).not.toBe('');
      }
    }, 120_000);

    it('do so too', async () => {
      const college = await PUBLIC_COLLEGE.load();
      const year = { label: '2012-2013', startsOn: '2012-09-01', endsOn: '2013-08-31' };
      const real = await DirectImports.create(test.database, 'reel', {
        now: new Date(BEFORE_THE_YEAR),
        establishments: [{ code: 'college', uai: PUBLIC_COLLEGE.uai, proposedYear: year }],
      });
      await real.replaceDirectory([college.directory('college')]);
      await real.importByHand(Buffer.from(college.xml));
      try {
        const statuses = await fatesInDatabase(real, college.xml, FROM_SAMPLE.imported);
        expect(statuses).toContain('rejected');
      } finally {
        await real.close();
      }
    }, 600_000);
  });
});

/** Imports so many altered files, each of which must leave all or nothing. @returns what became of them */
async function fatesInDatabase(imports: DirectImports, text: string, count: number): Promise<string[]> {
  const { sql } = imports.database;
  const content = () =>
    firstRow(
      sql,
      `SELECT (SELECT sum(state_version) FROM establishment) AS versions, count(*)::int AS n,
              sum(hash_record_extended(session, 0)) AS sessions,
              (SELECT sum(hash_record_extended(service, 0)) FROM service) AS services,
              (SELECT sum(hash_record_extended(member, 0)) FROM group_membership AS member) AS memberships
         FROM session`,
    );
  const statuses = new Set<string>();
  for (let seed = 1; seed <= count; seed += 1) {
    const before = await content();
    const { id } = await imports.import(mangledExport(text, 10_000 + seed));
    const { status, message, steps } = await imports.record(id);
    statuses.add(status);
    expect(SHOWN.has(status)).toBe(true);
    expect(status).not.toMatch(/received|running|interrupted/);
    if (status.startsWith('integrated')) continue;
    expect(await content()).toEqual(before);
    expect(message).toMatch(/^[A-ZÉ«\d].{10,}/);
    expect(steps.filter(({ state }) => state === 'running' || state === 'pending')).toHaveLength(
      status === 'held' ? 2 : 0,
    );
  }
  expect(await rowsOf(sql, 'SELECT FROM fence WHERE released_at IS NULL')).toEqual([]);
  return [...statuses];
}
