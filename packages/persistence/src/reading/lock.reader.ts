import type { ImportStep } from '@timetable/domain';
import type { Database } from '../database.js';
import type { Sql } from '../sql.js';

/** An import that holds an establishment: what people are told while they may not write to it. */
export interface LockRecord {
  readonly establishmentId: string;
  readonly importId: string;
  readonly since: Date;
  /** The step running now; null between two steps. */
  readonly step: ImportStep | null;
  /** Login of the deposit account or person whose import it is. */
  readonly by: string;
}

/** Locks of the given establishments: fences not yet released. */
export function readLocks(sql: Sql, establishmentIds: readonly string[]): Promise<LockRecord[]> {
  return sql.rows<LockRecord>(
    `SELECT fence.establishment_id AS "establishmentId", fence.import_id AS "importId", fence.acquired_at AS since,
            (SELECT step FROM import_step WHERE import_id = fence.import_id AND state = 'running' LIMIT 1) AS step,
            deposit.account_login AS by
       FROM fence JOIN deposit ON deposit.id = fence.import_id
      WHERE fence.establishment_id = ANY ($1) AND fence.released_at IS NULL
      ORDER BY fence.acquired_at`,
    [establishmentIds],
  );
}

/** Thrown by writes to *vie scolaire* while an import holds one of the establishments. */
export class EstablishmentLocked extends Error {
  override readonly name = 'EstablishmentLocked';
  readonly lock: LockRecord;

  constructor(lock: LockRecord) {
    super(`${lock.establishmentId} is held by the import ${lock.importId}`);
    this.lock = lock;
  }
}

/**
 * Goes on only while no import holds the establishments, says at once when one does (its own transactions lock the same
 * rows for seconds), and keeps one from taking them until the transaction ends: an
 * import takes its fence by updating the same rows.
 *
 * @throws EstablishmentLocked
 */
export async function assertUnlocked(tx: Sql, establishmentIds: readonly string[]): Promise<void> {
  await throwIfLocked(tx, establishmentIds);
  await tx.run('SELECT FROM fence WHERE establishment_id = ANY ($1) ORDER BY establishment_id FOR SHARE', [
    establishmentIds,
  ]);
  await throwIfLocked(tx, establishmentIds);
}

async function throwIfLocked(tx: Sql, establishmentIds: readonly string[]): Promise<void> {
  const [lock] = await readLocks(tx, establishmentIds);
  if (lock !== undefined) throw new EstablishmentLocked(lock);
}

export class LockReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(establishmentId: string): Promise<LockRecord | undefined> {
    const [lock] = await readLocks(this.#database.sql, [establishmentId]);
    return lock;
  }

  /** How many establishments of the campus other imports than this one hold: it may have begun already. */
  async countRunning(campusCode: string, importId: string): Promise<number> {
    const row = await this.#database.sql.first<{ running: number }>(
      `SELECT count(*)::int AS running FROM fence JOIN establishment ON establishment.id = fence.establishment_id
        WHERE establishment.campus_code = $1 AND fence.released_at IS NULL
          AND fence.import_id <> $2`,
      [campusCode, importId],
    );
    return row?.running ?? 0;
  }
}
