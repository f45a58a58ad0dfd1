import {
  Injectable,
  type BeforeApplicationShutdown,
  type MessageEvent,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Database, listenToImports, type ImportNews } from '@timetable/persistence';
import { filter, interval, map, merge, startWith, Subject, takeUntil, type Observable } from 'rxjs';

/** Proxies cut silent connections after a minute or less. */
const HEARTBEAT_MS = 15_000;
const COMMENT: MessageEvent = { comment: 'ping' };

/**
 * One LISTEN for the process wakes every follower, who then reads what is new from the table: nothing is lost between two
 * notifications, nor while a follower was away.
 */
@Injectable()
export class ImportAnnouncements implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Imports with something new; undefined: any may have. */
  readonly #news = new Subject<ImportNews | undefined>();
  readonly #closing = new Subject<void>();

  constructor(private readonly database: Database) {}

  async onApplicationBootstrap(): Promise<void> {
    await listenToImports(this.database, (news) => {
      this.#news.next(news);
    });
  }

  /** Followers would otherwise keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.#closing.next();
  }

  /** Now, and each time there may be something new about these imports. */
  about(isWanted: (news: ImportNews) => boolean): Observable<unknown> {
    return this.#news.pipe(
      filter((news) => news === undefined || isWanted(news)),
      startWith(undefined),
    );
  }

  /** As a client follows them: with heartbeats, until the server closes. */
  stream(
    events: Observable<MessageEvent>,
    heartbeat: () => MessageEvent = () => COMMENT,
  ): Observable<MessageEvent> {
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(heartbeat));
    return merge(events, heartbeats).pipe(takeUntil(this.#closing));
  }
}
