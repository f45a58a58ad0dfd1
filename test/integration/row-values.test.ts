// Entities, the query builder and SQL: three ways to the same rows.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CampusRepository, ThresholdRepository } from '@timetable/persistence';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const YEAR = z.object({ startsOn: z.iso.date(), at: z.date(), version: z.string() });
const STATEMENT = `SELECT starts_on AS "startsOn", campus.created_at AS at, settings_version AS version
                     FROM school_year, campus`;

describe('a row', () => {
  let test: TestDatabase;
  const at = new Date('2026-09-01T08:00:00Z');
  beforeAll(async () => {
    test = await createTestDatabase();
    const proposedYear = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-03' };
    const establishment = { code: 'A', uai: '0750001A', name: 'A', timeZone: 'Europe/Paris', proposedYear };
    await new CampusRepository(test.database).create(
      { code: 'CITE', name: 'Cité', academicZone: null, establishments: [establishment] },
      { login: 'operator', at },
    );
  });
  afterAll(() => test.drop());

  it('has the same values by SQL and by the query builder: dates as text, instants as Date, bigint as text', async () => {
    const bySql = await test.database.sql.first(YEAR, STATEMENT);
    const byBuilder = await test.database.query
      .selectFrom('schoolYear')
      .innerJoin('establishment', 'establishment.id', 'schoolYear.establishmentId')
      .innerJoin('campus', 'campus.code', 'establishment.campusCode')
      .select(['startsOn', 'campus.createdAt as at', 'settingsVersion as version'])
      .executeTakeFirst();
    expect(bySql).toEqual({ startsOn: '2026-09-01', at: expect.any(Date), version: '1' });
    expect(byBuilder).toEqual(bySql);
  });

  it('is refused when it is not as the schema of its statement says', async () => {
    const wrong = test.database.sql.rows(YEAR.extend({ version: z.number() }), STATEMENT);
    await expect(wrong).rejects.toThrow(/version/);
  });

  it('is seen by the query builder of the transaction that wrote it, and by no other', async () => {
    await test.database.transaction(async (tx) => {
      await tx.run(`UPDATE campus SET name = 'Autre'`);
      const name = (query: typeof tx.query) => query.selectFrom('campus').select('name').executeTakeFirst();
      expect(await name(tx.query)).toEqual({ name: 'Autre' });
      expect(await name(test.database.query)).toEqual({ name: 'Cité' });
    });
  });

  it('that PostgreSQL refuses is not quoted by the error, which logs keep', async () => {
    const settings = [{ code: 'subjects_created', limit: 500, blocking: true }] as const;
    const saving = new ThresholdRepository(test.database).save('CITE', settings, { login: 'operator', at });
    const refusal = await saving.catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: '23514', detail: expect.stringContaining('500.00') });
    expect(refusal).toBeInstanceOf(Error);
    if (refusal instanceof Error) expect(`${refusal.message} ${refusal.stack}`).not.toMatch('500.00');
  });
});
