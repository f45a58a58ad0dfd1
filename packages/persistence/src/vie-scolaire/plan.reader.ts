import { z } from 'zod';
import type { Database } from '../database.js';
import { PAGE_KEYS, PAGE_ROWS, PLAN_TOTAL } from './plan-page.js';
import { PLAN_ROW, type PlanRowRecord } from './plan-row.js';
import { preferSets } from './session-diff.js';

const COUNT = z.object({ total: z.int(), gone: z.int() });
const KEY = z.object({
  position: z.string(),
  type: z.string(),
  session_id: z.string().nullable(),
  line: z.int().nullable(),
});

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
   * @param query.type also `unchanged`, `frozen`, `edited_by_hand` and `kept`, which are left alone and therefore only listed when asked for
   * @param query.after position of the last row of the page before
   * @returns `total`: lines there are, whatever the page; `gone`: those that are no longer kept one by one
   */
  async list(query: {
    readonly importId: string;
    readonly kind?: string | undefined;
    readonly type?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: PlanRowRecord[]; total: number; gone: number }> {
    const { importId, kind, type, after, limit } = query;
    return this.#database.transaction(async (tx) => {
      // While it is held, its sessions are in staging: found as they are compared, in whole sets.
      await preferSets(tx);
      const keys = await tx.rows(KEY, PAGE_KEYS, [importId, kind, type, after, limit]);
      const count = await tx.first(COUNT, PLAN_TOTAL, [importId, kind, type]);
      // The rows themselves are few, and found by their keys.
      await tx.run('SET LOCAL enable_nestloop = on');
      const items = await tx.rows(PLAN_ROW, PAGE_ROWS, [
        importId,
        keys.map(({ position }) => position),
        keys.map((key) => key.type),
        keys.map((key) => key.session_id),
        keys.map(({ line }) => line),
      ]);
      return { items, total: count?.total ?? 0, gone: count?.gone ?? 0 };
    });
  }
}
