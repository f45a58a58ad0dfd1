import { queuePlaceOf, type ImportOrigin, type QueuePlace } from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import type { Database } from '../database.js';
import { rowCount } from '../query-builder.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { afterTries, inSeconds, NOW } from './next-try.js';

/** Channel on which new rows are announced. */
export const OUTBOX_CHANNEL = 'outbox';

/** One attempt of one import to be handed to Temporal. */
export interface OutboxEntry {
  readonly campusCode: string;
  readonly importId: string;
  readonly attempt: number;
  /** 1 a person waits, 3 normal, 5 sweeps. */
  readonly priority: number;
  readonly approvedPlanHash?: string;
}

/** A row taken by this relay, with what Temporal needs to know of its import. */
export interface ClaimedEntry {
  /** Decimal. */
  readonly id: string;
  readonly campusCode: string;
  readonly importId: string;
  readonly attempt: number;
  readonly priority: number;
  readonly origin: ImportOrigin;
  /** Sorted ids, and UAI in the same order. */
  readonly establishments: readonly string[];
  readonly uais: readonly string[];
  readonly queuePlace: QueuePlace;
  /** This one included. */
  readonly tries: number;
}

const LEASE_SECONDS = 30;
const MAX_DELAY_SECONDS = 60;

/** Queues an attempt in the caller's transaction; its commit wakes the relays. */
export async function enqueueAttempt(
  { query }: Pick<Transaction, 'query'>,
  entry: OutboxEntry,
): Promise<void> {
  await query
    .with('queued', (queue) => queue.insertInto('outbox').values(entry))
    .selectNoFrom(sql`pg_notify(${OUTBOX_CHANNEL}, ${entry.campusCode})`.as('notified'))
    .execute();
}

/**
 * What the relays share. Delivery is at least once and, inside a campus, in order: a row waits for the campus's earlier
 * ones, whichever relay has them. Technical times are the database's own clock.
 */
export class OutboxRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  enqueue(entry: OutboxEntry): Promise<void> {
    return enqueueAttempt(this.#database, entry);
  }

  /** Takes rows that are due, one per campus at most. Each must then be marked done or failed. */
  async claim(limit: number): Promise<ClaimedEntry[]> {
    const claimed = await this.#database.query
      .with('due', (due) =>
        due
          .selectFrom('outbox')
          .select('outbox.id')
          .where('outbox.doneAt', 'is', null)
          .where('outbox.nextTryAt', '<=', NOW)
          .where((of) => of.not(of.exists(earlierOfCampus(of))))
          .orderBy('outbox.id')
          .forUpdate()
          .skipLocked()
          .limit(limit),
      )
      .with('claimed', (claim) =>
        claim
          .updateTable('outbox')
          .set((entry) => ({
            tries: entry('tries', '+', 1),
            nextTryAt: inSeconds(LEASE_SECONDS),
          }))
          .where('id', 'in', (of) => of.selectFrom('due').select('due.id'))
          .returning(['id', 'campusCode', 'importId', 'attempt', 'priority', 'tries']),
      )
      .selectFrom('claimed')
      .innerJoin('import', 'import.id', 'claimed.importId')
      .select((entry) => [
        'claimed.id',
        'claimed.campusCode',
        'claimed.importId',
        'claimed.attempt',
        'claimed.priority',
        'claimed.tries',
        'import.origin',
        'import.establishmentId',
        'import.fileName',
        'import.establishmentIds as establishments',
        uaisOf(entry).as('uais'),
      ])
      .orderBy('claimed.id')
      .execute();
    return claimed.map(({ establishmentId, fileName, ...entry }) => ({
      ...entry,
      queuePlace: queuePlaceOf({ ...entry, establishmentId, fileName }),
    }));
  }

  async markDone(id: string): Promise<void> {
    await this.#database.query
      .updateTable('outbox')
      .set((entry) => ({ doneAt: entry.fn.coalesce('doneAt', NOW) }))
      .where('id', '=', id)
      .execute();
  }

  /** Tried again after 1, 2, 4… up to 60 seconds. */
  async markFailed(id: string): Promise<void> {
    await this.#database.query
      .updateTable('outbox')
      .set((entry) => ({ nextTryAt: afterTries(entry.ref('tries'), MAX_DELAY_SECONDS) }))
      .where('id', '=', id)
      .where('doneAt', 'is', null)
      .execute();
  }

  /** Rows not delivered and the age in seconds of the oldest: for metrics. */
  backlog(): Promise<{ count: number; oldestSeconds: number }> {
    return this.#database.query
      .selectFrom('outbox')
      .select((entries) => [
        rowCount.as('count'),
        sql<number>`coalesce(extract(epoch FROM now() - ${entries.fn.min('createdAt')}), 0)::float8`.as(
          'oldestSeconds',
        ),
      ])
      .where('doneAt', 'is', null)
      .executeTakeFirstOrThrow();
  }
}

const earlierOfCampus = (of: ExpressionBuilder<Tables, 'outbox'>) =>
  of
    .selectFrom('outbox as earlier')
    .whereRef('earlier.campusCode', '=', 'outbox.campusCode')
    .whereRef('earlier.id', '<', 'outbox.id')
    .where('earlier.doneAt', 'is', null);

/** In the order of the import's establishments. */
const uaisOf = (of: ExpressionBuilder<Tables, 'import'>) =>
  of
    .selectFrom('establishment')
    .where((establishment) =>
      establishment('establishment.id', '=', establishment.fn.any('import.establishmentIds')),
    )
    .select((target) => {
      const byId = sql`${target.ref('establishment.id')} COLLATE "C"`;
      return target.fn.agg<string[]>('array_agg', ['establishment.uai']).orderBy(byId).as('uais');
    })
    .$asScalar()
    .$notNull();
