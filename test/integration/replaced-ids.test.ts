// Which ids the directory replaced is asked by looking at the people of the campus once, also right after a directory was loaded, when
// PostgreSQL still believes that there are few: it then compared people with people, for minutes with a hundred thousand.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { tableReads } from '../support/watched-plans.js';

/** Pupils of a large campus. */
const LOADED = 3_000;
/** Before they come. */
const FIRST = 20;
/** To whom the load gave other ids. */
const REPLACED = 5;

let test: TestDatabase;
let scenario: ImportScenario;
beforeAll(async () => {
  test = await createTestDatabase();
  scenario = await ImportScenario.create(test.database, 'grande');
  const { sql } = test.database;
  // As long as the test lasts, which is shorter than its naptime.
  await sql.run('ALTER TABLE person SET (autovacuum_enabled = off)');
  await load('first', FIRST);
  await sql.run('ANALYZE person');
  await scenario.integrate({ firstOfYear: true });
  await load('pupil', LOADED);
  await sql.run(
    `UPDATE person SET absent_since = now(), replaced_by = 'pupil-' || substr(ent_id, 7), replaced_at = now()
      WHERE ent_id = ANY (SELECT 'first-' || number FROM generate_series(1, $1::int) AS number)`,
    [REPLACED],
  );
}, 60_000);
afterAll(() => test.drop());

const load = (prefix: string, count: number) =>
  test.database.sql.run(
    `INSERT INTO person (campus_code, kind, ent_id, last_name, first_name)
     SELECT $1, 'pupil', $2 || '-' || number, 'NOM', 'Prénom' FROM generate_series(1, $3::int) AS number`,
    [scenario.campusCode, prefix, count],
  );

it('looks at each of them once, then at who is replaced alone', async () => {
  scenario.now = new Date(scenario.now.getTime() + 60_000);
  const reads = await tableReads(test.database, 'person', () => scenario.integrate({}));
  const ofReplaced = reads.filter(({ statement }) => statement.includes('AS former_label'));
  expect(ofReplaced.length).toBeGreaterThan(0);
  expect(ofReplaced.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(FIRST + LOADED + REPLACED);
  const [told] = await rowsOf(
    test.database.sql,
    'SELECT replaced FROM import WHERE campus_code = $1 ORDER BY received_at DESC LIMIT 1',
    [scenario.campusCode],
  );
  expect(told).toEqual({ replaced: { counts: { pupil: REPLACED }, classes: [] } });
});
