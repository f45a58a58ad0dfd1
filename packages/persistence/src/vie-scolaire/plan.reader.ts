import { z } from 'zod';
import type { Database } from '../database.js';
import { PLAN_ROW, type PlanRowRecord } from './plan-row.js';
import { sessionJson, sessionLabel } from './session-content.js';
import { preferSets } from './session-diff.js';
import { DIFFERING_SESSIONS } from './session-series.js';

const COUNT = z.object({ total: z.int() });

/**
 * What an import would change, or has changed. Until it is published, its sessions are compared rows in staging; then the
 * modified and cancelled ones are in the plan, and the created ones bear its id.
 */
export class PlanReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * @param query.type also `unchanged`, `frozen` and `edited_by_hand`, which change nothing people see: only listed when asked for
   * @param query.after position of the last row of the page before
   */
  async list(query: {
    readonly importId: string;
    readonly kind?: string | undefined;
    readonly type?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: PlanRowRecord[]; total: number }> {
    const params = [query.importId, query.kind, query.type];
    return this.#database.transaction(async (tx) => {
      // While it is held, its sessions are in staging: read as they are compared, in whole sets.
      await preferSets(tx);
      const items = await tx.rows(
        PLAN_ROW,
        `SELECT * FROM (${ROWS}) AS plan WHERE ${FILTER} AND position > coalesce($4::bigint, 0)
          ORDER BY position LIMIT $5`,
        [...params, query.after, query.limit],
      );
      const count = await tx.first(
        COUNT,
        `SELECT count(*)::int AS total FROM (${ROWS}) AS plan WHERE ${FILTER}`,
        params,
      );
      return { items, total: count?.total ?? 0 };
    });
  }
}

/** $1 import, $2 kind, $3 type. */
const FILTER = `($2::text IS NULL OR kind = $2)
  AND CASE WHEN $3::text IS NULL THEN type NOT IN ('unchanged', 'frozen', 'edited_by_hand') ELSE type = $3 END`;

/** Above every id of `import_change`, so that sessions come after the rest. */
const COMPARED_FROM = 2n ** 48n;
const CREATED_FROM = 2n ** 49n;

const FILE_STATE = `CASE WHEN is_cancelled THEN 'cancelled' ELSE 'planned' END`;
/** A first import also makes the lessons that were cancelled before it. */
const MADE_STATE = `CASE WHEN made.updated_by = made.created_by AND NOT made.edited_by_hand THEN made.state ELSE 'planned' END`;

const ROWS = `
  SELECT id AS position, kind, type, key, label, before, after FROM import_change WHERE import_id = $1
  UNION ALL
  SELECT ${COMPARED_FROM} + row_number() OVER (ORDER BY coalesce(file.starts_at, current.starts_at), diff.type, current.id, diff.line),
         'session', diff.type, coalesce(current.id::text, ''),
         CASE WHEN diff.line IS NULL THEN ${sessionLabel('current')}
              WHEN diff.type = 'moved' THEN ${sessionLabel('current', 'file')}
              ELSE ${sessionLabel('file')} END,
         CASE WHEN current.id IS NOT NULL THEN ${sessionJson('current', 'current.state')} END,
         CASE WHEN diff.line IS NOT NULL THEN ${sessionJson('file', FILE_STATE)}
              WHEN diff.type = 'cancelled' THEN ${sessionJson('current', `'cancelled'`)} END
    FROM import
    JOIN session_diff AS diff ON diff.import_id = import.id
    LEFT JOIN ${DIFFERING_SESSIONS} AS file ON file.line = diff.line
    LEFT JOIN session AS current ON current.id = diff.session_id AND current.school_year = import.school_year
   WHERE import.id = $1 AND import.published IS NULL
  UNION ALL
  SELECT ${CREATED_FROM} + made.id, 'session', 'created', made.id::text, ${sessionLabel('made')}, NULL,
         ${sessionJson('made', MADE_STATE)}
    FROM import
    JOIN session AS made ON made.created_by = import.id AND made.school_year = import.school_year
                        AND made.campus_code = import.campus_code
   WHERE import.id = $1 AND import.published IS NOT NULL`;
