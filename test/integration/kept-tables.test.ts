// Every table of the database has a statement of how long its rows are kept: one to come fails here until operators are told.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RETENTION_RULES } from '@timetable/domain';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { TABLES_BY_RULE } from '../support/tables-by-rule.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** `| kind or reason | table, table |`, as operators read it. */
function statements(): (readonly [what: string, tables: readonly string[]])[] {
  const operations = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const section = operations.split('### Table by table')[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, tables = '', what = '']) => [what, tables.replaceAll('`', '').split(', ')]);
}

it('each table is stated once, and each rule that is named exists', async () => {
  const rows = await test.database.sql.rows(
    z.object({ name: z.string() }),
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        AND relname <> 'mikro_orm_migrations' ORDER BY relname COLLATE "C"`,
  );
  const stated = statements().flatMap(([, tables]) => tables);
  expect(stated.toSorted()).toEqual(rows.map(({ name }) => name));
  const rules = statements().flatMap(([what]) => [...what.matchAll(/`([\w-]+)`/g)].map(([, rule]) => rule));
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.filter((rule) => !Object.keys(RETENTION_RULES).includes(rule ?? ''))).toEqual([]);
});

it('the tables of each rule that deletes rows are those that a simulated year fills and counts', () => {
  for (const [rule, tables] of Object.entries(TABLES_BY_RULE)) {
    const stated = statements().flatMap(([what, names]) => (what.includes(`rule \`${rule}\``) ? names : []));
    expect({ rule, tables: stated.toSorted() }).toEqual({ rule, tables: tables.toSorted() });
  }
});
