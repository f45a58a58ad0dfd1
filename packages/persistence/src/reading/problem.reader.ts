import type { ProblemSeverity } from '@timetable/domain';
import type { Database } from '../database.js';
import { rowCount } from '../query-builder.js';

/** One problem of a file, as it is listed. May name people. */
export interface ProblemRecord {
  readonly position: number;
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly meaning: string;
  readonly advice: string;
  readonly place: string | null;
  readonly value: string | null;
  readonly line: number | null;
  readonly occurrences: number;
  readonly cause: string | null;
}

/** The problems of a file one by one: root causes first. */
export class ProblemReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param page.after position of the last row of the page before */
  async list(
    importId: string,
    page: { readonly after?: number | undefined; readonly limit: number },
  ): Promise<{ items: ProblemRecord[]; total: number }> {
    const ofImport = this.#database.query
      .selectFrom('importProblemOccurrence')
      .where('importId', '=', importId);
    const items = await ofImport
      .select([
        ...(['position', 'code', 'severity', 'meaning', 'advice'] as const),
        ...(['place', 'value', 'line', 'occurrences', 'cause'] as const),
      ])
      .where('position', '>', page.after ?? -1)
      .orderBy('position')
      .limit(page.limit)
      .execute();
    const { total } = await ofImport.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }
}
