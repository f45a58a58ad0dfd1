import type { ImportOrigin } from '@timetable/domain';
import type { Database } from '../database.js';
import type { Sql } from '../sql.js';
import { retryDelay } from './retry-delay.js';

/** Channel on which new rows are announced. */
export const OUTBOX_CHANNEL = 'outbox';

/** One round of one import to be handed to Temporal. */
export interface OutboxEntry {
  readonly campusCode: string;
  readonly importId: string;
  readonly round: number;
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
  readonly round: number;
  readonly priority: number;
  readonly origin: ImportOrigin;
  /** Sorted ids, and UAI in the same order. */
  readonly establishments: readonly string[];
  readonly uais: readonly string[];
  /** This one included. */
  readonly attempts: number;
}

/** A claim not settled within this time (the relay died) is taken by another. */
const LEASE_SECONDS = 30;
const MAX_DELAY_SECONDS = 60;

/** Queues a round in the caller's transaction; its commit wakes the relays. */
export async function enqueueRound(tx: Sql, entry: OutboxEntry): Promise<void> {
  await tx.run(
    `WITH entry AS (
       INSERT INTO outbox (campus_code, import_id, round, priority, approved_plan_hash) VALUES ($1, $2, $3, $4, $5)
     )
     SELECT pg_notify('${OUTBOX_CHANNEL}', $1)`,
    [entry.campusCode, entry.importId, entry.round, entry.priority, entry.approvedPlanHash ?? null],
  );
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
    return enqueueRound(this.#database.sql, entry);
  }

  /** Takes rows that are due, one per campus at most. Each must then be marked done or failed. */
  claim(limit: number): Promise<ClaimedEntry[]> {
    return this.#database.sql.rows<ClaimedEntry & Record<string, unknown>>(
      `WITH due AS (
         SELECT id FROM outbox
          WHERE done_at IS NULL AND next_try_at <= now()
            AND NOT EXISTS (SELECT FROM outbox AS earlier
                             WHERE earlier.campus_code = outbox.campus_code AND earlier.id < outbox.id
                               AND earlier.done_at IS NULL)
          ORDER BY id
            FOR UPDATE SKIP LOCKED
          LIMIT $1
       ), claimed AS (
         UPDATE outbox SET attempts = attempts + 1, next_try_at = now() + make_interval(secs => ${LEASE_SECONDS})
          WHERE id IN (SELECT id FROM due)
         RETURNING id, campus_code, import_id, round, priority, attempts
       )
       SELECT claimed.id, claimed.campus_code AS "campusCode", import_id AS "importId", claimed.round, priority, origin,
              attempts, establishment_ids AS establishments,
              (SELECT array_agg(uai ORDER BY establishment.id COLLATE "C") FROM establishment
                WHERE id = ANY (establishment_ids)) AS uais
         FROM claimed JOIN import ON import.id = import_id
        ORDER BY claimed.id`,
      [limit],
    );
  }

  async markDone(id: string): Promise<void> {
    await this.#database.sql.run('UPDATE outbox SET done_at = coalesce(done_at, now()) WHERE id = $1', [id]);
  }

  /** Tried again after 1, 2, 4… up to 60 seconds. */
  async markFailed(id: string): Promise<void> {
    await this.#database.sql.run(
      `UPDATE outbox SET next_try_at = now() + ${retryDelay('attempts', MAX_DELAY_SECONDS)}
        WHERE id = $1 AND done_at IS NULL`,
      [id],
    );
  }

  /** Rows not delivered and the age in seconds of the oldest: for metrics. */
  async backlog(): Promise<{ count: number; oldestSeconds: number }> {
    const row = await this.#database.sql.first<{ count: number; oldestSeconds: number }>(
      `SELECT count(*)::int AS count, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
         FROM outbox WHERE done_at IS NULL`,
    );
    return row ?? { count: 0, oldestSeconds: 0 };
  }
}
