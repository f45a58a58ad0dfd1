import {
  Injectable,
  type BeforeApplicationShutdown,
  type MessageEvent,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ImportEventReader } from '@timetable/persistence';
import { concatMap, filter, interval, map, merge, Observable, startWith, Subject, takeUntil } from 'rxjs';

/** Proxies cut silent connections after a minute or less. */
const HEARTBEAT_MS = 15_000;

/**
 * Live events of imports. One LISTEN for the process wakes every follower, who then reads what is new from the table:
 * nothing is lost between two notifications, nor while a follower was away.
 */
@Injectable()
export class ImportEventsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Ids of imports with something new; undefined: any may have. */
  readonly #news = new Subject<string | undefined>();
  readonly #closing = new Subject<void>();

  constructor(private readonly events: ImportEventReader) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.events.listen((importId) => {
      this.#news.next(importId);
    });
  }

  /** Followers would otherwise keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.#closing.next();
  }

  /** Every event after `lastEventId` (from the first one when it is none of this import's), then those to come, with heartbeats. */
  follow(importId: string, lastEventId: string | undefined): Observable<MessageEvent> {
    let last = lastEventId;
    const events = this.#news.pipe(
      filter((changed) => changed === undefined || changed === importId),
      startWith(undefined),
      // One read at a time: each starts after what the one before sent.
      concatMap(() => this.events.after(importId, last)),
      map(({ id, type, data }) => {
        last = id;
        return { id, type, data: { importId, ...data } };
      }),
    );
    const heartbeats = interval(HEARTBEAT_MS).pipe(map((): MessageEvent => ({ comment: 'ping' })));
    return merge(events, heartbeats).pipe(takeUntil(this.#closing));
  }
}
