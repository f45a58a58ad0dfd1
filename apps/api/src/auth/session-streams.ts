import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { User } from '@timetable/contracts';
import { StaffAccountRepository, StaffSessionRepository } from '@timetable/persistence';
import { UnderWay } from '@timetable/runtime';
import {
  defer,
  filter,
  finalize,
  interval,
  merge,
  Subject,
  switchMap,
  takeUntil,
  type Observable,
} from 'rxjs';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';

/** A person's live streams at once, in one process: a page needs one, and a browser keeps pages open. */
const MOST_STREAMS = 20;
/** A page that is closed, or the network, takes so long to give a stream back. */
const RETRY_S = 30;
/** Sessions also end by themselves, and an announcement may be missed. */
const CHECK_MS = 30_000;

interface OpenSessions {
  /** Undefined: the session is over. */
  findBySession(sessionId: string, now: Date): Promise<object | undefined>;
}

interface SessionEnds {
  listen(handler: (login: string | undefined) => void): Promise<unknown>;
}

/** Streams that outlive the request they were asked in: they end with the session of who asked, and are counted. */
@Injectable()
export class SessionStreams implements OnApplicationBootstrap {
  readonly #logger = new Logger('SessionStreams');
  /** Logins of whom a session has ended; undefined: anybody's may have. */
  readonly #ends = new Subject<string | undefined>();
  readonly #open = new UnderWay();

  constructor(
    @Inject(StaffAccountRepository) private readonly accounts: OpenSessions,
    @Inject(StaffSessionRepository) private readonly sessions: SessionEnds,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.sessions.listen((login) => {
      this.#ends.next(login);
    });
  }

  /**
   * The stream, while the session is open.
   * @throws ApiError `too_many_requests` to who subscribes when the person follows too many already
   */
  within<T>(
    { login }: User,
    { id }: NonNullable<ApiRequest['session']>,
    stream: Observable<T>,
  ): Observable<T> {
    return defer(() => {
      const leave = this.#enter(login);
      return stream.pipe(takeUntil(this.#endOf(login, id)), finalize(leave));
    });
  }

  #enter(login: string): () => void {
    if (this.#open.of(login) >= MOST_STREAMS)
      throw new ApiError(
        'too_many_requests',
        `Vous suivez déjà ${MOST_STREAMS} pages en direct : fermez-en, puis recommencez.`,
        {},
        RETRY_S,
      );
    return this.#open.begin(login);
  }

  /** Emits once the session is over. */
  #endOf(login: string, sessionId: string): Observable<boolean> {
    const announced = this.#ends.pipe(filter((ended) => ended === undefined || ended === login));
    return merge(interval(CHECK_MS), announced).pipe(
      // A question under way may have been asked before what is announced now.
      switchMap(() => this.#isOver(sessionId)),
      filter((isOver) => isOver),
    );
  }

  /** A database that does not answer ends no stream: it is asked again. */
  async #isOver(sessionId: string): Promise<boolean> {
    try {
      return (await this.accounts.findBySession(sessionId, new Date())) === undefined;
    } catch (error) {
      this.#logger.error(error);
      return false;
    }
  }
}
