import { Injectable, type MessageEvent } from '@nestjs/common';
import type { CampusEvent } from '@timetable/contracts';
import { CampusEventReader, ImportReader, type EventScope } from '@timetable/persistence';
import { concatMap, defer, from, mergeMap, tap, throttleTime, type Observable } from 'rxjs';
import { toRow } from '../import-view.js';
import { CampusFeed } from './campus-feed.js';
import { toCampusEvent } from './event-view.js';
import { ImportAnnouncements } from './import-announcements.js';

/** A burst of changes is read at once, rather than one by one. */
const PACE_MS = 200;

/** Live events of all imports of a campus, or of the fleet: one stream is enough for a page, whatever it shows. */
@Injectable()
export class CampusEventsService {
  constructor(
    private readonly events: CampusEventReader,
    private readonly imports: ImportReader,
    private readonly announcements: ImportAnnouncements,
  ) {}

  /** What was missed since `lastEventId`, then what comes, with heartbeats; without it, only what comes. */
  follow(scope: EventScope, lastEventId: string | undefined): Observable<MessageEvent> {
    return defer(() => {
      let last = lastEventId ?? '';
      const feed = new CampusFeed(this.events, scope, lastEventId);
      const events = this.announcements
        .about(({ campusCode }) => scope.campusCode === undefined || scope.campusCode === campusCode)
        .pipe(
          throttleTime(PACE_MS, undefined, { leading: true, trailing: true }),
          concatMap(() => this.#read(feed)),
          mergeMap((read) => from(read)),
          tap(({ id }) => (last = id)),
        );
      // A page cannot hear a comment, and a stream that fell silent must be noticed. With the id that it has, to resume from.
      return this.announcements.stream(events, () => ({ id: last, type: 'ping', comment: 'ping', data: {} }));
    });
  }

  async #read(feed: CampusFeed): Promise<CampusEvent[]> {
    const news = await feed.more();
    const received = news.flatMap((event) => (event.type === 'import' ? [event.importId] : []));
    const found = received.length === 0 ? [] : await this.imports.summaries(received);
    const rows = new Map(found.map((summary) => [summary.id, toRow(summary)]));
    return news.flatMap((event) =>
      event.type === 'reload'
        ? [{ ...event, data: {} }]
        : (toCampusEvent(event, rows.get(event.importId)) ?? []),
    );
  }
}
