import { Injectable, type MessageEvent } from '@nestjs/common';
import { ImportEventReader } from '@timetable/persistence';
import { concatMap, map, type Observable } from 'rxjs';
import { toImportEvent } from './event-view.js';
import { ImportAnnouncements } from './import-announcements.js';

/** Live events of one import. */
@Injectable()
export class ImportEventsService {
  constructor(
    private readonly events: ImportEventReader,
    private readonly announcements: ImportAnnouncements,
  ) {}

  /** Every event after `lastEventId` (from the first one when it is none of this import's), then those to come, with heartbeats. */
  follow(importId: string, lastEventId: string | undefined): Observable<MessageEvent> {
    let last = lastEventId;
    const events = this.announcements
      .about((news) => news.importId === importId)
      .pipe(
        // One read at a time: each starts after what the one before sent.
        concatMap(() => this.events.after(importId, last)),
        map((event) => {
          last = event.id;
          return toImportEvent({ ...event, importId });
        }),
      );
    return this.announcements.stream(events);
  }
}
