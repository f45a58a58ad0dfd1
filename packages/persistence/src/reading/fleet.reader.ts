import type { ImportStatus } from '@timetable/domain';
import type { Database } from '../database.js';

/** The whole fleet in figures and lists, for its operator. */
export class FleetReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Open imports by status, and those of the last day that ended. */
  countByStatus(): Promise<{ status: ImportStatus; count: number }[]> {
    return this.#database.sql.rows<{ status: ImportStatus; count: number }>(
      'SELECT status, count(*)::int AS count FROM import GROUP BY status',
    );
  }

  /** What has not reached Temporal yet. */
  async outbox(): Promise<{ waiting: number; oldestSeconds: number }> {
    const row = await this.#database.sql.first<{ waiting: number; oldestSeconds: number }>(
      `SELECT count(*)::int AS waiting,
              coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
         FROM outbox WHERE done_at IS NULL`,
    );
    return row ?? { waiting: 0, oldestSeconds: 0 };
  }
}
