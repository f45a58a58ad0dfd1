import type { RecordedImportEvent } from '@timetable/domain';
import type { Database } from '../database.js';

export type ImportEventRecord = RecordedImportEvent & {
  /** Decimal; grows. */
  readonly id: string;
  readonly at: Date;
};

/** Read at once: an import that was approved or retried again and again has more. */
const PAGE = 500;

/** The live events of imports, kept so that a follower who lost the connection misses nothing. */
export class ImportEventReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Events after that one, however many, oldest first; all of them when it is undefined or none of this import's, since who asks
   * cannot tell then what they have missed.
   */
  async *after(importId: string, eventId: string | undefined): AsyncGenerator<ImportEventRecord> {
    for (let last = eventId, more = true; more;) {
      const page = await this.#page(importId, last);
      yield* page;
      last = page.at(-1)?.id;
      more = page.length === PAGE;
    }
  }

  #page(importId: string, eventId = '0'): Promise<ImportEventRecord[]> {
    return this.#database.query
      .selectFrom('importEvent')
      .select(['id', 'type', 'data', 'at'])
      .where('type', '<>', 'import')
      .$narrowType<RecordedImportEvent>()
      .where('importId', '=', importId)
      .where((event) => {
        const known = event
          .selectFrom('importEvent as known')
          .select('known.id')
          .where('known.importId', '=', importId)
          .where('known.id', '=', eventId);
        return event('id', '>', event.fn.coalesce(known, event.val('0')));
      })
      .orderBy('id')
      .limit(PAGE)
      .execute();
  }
}
