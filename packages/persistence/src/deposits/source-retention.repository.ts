import type { Database } from '../database.js';
import { ImportEventEntity } from '../imports/import-event.entity.js';
import { DepositEntity } from './deposit.entity.js';

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
    return this.#database.query
      .selectFrom('deposit')
      .innerJoin('import', 'import.id', 'deposit.id')
      .select(['deposit.id', 'deposit.storageKey'])
      .where('deposit.sourceDeletedAt', 'is', null)
      .where('deposit.receivedAt', '<', before)
      .where('import.status', 'not in', ['received', 'running', 'held', 'interrupted'])
      .orderBy('deposit.receivedAt')
      .orderBy('deposit.id')
      .limit(limit)
      .execute();
  }

  /** Once its file is gone; the live events, which nobody follows any more, go with it. */
  async markDeleted(id: string, at: Date): Promise<void> {
    await this.#database.transaction(async ({ em }) => {
      await em.nativeDelete(ImportEventEntity, { importId: id });
      await em.nativeUpdate(DepositEntity, { id, sourceDeletedAt: null }, { sourceDeletedAt: at });
    });
  }
}
