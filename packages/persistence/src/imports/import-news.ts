import type { Database } from '../database.js';
import type { Subscription } from '../listener.js';

/** Channel on which imports with new events are announced, when the transaction that wrote them commits. */
export const IMPORT_EVENT_CHANNEL = 'import_event';

/** An import with new events. */
export interface ImportNews {
  readonly campusCode: string;
  readonly importId: string;
}

/** SQL that announces, of a row that has them; neither a campus code nor an id has a slash. */
export const ANNOUNCE_IMPORT = `pg_notify('${IMPORT_EVENT_CHANNEL}', concat(campus_code, '/', id))`;

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
