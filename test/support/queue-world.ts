import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from './postgres.js';
import { countRows } from './rows.js';
import { SMALL_SCHOOL_CLOCK } from './small-school.js';
import { until } from './until.js';
import { recordWaiting, storeBytes, type StoredBytes } from './waiting-imports.js';
import { WorkerProcess } from './worker-process.js';

const ENDED = z.object({
  id: z.string(),
  status: z.string(),
  attempt: z.int(),
  claimedAt: z.date().nullable(),
});
export type EndedImport = z.infer<typeof ENDED>;

/** Campuses whose files wait, and the compiled worker that imports them: queues are tried, not files. */
export class QueueWorld {
  #worker: WorkerProcess | undefined;

  private constructor(
    readonly test: TestDatabase,
    readonly files: string,
    /** A file that is refused as soon as it is read. */
    readonly unreadable: StoredBytes,
    private readonly temporalAddress: string,
  ) {}

  /** @param temporalAddress of a server of the test's own */
  static async open(temporalAddress: string): Promise<QueueWorld> {
    const test = await createTestDatabase();
    const files = await mkdtemp(join(tmpdir(), 'queue-'));
    const unreadable = await storeBytes(files, Buffer.from('<ExportEmploiDuTemps'));
    return new QueueWorld(test, files, unreadable, temporalAddress);
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.test.drop();
    await rm(this.files, { recursive: true, force: true });
  }

  startWorker(): WorkerProcess {
    this.#worker = new WorkerProcess({
      DATABASE_URL: this.test.url,
      TEMPORAL_ADDRESS: this.temporalAddress,
      STORAGE_URL: `file:${this.files}`,
      CLOCK: SMALL_SCHOOL_CLOCK,
    });
    return this.#worker;
  }

  async stopWorker(): Promise<void> {
    await this.#worker?.end('SIGKILL');
  }

  /** Each with an establishment, `clg`, and its school year. */
  async declare(campuses: readonly string[]): Promise<void> {
    const { sql } = this.test.database;
    await sql.run('INSERT INTO campus (code, name) SELECT code, code FROM unnest($1::text[]) AS code', [
      campuses,
    ]);
    await sql.run(
      `INSERT INTO establishment (id, campus_code, code, uai, name, time_zone, position)
       SELECT code || '/clg', code, 'clg', '999' || lpad(n::text, 4, '0') || 'X', 'Collège', 'Europe/Paris', 0
         FROM unnest($1::text[]) WITH ORDINALITY AS campus (code, n)`,
      [campuses],
    );
    await this.#openYears(campuses);
  }

  async #openYears(campuses: readonly string[]): Promise<void> {
    await this.test.database.sql.run(
      `INSERT INTO school_year (establishment_id, label, starts_on, ends_on, state)
       SELECT code || '/clg', '2026-2027', '2026-08-31', '2027-08-31', 'open' FROM unnest($1::text[]) AS code`,
      [campuses],
    );
  }

  /** A file of each, which waits from now on. @returns the ids of their imports */
  deposit(campuses: readonly string[]): Promise<string[]> {
    const deposits = campuses.map((campusCode) => ({ campusCode, bytes: this.unreadable }));
    return recordWaiting(this.test.database, deposits, new Date(SMALL_SCHOOL_CLOCK));
  }

  /** In the order of their reception. */
  async importsOf(ids: readonly string[]): Promise<EndedImport[]> {
    const rows = await this.test.database.sql.rows(
      ENDED,
      `SELECT id, status, attempt, claimed_at AS "claimedAt" FROM import WHERE id = any($1) ORDER BY received_at`,
      [ids],
    );
    if (rows.length !== ids.length) throw new Error('An import is missing.');
    return rows;
  }

  /** All of these have been read and refused. @returns them */
  areRefused(ids: readonly string[], timeoutMs = 60_000): Promise<EndedImport[]> {
    return until(
      async () => {
        const imports = await this.importsOf(ids);
        return imports.every(({ status }) => status === 'rejected') ? imports : undefined;
      },
      { timeoutMs, what: 'the end of the imports' },
    );
  }

  /** Nothing waits or runs any more, and nothing is locked. */
  async isDrained(timeoutMs: number): Promise<void> {
    const { sql } = this.test.database;
    const left = async (): Promise<number> =>
      (await countRows(sql, 'outbox WHERE done_at IS NULL')) +
      (await countRows(sql, `import WHERE status IN ('received', 'running')`)) +
      (await countRows(sql, 'fence WHERE released_at IS NULL'));
    for (const deadline = Date.now() + timeoutMs; (await left()) > 0;) {
      if (Date.now() > deadline) throw new Error(`${await left()} were left after ${timeoutMs} ms`);
      await sleep(250);
    }
  }
}
