import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { proposedClosures } from '@timetable/domain';
import { SchoolYearRepository } from '@timetable/persistence';
import { exportBytes, makeSchool } from '@timetable/generator';
import { z } from 'zod';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

const WARNINGS = z.object({ count: z.number() });

/** A year opened with the proposed closures of zone B. */
describe('closures proposed by the calendar', () => {
  let test: TestDatabase;
  let imports: DirectImports;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  afterEach(() => imports.close());

  const opened = async (code: string) => {
    const school = makeSchool(RULES_SCHOOL);
    imports = await DirectImports.create(test.database, code, {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
    });
    await imports.know({ school, establishment: 'college' });
    const { closures } = proposedClosures({ ...RULES_SCHOOL.year, academicZone: 'B' });
    await new SchoolYearRepository(test.database).open(
      code,
      [`${code}/college`],
      {
        ...RULES_SCHOOL.year,
        closures: closures.map(({ startsOn, endsOn, name }) => ({ startsOn, endsOn, label: name })),
        closuresSource: 'calendar',
      },
      { login: 'test', at: imports.now },
    );
    return school;
  };
  const consistencyOf = async (id: string) =>
    (await imports.record(id)).thresholds.find(({ code }) => code === 'closure_consistency');
  const closuresOf = (code: string) =>
    rowsOf(
      test.database.sql,
      `SELECT source, count(*)::int AS n FROM closure WHERE establishment_id = $1 || '/college' GROUP BY 1 ORDER BY 1`,
      [code],
    );

  it('agree with the export of a school of that zone, which adds none', async () => {
    const school = await opened('accord');
    const record = await imports.importByHand(await exportBytes(school, { zip: false }));
    expect(record.status).toMatch(/^integrated/);
    expect(await consistencyOf(record.id)).toMatchObject({ numerator: 0, exceeded: false });
    expect(record.counts).toMatchObject({ closuresCreated: 0 });
    expect(await closuresOf('accord')).toEqual([{ source: 'calendar', n: 11 }]);
  });

  it('stop the export of a school of another zone, and warn of each day', async () => {
    await opened('ecart');
    const other = makeSchool({ ...RULES_SCHOOL, zone: 'C' });
    const { id, outcome } = await imports.import(await exportBytes(other, { zip: false }), {
      origin: 'manual',
    });
    expect(outcome).toBe('held');
    const verdict = await consistencyOf(id);
    expect(verdict).toMatchObject({ exceeded: true });
    expect(verdict?.sentence).toContain('dans une période de fermeture de l’ENT');
    const warnings = await test.database.sql.first(
      WARNINGS,
      `SELECT count FROM import_problem WHERE import_id = $1 AND code = 'session_on_closed_day'`,
      [id],
    );
    // The year has its whole length to come: one warning for each session the rule counts.
    expect(warnings?.count).toBe(verdict?.numerator);
  });
});
