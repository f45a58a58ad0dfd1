import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { DirectoryBody, User } from '@timetable/contracts';
import type { CampusRecord, EstablishmentRecord, FeedTurn } from '@timetable/persistence';
import type { ApiRequest } from './api-request.js';

const requestOf = (context: ExecutionContext): ApiRequest => context.switchToHttp().getRequest<ApiRequest>();

/** A guard put it there, or the route is declared wrongly: a defect, not a refusal. */
export function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The route uses ${name} without the guard that resolves it.`);
  return value;
}

/** The signed-in person. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): User =>
  present(requestOf(context).user, 'CurrentUser'),
);

/** Who asks, where anybody may; undefined: nobody has signed in. */
export const KnownUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): User | undefined => requestOf(context).user,
);

/** The session in which that person asks. */
export const CurrentSession = createParamDecorator(
  (_: unknown, context: ExecutionContext): NonNullable<ApiRequest['session']> =>
    present(requestOf(context).session, 'CurrentSession'),
);

/** The campus named by `:campus`, which the person may reach. */
export const CurrentCampus = createParamDecorator((_: unknown, context: ExecutionContext): CampusRecord =>
  present(requestOf(context).campus, 'CurrentCampus'),
);

/** The establishment named by `:campus/:establishment`. */
export const CurrentEstablishment = createParamDecorator(
  (_: unknown, context: ExecutionContext): EstablishmentRecord =>
    present(requestOf(context).establishment, 'CurrentEstablishment'),
);

/** The directory that the request brought. */
export const ReceivedDirectory = createParamDecorator(
  (_: unknown, context: ExecutionContext): DirectoryBody =>
    present(requestOf(context).directory, 'ReceivedDirectory'),
);

/** The turn in which the request has the academic directories to itself. */
export const CurrentFeedTurn = createParamDecorator((_: unknown, context: ExecutionContext): FeedTurn =>
  present(requestOf(context).feedTurn, 'CurrentFeedTurn'),
);
