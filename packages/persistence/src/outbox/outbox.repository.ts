import type { HandedAttempt } from '@timetable/domain';
import { sql, type Expression } from 'kysely';
import type { Database } from '../database.js';
import { rowCount } from '../query-builder.js';
import type { Transaction } from '../transaction.js';
import { handOverNext, type HandOver } from './hand-over.js';
import { afterTries, inSeconds } from './next-try.js';

/** Channel on which new rows, and places that became free, are announced. */
export const OUTBOX_CHANNEL = 'outbox';

/** One attempt of one import that is to wait in its campus's queue. */
export interface OutboxEntry {
  readonly campusCode: string;
  readonly importId: string;
  readonly attempt: number;
  /** 1 a person waits, 3 normal, 5 comes back. */
  readonly priority: number;
  readonly approvedPlanHash?: string;
}

const MAX_DELAY_SECONDS = 60;

/**
 * Puts an attempt into its campus's queue in the caller's transaction; its commit wakes the relays.
 *
 * @param delaySeconds how long the campus is left alone first
 */
export async function enqueueAttempt(
  { query }: Pick<Transaction, 'query'>,
  entry: OutboxEntry,
  delaySeconds = 0,
): Promise<void> {
  await query
    .with('queued', (queue) =>
      queue.insertInto('outbox').values({ ...entry, nextTryAt: inSeconds(delaySeconds) }),
    )
    .selectNoFrom(sql`pg_notify(${OUTBOX_CHANNEL}, ${entry.campusCode})`.as('notified'))
    .execute();
}

/** A place may have become free: the commit wakes the relays. */
export async function announceFreePlace(
  { query }: Pick<Transaction, 'query'>,
  campusCode: string,
): Promise<void> {
  await query.selectNoFrom(sql`pg_notify(${OUTBOX_CHANNEL}, ${campusCode})`.as('notified')).execute();
}

/**
 * The queues of all campuses. Which attempt is next is decided here and nowhere else: the rest is told. Technical times are the
 * database's own clock.
 */
export class OutboxRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  enqueue(entry: OutboxEntry): Promise<void> {
    return enqueueAttempt(this.#database, entry);
  }

  /**
   * Hands over the attempts that are to run now, so that no more than `most` are under way over all campuses. Nobody else
   * does meanwhile: of two relays at the same moment, one hands over nothing. What waited for nothing (superseded,
   * cancelled) ends here.
   */
  handOver(most: number): Promise<HandOver> {
    return this.#database.transaction((tx) => handOverNext(tx, most));
  }

  /** Back to its place in the queue, as nobody could be told; its campus is left alone for 1, 2, 4… up to 60 seconds. */
  async handBack(ids: readonly string[]): Promise<void> {
    await this.#database.query
      .updateTable('outbox')
      .set((entry) => ({
        handedAt: null,
        nextTryAt: afterTries(entry.ref('tries'), MAX_DELAY_SECONDS),
      }))
      .where('id', 'in', [...ids])
      .where('doneAt', 'is', null)
      .execute();
  }

  /**
   * The campus's attempts that were handed over and that nobody has taken charge of yet, in order: the first `most`, or those
   * after `after`.
   */
  handedOver(campusCode: string, most: number, after = '0'): Promise<HandedAttempt[]> {
    return this.#database.query
      .selectFrom('outbox')
      .innerJoin('import', (join) =>
        join.onRef('import.id', '=', 'outbox.importId').onRef('import.attempt', '=', 'outbox.attempt'),
      )
      .select((entry) => [
        'outbox.id',
        'outbox.importId',
        'outbox.attempt',
        'outbox.priority',
        'import.origin',
        'import.establishmentIds as establishments',
        // In the order of the import's establishments.
        entry
          .selectFrom('establishment')
          .where((establishment) =>
            establishment('establishment.id', '=', establishment.fn.any('import.establishmentIds')),
          )
          .select((target) => {
            const byId = sql`${target.ref('establishment.id')} COLLATE "C"`;
            return target.fn.agg<string[]>('array_agg', ['establishment.uai']).orderBy(byId).as('uais');
          })
          .$asScalar()
          .$notNull()
          .as('uais'),
      ])
      .where('outbox.campusCode', '=', campusCode)
      .where('outbox.handedAt', 'is not', null)
      .where('outbox.doneAt', 'is', null)
      .where('outbox.id', '>', after)
      .where('import.status', '=', 'received')
      .orderBy('outbox.id')
      .limit(most)
      .execute();
  }

  /** How many of the campus's attempts wait for their turn. */
  async countWaiting(campusCode: string): Promise<number> {
    const { count } = await this.#database.query
      .selectFrom('outbox')
      .select(rowCount.as('count'))
      .where('campusCode', '=', campusCode)
      .where('handedAt', 'is', null)
      .where('doneAt', 'is', null)
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Attempts that wait, those under way, and for how many seconds the oldest of each has: for metrics. */
  backlog(): Promise<{
    count: number;
    oldestSeconds: number;
    underWay: number;
    oldestUnderWaySeconds: number;
  }> {
    return (
      this.#database.query
        .selectFrom('outbox')
        .select((of) => {
          const waiting = of.fn.countAll().filterWhere('handedAt', 'is', null);
          const underWay = of.fn.countAll().filterWhere('handedAt', 'is not', null);
          const oldest = of.fn.min('createdAt').filterWhere('handedAt', 'is', null);
          const secondsSince = (time: Expression<unknown>) =>
            sql<number>`coalesce(extract(epoch FROM now() - ${time}), 0)::float8`;
          return [
            of.cast<number>(waiting, 'integer').as('count'),
            of.cast<number>(underWay, 'integer').as('underWay'),
            secondsSince(oldest).as('oldestSeconds'),
            secondsSince(of.fn.min('handedAt')).as('oldestUnderWaySeconds'),
          ];
        })
        .where('doneAt', 'is', null)
        // Both of them, each with an index of its own: what is done is most of the table.
        .where((of) => of.or([of('handedAt', 'is', null), of('handedAt', 'is not', null)]))
        .executeTakeFirstOrThrow()
    );
  }
}
