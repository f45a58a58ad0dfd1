import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { DirectoryFeedRepository, FeedOutdated, FeedStopped, FeedUnderWay } from '@timetable/persistence';
import { frenchList } from '@timetable/domain';
import { watchBodyPace, type BodyPace } from '@timetable/runtime';
import type { Clock } from '@timetable/settings';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { present } from '../http/request-parts.decorator.js';
import { CLOCK, FEED_PACE } from '../ports/ports.module.js';

const RETRY_S = 60;

/**
 * Lets one request at a time, of all processes, have academic directories: it stands before what receives them, so that of two
 * files of a gigabyte the second is refused before it comes. Of a file that does not come the turn is given up.
 */
@Injectable()
export class FeedTurnInterceptor implements NestInterceptor {
  constructor(
    private readonly feeds: DirectoryFeedRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FEED_PACE) private readonly pace: BodyPace,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    return defer(async (): Promise<unknown> => {
      try {
        return await this.feeds.alone(async (turn) => {
          request.feedTurn = turn;
          const act = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
          if ('feedId' in request.params) return act();
          const { login } = present(request.user, 'CurrentUser');
          await turn.begin({ login, at: this.clock.now() });
          return unlessSlow(request, this.pace, act);
        });
      } catch (error) {
        throw refusalOf(error);
      }
    });
  }
}

/** @throws ApiError `upload_too_slow` as soon as the file that the request brings does not come any more, or not in time */
async function unlessSlow(
  request: ApiRequest,
  pace: BodyPace,
  act: () => Promise<unknown>,
): Promise<unknown> {
  const slow = Promise.withResolvers<never>();
  const stop = watchBodyPace(request, pace, () => {
    const refusal = tooSlow();
    slow.reject(refusal);
    // Who receives it gives up, takes what there is out of the spool, and would wait for the rest before saying so.
    request.emit('error', refusal);
  });
  try {
    return await Promise.race([act(), slow.promise]);
  } finally {
    stop();
  }
}

const tooSlow = (): ApiError =>
  new ApiError(
    'upload_too_slow',
    'L’envoi de cet annuaire académique s’est arrêté, ou est trop lent : rien n’en est gardé, pour que d’autres puissent en envoyer un. ' +
      'Vérifiez la connexion, puis recommencez, ou chargez-le depuis le serveur (npm run directory).',
  );

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
