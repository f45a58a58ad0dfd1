import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import {
  DirectoryFeedRepository,
  FeedOutdated,
  FeedStopped,
  FeedUnderWay,
  type FeedTurn,
} from '@timetable/persistence';
import { frenchList } from '@timetable/domain';
import type { Clock } from '@timetable/settings';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { present } from '../http/request-parts.decorator.js';
import { CLOCK } from '../ports/ports.module.js';

const RETRY_S = 60;

/**
 * Lets one request at a time, of all processes, have academic directories: it stands before what receives them, so that of two
 * files of a gigabyte the second is refused before it comes.
 */
@Injectable()
export class FeedTurnInterceptor implements NestInterceptor {
  constructor(
    private readonly feeds: DirectoryFeedRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    return defer(async (): Promise<unknown> => {
      try {
        return await this.feeds.alone(async (turn) => {
          await this.#begin(turn, request);
          request.feedTurn = turn;
          const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
          return answer;
        });
      } catch (error) {
        throw refusalOf(error);
      }
    });
  }

  /** A request that names no directory brings one. */
  async #begin(turn: FeedTurn, { params, user }: ApiRequest): Promise<void> {
    if ('feedId' in params) return;
    await turn.begin({ login: present(user, 'CurrentUser').login, at: this.clock.now() });
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof FeedUnderWay)
    return new ApiError(
      'directory_under_way',
      'Un annuaire académique est en cours d’envoi, de lecture ou de chargement : recommencez quand il sera terminé, dans quelques minutes.',
      { feedId: error.feedId ?? null },
      RETRY_S,
    );
  if (error instanceof FeedOutdated)
    return new ApiError(
      'directory_changed',
      `Des établissements ont été ajoutés ou modifiés depuis l’envoi de cet annuaire académique (${frenchList(error.campusCodes)}) : ` +
        'rien n’a été changé. Envoyez-le de nouveau.',
      { campuses: error.campusCodes },
    );
  if (error instanceof FeedStopped)
    return new ApiError(
      'unavailable',
      'Le service s’arrête avant la fin : ce qui est chargé le reste. Regardez dans un instant ce qu’est devenu l’annuaire académique ' +
        '(GET /operator/directory), puis recommencez.',
    );
  return error;
}
