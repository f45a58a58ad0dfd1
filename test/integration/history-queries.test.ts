// What imports ask of the imports before them is found by an index: the years of a school, and the other schools, cost nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportRun } from '@timetable/domain';
import { CurrentStateRepository, FleetReader, ImportReader } from '@timetable/persistence';
import { ImportScenario, YEAR } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { tableReads } from '../support/watched-plans.js';

/** A school that exports thirty times a day, all the year. */
const OF_THE_SCHOOL = 6_000;
const OF_OTHERS = 14_000;
/** Of a target, to be told apart: what a person could list. */
const FEW = 120;

let test: TestDatabase;
let school: ImportScenario;
let states: CurrentStateRepository;
beforeAll(async () => {
  test = await createTestDatabase();
  school = await ImportScenario.create(test.database, 'ECOLE', ['A', 'B']);
  await ImportScenario.create(test.database, 'AUTRES', ['A']);
  states = new CurrentStateRepository(test.database);
  await history('ECOLE', OF_THE_SCHOOL);
  await history('AUTRES', OF_OTHERS);
  await test.database.sql.run('ANALYZE');
  school.now = new Date('2027-06-20T10:00:00Z');
}, 120_000);
afterAll(() => test.drop());

/** Files of ten months, of every end. */
async function history(campus: string, count: number): Promise<void> {
  await test.database.sql.run(
    `WITH file AS (
       SELECT gen_random_uuid() AS id, number, $1 || '/A' AS establishment,
              '2026-09-01T06:00:00Z'::timestamptz + number * (interval '290 days' / $2::int) AS received_at
         FROM generate_series(1, $2::int) AS number
     ), deposited AS (
       INSERT INTO deposit (id, campus_code, establishment_id, origin, file_name, size_bytes, sha256, storage_key,
                            account_login, received_at)
       SELECT id, $1, establishment, 'automatic', 'EDT_' || number || '.zip', 1, md5(number::text), id,
              CASE number % 500 WHEN 7 THEN 'emp.rare' ELSE 'emp' END, received_at
         FROM file
     )
     INSERT INTO import (id, campus_code, establishment_id, establishment_ids, origin, file_name, received_at, ended_at,
                         status, message_code, school_year, timetable_sha256, published, plan_versions)
     SELECT id, $1, establishment, ARRAY[establishment], 'automatic',
            CASE number % 20 WHEN 0 THEN 'EDT_PRONOTE_' ELSE 'EDT_' END || number || '.zip', received_at,
            received_at + interval '1 minute', status, CASE status WHEN 'ignored' THEN 'same_content' END, $3,
            md5((number % 2000)::text), CASE WHEN status LIKE 'integrated%' THEN '{}'::jsonb END, 'v'
       FROM file,
            LATERAL (SELECT (ARRAY['integrated', 'integrated', 'integrated_with_alerts', 'ignored', 'superseded',
                                   'rejected'])[1 + number % 6] AS status) AS ended`,
    [campus, count, YEAR.label],
  );
}

/** An import that has been taken in charge, after all of these. */
const begun = async (fileName = 'EDT_now.zip'): Promise<ImportRun> =>
  school.claim(await school.deposit({ fileName }));

const QUESTIONS: readonly [question: string, ask: () => Promise<() => Promise<unknown>>][] = [
  [
    'whether a later one is in force, when it is claimed',
    async () => {
      const importId = await school.deposit();
      return () => school.claim(importId);
    },
  ],
  [
    'of which good file it is the PRONOTE duplicate',
    async () => {
      const run = await begun('EDT_PRONOTE_now.zip');
      return async () => school.imports.goodFile(await school.imports.loadContext(run));
    },
  ],
  [
    'which ones it supersedes, and which duplicates it settles',
    async () => {
      const run = await begun();
      return () => school.validate(run);
    },
  ],
  ['which was integrated last', () => Promise.resolve(() => states.lastIntegrated(school.target()))],
  [
    'which wrote here last, and whether this timetable was in force before',
    () => Promise.resolve(() => states.formerImports(school.target(), YEAR.label, 'no such timetable')),
  ],
  [
    'what those before left to be looked at',
    async () => {
      const run = await begun();
      return () => school.imports.tellingHistory(run, new Date('2027-06-19T10:00:00Z'));
    },
  ],
  [
    'what an account of a few files has sent, for whom it is',
    () =>
      Promise.resolve(() =>
        new ImportReader(test.database).list(
          { campusCode: 'ECOLE', accountLogin: 'emp.rare', origin: 'automatic' },
          { limit: 50 },
        ),
      ),
  ],
  [
    'how many have not ended, for the figures of operators',
    () => Promise.resolve(() => new FleetReader(test.database).countUnfinished()),
  ],
  [
    'whose work it ends, and who has to act',
    async () => {
      const run = await begun();
      return () => school.complete(run);
    },
  ],
];

describe('An import asks the imports before it', () => {
  it.each(QUESTIONS)('%s: few rows, by an index', async (_, ask) => {
    const reads = await tableReads(test.database, 'import', await ask());
    expect(reads).not.toEqual([]);
    const slow = reads.filter(
      ({ node, index, rows }) => index === undefined || node === 'Seq Scan' || rows > FEW,
    );
    expect(slow).toEqual([]);
  });
});
