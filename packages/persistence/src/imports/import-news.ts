import { sql, type Expression, type RawBuilder } from 'kysely';
import type { Database } from '../database.js';
import type { Subscription } from '../listener.js';

/** Channel on which imports with new events are announced, when the transaction that wrote them commits. */
export const IMPORT_EVENT_CHANNEL = 'import_event';

/** An import with new events. */
export interface ImportNews {
  readonly campusCode: string;
  readonly importId: string;
}

/** Announces; neither a campus code nor an id has a slash. */
export const announcement = (
  campusCode: Expression<string>,
  importId: Expression<string>,
): RawBuilder<unknown> => sql`pg_notify(${IMPORT_EVENT_CHANNEL}, concat(${campusCode}, '/', ${importId}))`;

/** Calls with each import that has new events, or undefined when some may have been missed. */
export function listenToImports(
  database: Database,
  handler: (news: ImportNews | undefined) => void,
): Promise<Subscription> {
  return database.listen(IMPORT_EVENT_CHANNEL, (payload) => {
    const [campusCode, importId] = payload?.split('/') ?? [];
    handler(campusCode === undefined || importId === undefined ? undefined : { campusCode, importId });
  });
}
