import { z } from 'zod';
import type { Database } from '../database.js';
import { clearStaging } from './staging-cleanup.js';

const STALE = z.object({ id: z.string() });

/** What imports staged to be compared and published. */
export class StagingRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Empties what imports that are over left: each empties its own when it ends, so that there is none unless that failed.
   *
   * @returns of how many imports
   */
  async deleteStale(): Promise<number> {
    return this.#database.transaction(async (tx) => {
      const stale = await tx.rows(
        STALE,
        `SELECT id FROM import
          WHERE status NOT IN ('received', 'running', 'held', 'interrupted')
            AND (EXISTS (SELECT FROM session_staging WHERE import_id = import.id)
                 OR EXISTS (SELECT FROM session_diff WHERE import_id = import.id)
                 OR EXISTS (SELECT FROM membership_staging WHERE import_id = import.id)
                 OR EXISTS (SELECT FROM staged_part WHERE import_id = import.id))`,
      );
      const ids = stale.map(({ id }) => id);
      await clearStaging(tx, ids);
      return ids.length;
    });
  }
}
