import type { NextActor, RecordedImportEvent } from '@timetable/domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';

type EventOfCampus =
  RecordedImportEvent | { readonly type: 'import'; readonly data: Readonly<Record<string, never>> };

export type CampusEventRecord = EventOfCampus & {
  /** Decimal; grows. */
  readonly id: string;
  readonly importId: string;
  readonly campusCode: string;
  /** By now. */
  readonly nextActor: NextActor;
};

/** No transaction that writes an event lives longer. */
export const TRANSACTION_LIFE_MS = 60_000;

/** Of one campus, or of all. */
export interface EventScope {
  readonly campusCode: string | undefined;
}

/**
 * Live events of many imports. Their ids are given when they are written and seen when they are committed: one may appear after
 * another of a higher id. Who follows reads again what is younger than a transaction lives.
 */
export class CampusEventReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those after that one, but for the ones that are known; by id, at most so many. */
  after(
    scope: EventScope,
    eventId: string,
    { known, limit }: { readonly known: readonly string[]; readonly limit: number },
  ): Promise<CampusEventRecord[]> {
    return this.#of(scope)
      .where('event.id', '>', eventId)
      .where('event.id', '<>', sql<string>`ALL (${known}::bigint[])`)
      .select(['event.id', 'event.type', 'event.data', 'event.importId'])
      .$narrowType<EventOfCampus>()
      .select(['import.campusCode', 'import.nextActor'])
      .orderBy('event.id')
      .limit(limit)
      .execute();
  }

  /** Ids of those after that one which are seen by now, in their order. */
  async idsAfter(scope: EventScope, eventId: string): Promise<string[]> {
    const rows = await this.#of(scope)
      .where('event.id', '>', eventId)
      .select('event.id')
      .orderBy('event.id')
      .execute();
    return rows.map(({ id }) => id);
  }

  /**
   * The last event of which nothing before can still appear, counted from that event or, without one, from the newest. Undefined
   * when there is no such event, or no longer.
   */
  async settledBefore(eventId?: string): Promise<string | undefined> {
    const events = this.#database.query.selectFrom('importEvent');
    const [from] = await events
      .$if(eventId !== undefined, (known) => known.where('id', '=', eventId ?? ''))
      .select('at')
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    if (from === undefined) return eventId === undefined ? '0' : undefined;
    const [settled] = await events
      .where('at', '<', new Date(from.at.getTime() - TRANSACTION_LIFE_MS))
      .select('id')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    return settled?.id ?? '0';
  }

  #of({ campusCode }: EventScope) {
    return this.#database.query
      .selectFrom('importEvent as event')
      .innerJoin('import', 'import.id', 'event.importId')
      .$if(campusCode !== undefined, (events) => events.where('import.campusCode', '=', campusCode ?? ''));
  }
}
