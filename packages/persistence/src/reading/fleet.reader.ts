import type { ImportStatus } from '@timetable/domain';
import type { Database } from '../database.js';

/** One campus among all: who is stuck, who is silent. */
export interface FleetCampusRecord {
  readonly code: string;
  readonly name: string;
  readonly establishments: number;
  readonly schoolYears: readonly {
    readonly label: string;
    readonly state: 'awaiting_first_import' | 'open';
  }[];
  readonly lastDepositAt: Date | null;
  readonly lastIntegratedAt: Date | null;
  readonly lastStatus: ImportStatus | null;
  readonly waiting: number;
  readonly running: number;
  readonly held: number;
  readonly interrupted: number;
}

/** The whole fleet in figures and lists, for its operator. */
export class FleetReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  countByStatus(): Promise<{ status: ImportStatus; count: number }[]> {
    return this.#database.sql.rows<{ status: ImportStatus; count: number }>(
      'SELECT status, count(*)::int AS count FROM import GROUP BY status',
    );
  }

  /**
   * In code order.
   * @param query.text part of a code or name; `after`: code of the last campus of the page before
   */
  async campuses(query: {
    readonly text?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: FleetCampusRecord[]; total: number }> {
    const pattern = query.text === undefined ? null : `%${query.text.replace(/[\\%_]/g, '\\$&')}%`;
    const items = await this.#database.sql.rows<FleetCampusRecord>(
      `SELECT campus.code, campus.name, own.establishments, own."schoolYears", imports.*
         FROM campus,
              LATERAL (
                SELECT count(*)::int AS establishments,
                       coalesce(json_agg(DISTINCT jsonb_build_object('label', label, 'state', state))
                                FILTER (WHERE label IS NOT NULL), '[]') AS "schoolYears"
                  FROM establishment
                  LEFT JOIN school_year ON establishment_id = establishment.id AND state <> 'closed'
                 WHERE campus_code = campus.code) AS own,
              LATERAL (
                SELECT max(received_at) AS "lastDepositAt",
                       max(ended_at) FILTER (WHERE status LIKE 'integrated%') AS "lastIntegratedAt",
                       (array_agg(status ORDER BY received_at DESC, id DESC))[1] AS "lastStatus",
                       count(*) FILTER (WHERE status = 'received')::int AS waiting,
                       count(*) FILTER (WHERE status = 'running')::int AS running,
                       count(*) FILTER (WHERE status = 'held')::int AS held,
                       count(*) FILTER (WHERE status = 'interrupted')::int AS interrupted
                  FROM import WHERE campus_code = campus.code) AS imports
        WHERE ($1::text IS NULL OR campus.code ILIKE $1 OR campus.name ILIKE $1)
          AND ($2::text IS NULL OR campus.code > $2)
        ORDER BY campus.code LIMIT $3`,
      [pattern, query.after, query.limit],
    );
    const count = await this.#database.sql.first<{ total: number }>(
      'SELECT count(*)::int AS total FROM campus WHERE $1::text IS NULL OR code ILIKE $1 OR name ILIKE $1',
      [pattern],
    );
    return { items, total: count?.total ?? 0 };
  }
}
