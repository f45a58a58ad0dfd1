import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionReader } from '@timetable/persistence';
import { expectedSessions, exportBytes, makeSchool, mutate, type School } from '@timetable/generator';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

const TOTALS = z.object({ state: z.string() });

/** Two states of one school, imported in turn: what readers count in between is the one or the other. */
describe('readers during fifty imports', () => {
  const options = { ...RULES_SCHOOL, pupils: 40, classes: 2, groups: 5, teachers: 8, courses: 30 };
  const summer = makeSchool(options);
  const winter = mutate(mutate(summer, 'drop-services:30%', 2), 'rename-groups', 2);
  const NOW = new Date('2026-08-28T08:00:00Z');
  let test: TestDatabase;
  let imports: DirectImports;

  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 12 });
    imports = await DirectImports.create(test.database, 'lectures', {
      now: NOW,
      establishments: [{ code: 'college', uai: summer.uai, proposedYear: RULES_SCHOOL.year }],
    });
    await imports.know({ school: summer, establishment: 'college' });
    await imports.importByHand(await exportBytes(summer, { zip: false }));
    await test.database.sql.run(
      `INSERT INTO threshold (campus_code, code, "limit", blocking)
       SELECT 'lectures', code, 100, false FROM unnest(ARRAY['services_created', 'services_deleted', 'services_modified']) AS code`,
    );
  });
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  /** One statement, one state: planned sessions, services and the name of a group. */
  const totals = async (): Promise<string> => {
    const row = await test.database.sql.first(
      TOTALS,
      `SELECT concat_ws(' ', (SELECT count(*) FROM session WHERE state = 'planned'),
                             (SELECT count(*) FROM service WHERE deleted_at IS NULL),
                             (SELECT count(*) FROM "group" WHERE name LIKE '%GR.%' AND deleted_at IS NULL)) AS state`,
    );
    return row?.state ?? '';
  };
  /** As the API reads them. */
  const listed = async (): Promise<number> => {
    const filter = { campusCode: 'lectures', establishmentId: 'lectures/college' };
    const year = { from: '2026-09-01', to: '2027-08-31' };
    const sessions = await new SessionReader(test.database).list({ ...filter, ...year }, 100_000);
    return sessions.filter(({ state }) => state === 'planned').length;
  };

  it('see the state before or the state after, never half of an import', async () => {
    const states = new Set<string>([await totals()]);
    expect((await imports.import(await exportBytes(winter, { zip: false }))).outcome).toMatch(/^integrated/);
    states.add(await totals());
    expect(states.size).toBe(2);
    const planned = (school: School) => [...expectedSessions(school)].length;
    expect([...states].map((state) => Number(state.split(' ')[0]))).toEqual([
      planned(summer),
      planned(winter),
    ]);

    const reading = { goesOn: true, count: 0 };
    const seen = new Set<string>();
    const seenByApi = new Set<number>();
    const readers = [
      (async () => {
        while (reading.goesOn) {
          seen.add(await totals());
          reading.count += 1;
          await setTimeout(20);
        }
      })(),
      (async () => {
        while (reading.goesOn) {
          seenByApi.add(await listed());
          await setTimeout(50);
        }
      })(),
    ];
    try {
      for (let attempt = 0; attempt < 50; attempt += 1) {
        const bytes = await exportBytes(attempt % 2 === 0 ? summer : winter, { zip: false });
        expect((await imports.import(bytes)).outcome).toMatch(/^integrated/);
      }
    } finally {
      reading.goesOn = false;
      await Promise.all(readers);
    }
    expect(seen).toEqual(states);
    expect([...seenByApi].every((count) => count === planned(summer) || count === planned(winter))).toBe(
      true,
    );
    expect(reading.count).toBeGreaterThan(50);
  }, 600_000);
});
