import { exportBytes, mutate } from '@timetable/generator';
import type { Database } from '@timetable/persistence';
import { z } from 'zod';
import { BenchCampus } from './bench-campus.js';
import type { BenchProduct } from './bench-product.js';
import { benchSchool } from './bench-school.js';
import { median } from './measures.js';
import { times, totalOf, usageDuring, type Usage } from './product-usage.js';

/** A school that exports after each change, in some weeks; the rest of the past is other schools'. */
const OWN_PAST = 1_000;
/** As many past imports as ten million sessions have: 250 000. */
const PAST_PER_SESSION = 250_000 / 10_000_000;

export interface Growth {
  readonly sessions: number;
  readonly pastImports: number;
  readonly medianMs: number;
  /** Of one re-import. */
  readonly usage: Usage;
  readonly totalMs: number;
}

const PAST_CAMPUSES = 250;

const SIZE = z.object({ sessions: z.int(), imports: z.int() });

/** Row h: one ordinary school sends 1 % of changes and takes them back, while the tables fill with what is other schools'. */
export async function measureGrowth(
  product: BenchProduct,
  { sessions, rounds }: { readonly sessions: readonly number[]; readonly rounds: number },
  say: (line: string) => void,
): Promise<Growth[]> {
  const { database } = product;
  const school = benchSchool();
  const files = await Promise.all(
    [school, mutate(school, 'change:1%', 7)].map(
      async (of) => new Uint8Array(await exportBytes(of, { zip: false })),
    ),
  );
  const campus = await BenchCampus.open(product, 'croissance', school);
  for (const file of files) await campus.deposit(file);
  const measured: Growth[] = [];
  for (const size of sessions) {
    await fill(database, campus.code, size);
    // As autovacuum does, sooner or later: it must not happen in the midst of a measure.
    await database.sql.run('VACUUM ANALYZE');
    // Once there and back: the first reads what nothing has in memory yet.
    for (const file of files) await campus.deposit(file);
    const took: number[] = [];
    const used = await usageDuring(product, async () => {
      for (let round = 0; round < rounds; round++)
        for (const file of files) took.push((await campus.deposit(file)).integratedMs);
    });
    const usage = times(used, 1 / took.length);
    const held = await database.sql.first(SIZE, SIZES);
    const found = {
      sessions: held?.sessions ?? 0,
      pastImports: held?.imports ?? 0,
      medianMs: median(took),
      usage,
      totalMs: totalOf(usage),
    };
    measured.push(found);
    say(
      `  ${found.sessions} séances, ${found.pastImports} imports : ${found.totalMs.toFixed(0)} ms de processeur`,
    );
  }
  return measured;
}

const SIZES = `
  SELECT (SELECT count(*) FROM session)::int AS sessions, (SELECT count(*) FROM import)::int AS imports`;

/** Sessions as large as the school's own, and past imports as its last one: some its own, the others of campuses of their own. */
async function fill({ sql }: Database, campusCode: string, sessions: number): Promise<void> {
  const held = await sql.first(SIZE, SIZES);
  if (held === undefined) return;
  await sql.run(MORE_SESSIONS, [campusCode, sessions - held.sessions, `autre-${sessions}-`]);
  await sql.run(MORE_CAMPUSES, [PAST_CAMPUSES]);
  const past = Math.round(sessions * PAST_PER_SESSION) - held.imports;
  for (const copy of [MORE_DEPOSITS, MORE_IMPORTS])
    await sql.run(copy, [campusCode, past, OWN_PAST, PAST_CAMPUSES, `${sessions}-`]);
}

const COPIED =
  'date, start_minute, end_minute, starts_at, ends_at, subject_key, audience, teachers, classes, groups, rooms, ' +
  'establishment_ids, school_year, created_by, updated_by';

/** $1 campus copied, $2 how many at least, $3 what the codes of other campuses begin with. */
const MORE_SESSIONS = `
  INSERT INTO session (campus_code, ${COPIED})
  SELECT $3 || n, ${COPIED}
    FROM generate_series(1, ceil($2::float8 / (SELECT count(*) FROM session WHERE campus_code = $1))::int) AS n, session
   WHERE campus_code = $1`;

const MORE_CAMPUSES = `
  INSERT INTO campus (code, name) SELECT 'passe-' || n, 'Campus ' || n FROM generate_series(0, $1::int - 1) AS n
  ON CONFLICT DO NOTHING`;

/** $1 campus whose last import is copied, $2 how many times, $3 for itself at most, $4 over how many others, $5 unique. */
const copies = (table: 'deposit' | 'import'): string => `
  INSERT INTO ${table}
  SELECT copy.*
    FROM (SELECT ${table}.* FROM ${table} JOIN import AS last ON last.id = ${table}.id
           WHERE last.campus_code = $1 AND last.published IS NOT NULL ORDER BY last.received_at DESC LIMIT 1) AS model,
         generate_series(1, $2::int) AS n,
         LATERAL jsonb_populate_record(model::${table}, jsonb_build_object(
           'id', md5($5 || n)::uuid,
           'received_at', model.received_at - n * interval '20 minutes') || ${
             table === 'import'
               ? `jsonb_build_object(
           'ended_at', model.received_at - n * interval '20 minutes' + interval '1 second')`
               : `'{}'`
           } || CASE WHEN n <= $3::int THEN '{}'::jsonb ELSE jsonb_build_object(
           'campus_code', 'passe-' || n % $4::int, 'establishment_id', NULL,
           ${table === 'import' ? `'establishment_ids', ARRAY['passe-' || n % $4::int || '/A']` : `'account_login', 'passe'`}) END) AS copy`;

const MORE_DEPOSITS = copies('deposit');
const MORE_IMPORTS = copies('import');
