import type { Database } from '../database.js';

export interface ExpiredSource {
  /** Of the deposit and its import. */
  readonly id: string;
  readonly storageKey: string;
}

/** Source files that have been kept long enough; what was imported and the reports stay. */
export class SourceRetentionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Deposits received before that instant whose file is still there and which no import may still ask for, oldest first. */
  expired(before: Date, limit: number): Promise<ExpiredSource[]> {
    return this.#database.sql.rows<ExpiredSource & Record<string, unknown>>(
      `SELECT deposit.id, deposit.storage_key AS "storageKey"
         FROM deposit JOIN import USING (id)
        WHERE deposit.source_deleted_at IS NULL AND deposit.received_at < $1
          AND import.status NOT IN ('received', 'running', 'held', 'interrupted')
        ORDER BY deposit.received_at, deposit.id
        LIMIT $2`,
      [before, limit],
    );
  }

  /** Once its file is gone; the live events, which nobody follows any more, go with it. */
  async markDeleted(id: string, at: Date): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await tx.run('DELETE FROM import_event WHERE import_id = $1', [id]);
      await tx.run('UPDATE deposit SET source_deleted_at = $2 WHERE id = $1 AND source_deleted_at IS NULL', [
        id,
        at,
      ]);
    });
  }
}
