import type { ImportStep } from '@timetable/domain';
import type { Database } from '../database.js';
import { rowCount, type QueryBuilder } from '../query-builder.js';
import type { Transaction } from '../transaction.js';

/** An import that holds an establishment: what people are told while they may not write to it. */
export interface LockRecord {
  readonly establishmentId: string;
  readonly importId: string;
  readonly since: Date;
  /** The step running now; null between two steps. */
  readonly step: ImportStep | null;
  /** Login of the deposit account or person whose import it is. */
  readonly by: string;
  /** IANA, of the establishment: people there read `since` by it. */
  readonly timeZone: string;
}

/** Locks of the given establishments: fences not yet released. */
function readLocks(query: QueryBuilder, establishmentIds: readonly string[]): Promise<LockRecord[]> {
  return query
    .selectFrom('fence')
    .innerJoin('deposit', 'deposit.id', 'fence.importId')
    .innerJoin('establishment', 'establishment.id', 'fence.establishmentId')
    .where((fence) => fence('fence.establishmentId', '=', fence.fn.any(fence.val(establishmentIds))))
    .where('fence.releasedAt', 'is', null)
    .select((fence) => [
      'fence.establishmentId',
      'fence.importId',
      'fence.acquiredAt as since',
      fence
        .selectFrom('importStep')
        .whereRef('importStep.importId', '=', 'fence.importId')
        .where('importStep.state', '=', 'running')
        .select('importStep.step')
        .limit(1)
        .as('step'),
      'deposit.accountLogin as by',
      'establishment.timeZone',
    ])
    .orderBy('fence.acquiredAt')
    .execute();
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
export async function assertUnlocked(
  { query }: Pick<Transaction, 'query'>,
  establishmentIds: readonly string[],
): Promise<void> {
  await throwIfLocked(query, establishmentIds);
  await query
    .selectFrom('fence')
    .where((fence) => fence('establishmentId', '=', fence.fn.any(fence.val(establishmentIds))))
    .select('establishmentId')
    .orderBy('establishmentId')
    .forShare()
    .execute();
  await throwIfLocked(query, establishmentIds);
}

async function throwIfLocked(query: QueryBuilder, establishmentIds: readonly string[]): Promise<void> {
  const [lock] = await readLocks(query, establishmentIds);
  if (lock !== undefined) throw new EstablishmentLocked(lock);
}

export class LockReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(establishmentId: string): Promise<LockRecord | undefined> {
    const [lock] = await readLocks(this.#database.query, [establishmentId]);
    return lock;
  }

  /** How many establishments of the campus other imports than this one hold: it may have begun already. */
  async countRunning(campusCode: string, importId: string): Promise<number> {
    const { running } = await this.#database.query
      .selectFrom('fence')
      .innerJoin('establishment', 'establishment.id', 'fence.establishmentId')
      .where('establishment.campusCode', '=', campusCode)
      .where('fence.releasedAt', 'is', null)
      .where('fence.importId', '<>', importId)
      .select(rowCount.as('running'))
      .executeTakeFirstOrThrow();
    return running;
  }
}
