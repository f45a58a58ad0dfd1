import { makeFolder } from '@timetable/folders';
import {
  academyChanges,
  academySchools,
  chunked,
  completeAcademy,
  type AcademyFile,
} from '@timetable/generator';
import { CampusRepository, type Database } from '@timetable/persistence';
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { BenchProduct } from './bench-product.js';
import { BENCH_CALENDAR } from './bench-school.js';
import { peakMb } from './process-usage.js';

const PUPILS_PER_SCHOOL = 300;
const CHANGED_PERCENT = 1;
const SAMPLED_MS = 250;

/** One run of `npm run directory`. */
interface Load {
  readonly ms: number;
  readonly peakMb: number;
  /** Rows of people and classes that it inserted or updated. */
  readonly rowsWritten: number;
}

export interface AcademyLoad {
  readonly pupils: number;
  /** One per round, and beside it the same rows, already made, by one COPY into the same tables. */
  readonly complete: readonly { readonly load: Load; readonly copyMs: number }[];
  readonly rows: number;
  /** What a night changes, on top. */
  readonly night: Load;
  readonly changedPercent: number;
}

/** Row j: an academy, whole and then one night, by the command that an operator uses. */
export async function measureAcademy(
  { database, directory, product }: BenchProduct,
  { schools, rounds }: { readonly schools: number; readonly rounds: number },
  say: (line: string) => void,
): Promise<AcademyLoad> {
  const size = { schools, pupils: schools * PUPILS_PER_SCHOOL };
  await declareSchools(database, size);
  const [whole, night] = [join(directory, 'aaf', 'complet'), join(directory, 'aaf', 'delta')];
  const bytes =
    (await writeFiles(whole, completeAcademy(size, '20260901'))) +
    (await writeFiles(night, academyChanges(size, '20260902', CHANGED_PERCENT)));
  say(`  ${schools} établissements, ${size.pupils} élèves, ${(bytes / 1e6).toFixed(0)} Mo de XML`);
  const load = async (path: string): Promise<Load> => {
    const before = await rowsWritten(database);
    const run = await runDirectory(product.description.databaseUrl, path);
    const written = { ...run, rowsWritten: (await rowsWritten(database)) - before };
    say(
      `  ${path} : ${run.ms.toFixed(0)} ms, ${run.peakMb.toFixed(0)} Mo, ${written.rowsWritten} lignes écrites`,
    );
    return written;
  };
  // Warms up, and makes the rows.
  await load(whole);
  const copies = await Promise.all(COPIED.map((table) => copyOf(database, table, directory)));
  const complete = [];
  let rows = 0;
  for (let round = 0; round < rounds; round += 1) {
    const copy = await copySameRows(database, copies);
    ({ rows } = copy);
    say(`  COPY de ${rows} lignes : ${copy.copyMs.toFixed(0)} ms`);
    await empty(database);
    complete.push({ load: await load(whole), copyMs: copy.copyMs });
  }
  return {
    ...{ pupils: size.pupils, complete, rows, changedPercent: CHANGED_PERCENT },
    night: await load(night),
  };
}

async function declareSchools(
  database: Database,
  size: { readonly schools: number; readonly pupils: number },
): Promise<void> {
  const campuses = new CampusRepository(database);
  const actor = { login: 'bench', at: new Date() };
  for (const { id, uai, name } of academySchools(size)) {
    const establishment = { code: 'clg', uai, name, timeZone: 'Europe/Paris', proposedYear: BENCH_CALENDAR };
    const campus = { code: `aaf${id}`, name, academicZone: 'B', establishments: [establishment] };
    await campuses.create(campus, actor);
  }
}

/** @returns their size */
async function writeFiles(folder: string, files: readonly AcademyFile[]): Promise<number> {
  makeFolder(folder);
  let bytes = 0;
  for (const { name, pieces } of files) {
    const path = join(folder, name);
    await pipeline(Readable.from(chunked(pieces()), { objectMode: false }), createWriteStream(path));
    bytes += (await stat(path)).size;
  }
  return bytes;
}

/** What `npm run directory -- aaf <path> --apply` runs, once everything is compiled. */
async function runDirectory(databaseUrl: string, path: string): Promise<Omit<Load, 'rowsWritten'>> {
  const command = join(import.meta.dirname, '../../../dist/directory.js');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [command, 'aaf', path, '--apply'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  let peak = 0;
  const { pid } = child;
  while (child.exitCode === null && pid !== undefined) {
    peak = Math.max(peak, await peakMb([pid]));
    await Promise.race([ended, sleep(SAMPLED_MS)]);
  }
  if ((await ended) !== 0) throw new Error('L’annuaire académique n’a pas été chargé.');
  return { ms: performance.now() - startedAt, peakMb: peak };
}

const COPIED = ['person', 'class'];
const COUNT = z.object({ count: z.int() });

/** As before anything was loaded. */
async function empty({ sql }: Database): Promise<void> {
  await sql.run(`TRUNCATE ${COPIED.join()}, directory_source`);
  await sql.run('CHECKPOINT');
}

/** Empties both tables, and has them as they were by one COPY each, committed. */
async function copySameRows(
  database: Database,
  copies: readonly Copy[],
): Promise<{ readonly copyMs: number; readonly rows: number }> {
  await empty(database);
  let rows = 0;
  const startedAt = performance.now();
  await database.transaction(async (tx) => {
    for (const { into, file } of copies)
      rows += await tx.copy(`COPY ${into} FROM STDIN`, createReadStream(file));
  });
  return { copyMs: performance.now() - startedAt, rows };
}

/** The rows of a table in a file, and what they can be copied into. */
interface Copy {
  readonly into: string;
  readonly file: string;
}

const NAMES = z.object({ names: z.array(z.string()) });
const LINE = z.object({ line: z.string() });
const CODE = z.object({ code: z.string() });

async function copyOf({ sql }: Database, table: string, directory: string): Promise<Copy> {
  const found = await sql.first(
    NAMES,
    `SELECT array_agg(column_name::text ORDER BY ordinal_position) AS names FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const names = found?.names ?? [];
  const fields = names.map((name) => String.raw`coalesce(replace(${name}::text, '\', '\\'), '\N')`);
  const file = join(directory, `${table}.copy`);
  const campuses = await sql.rows(CODE, `SELECT code FROM campus ORDER BY code`);
  await pipeline(
    Readable.from(
      (async function* () {
        for (const { code } of campuses) {
          const text = `SELECT concat_ws(E'\t', ${fields.join()}) AS line FROM ${table} WHERE campus_code = $1`;
          const lines = await sql.rows(LINE, text, [code]);
          yield lines.map(({ line }) => `${line}\n`).join('');
        }
      })(),
    ),
    createWriteStream(file),
  );
  return { into: `${table} (${names.join()})`, file };
}

/** Since the tables are there. */
async function rowsWritten({ sql }: Database): Promise<number> {
  await sql.run('SELECT pg_stat_force_next_flush()');
  const found = await sql.first(
    COUNT,
    `SELECT sum(n_tup_ins + n_tup_upd)::int AS count FROM pg_stat_user_tables WHERE relname = ANY($1)`,
    [COPIED],
  );
  return found?.count ?? 0;
}
