import type { RecordedImportEvent } from '@timetable/domain';
import type { Database } from '../database.js';
import { IMPORT_EVENT_CHANNEL } from '../imports/announce-event.js';
import type { Subscription } from '../listener.js';

export type ImportEventRecord = RecordedImportEvent & {
  /** Decimal; grows. */
  readonly id: string;
  readonly at: Date;
};

/** The live events of imports, kept so that a follower who lost the connection misses nothing. */
export class ImportEventReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Events after that one (all when undefined), oldest first, at most 500. */
  after(importId: string, eventId: string | undefined): Promise<ImportEventRecord[]> {
    return this.#database.query
      .selectFrom('importEvent')
      .select(['id', 'type', 'data', 'at'])
      .$narrowType<RecordedImportEvent>()
      .where('importId', '=', importId)
      .where('id', '>', eventId ?? '0')
      .orderBy('id')
      .limit(500)
      .execute();
  }

  /** Calls with the id of each import that has new events, or undefined when some may have been missed. */
  listen(handler: (importId: string | undefined) => void): Promise<Subscription> {
    return this.#database.listen(IMPORT_EVENT_CHANNEL, handler);
  }
}
