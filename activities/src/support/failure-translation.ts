import { activityInfo, log } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { FencedError, OvertakenError, PlanOutdated, StopAskedError } from '@timetable/persistence';
import { BucketUnavailable } from '@timetable/storage';

/** The storage does not give a file back: time, or an operator, acts. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** Temporal was asked for the workflow of an import and did not answer: time acts. */
export class StartUnanswered extends Error {
  override readonly name = 'StartUnanswered';
}

/** A file that was read before is encrypted for a key that is no longer there: an operator acts. */
export class PartnerKeyMissing extends Error {
  override readonly name = 'PartnerKeyMissing';
}

/** The plan computed again differs from the one decided on: a person must see it before it is applied. */
export class PlanChanged extends Error {
  override readonly name = 'PlanChanged';
}

/** A defect repeats itself: a few attempts for the case that it does not, then people are told. */
const ATTEMPTS_AT_A_DEFECT = 5;

/** Some ten minutes: another worker may have the key already, or still. */
const ATTEMPTS_WITHOUT_KEY = 15;

/**
 * The one place where an error becomes a failure that Temporal keeps. Failures travel in clear and stay for days, and an
 * error's text may quote a row of the database or of the file: only its kind is told, by words of ours.
 */
export function toFailure(error: unknown, attempt: number): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof FencedError) {
    return ApplicationFailure.nonRetryable('Another attempt holds the establishments.', 'Fenced');
  }
  if (error instanceof OvertakenError) {
    return ApplicationFailure.nonRetryable('A later deposit was imported meanwhile.', 'Overtaken');
  }
  if (error instanceof StopAskedError) {
    return ApplicationFailure.nonRetryable('Somebody asked the attempt to stop.', 'StopAsked');
  }
  if (error instanceof PlanChanged) {
    return ApplicationFailure.nonRetryable('The plan changed after it was decided on.', 'PlanChanged');
  }
  if (error instanceof StorageUnavailable || error instanceof BucketUnavailable) {
    return ApplicationFailure.retryable('The file storage does not answer.', 'Unavailable.Storage');
  }
  if (error instanceof StartUnanswered) {
    return ApplicationFailure.retryable('Temporal does not start imports.', 'Unavailable.Temporal');
  }
  if (error instanceof PartnerKeyMissing) {
    return ApplicationFailure.create({
      message: 'No partner key opens the export any more.',
      type: 'Unavailable.PartnerKey',
      nonRetryable: attempt >= ATTEMPTS_WITHOUT_KEY,
    });
  }
  if (error instanceof PlanOutdated) {
    return ApplicationFailure.retryable(
      'What the plan rests on changed meanwhile.',
      'Unavailable.CurrentState',
    );
  }
  const code = databaseOutage(error);
  if (code !== undefined) {
    return ApplicationFailure.retryable(`The database does not answer (${code}).`, 'Unavailable.Database');
  }
  return ApplicationFailure.create({
    message: `Defect in the activity: ${kindOf(error)}.`,
    type: 'Defect',
    nonRetryable: attempt >= ATTEMPTS_AT_A_DEFECT,
  });
}

/** Every activity of the record, with its errors translated and defects logged without what they quote. */
export function translatingFailures<A extends Record<keyof A, (input: never) => Promise<unknown>>>(
  activities: A,
): A {
  const wrapped: Partial<A> = {};
  for (const name of keysOf(activities)) wrapped[name] = translating(activities[name]);
  return { ...activities, ...wrapped };
}

function translating<F extends (input: never) => Promise<unknown>>(activity: F): F {
  return new Proxy(activity, {
    apply: async (target, self, args): Promise<unknown> => {
      try {
        return await Reflect.apply(target, self, args);
      } catch (error) {
        const failure = toFailure(error, activityInfo().attempt);
        if (failure !== error) log.warn(failure.message, { frames: framesOf(error) });
        throw failure;
      }
    },
  });
}

const keysOf = <T extends object>(record: T): (keyof T & string)[] =>
  Object.keys(record).filter((key): key is keyof T & string => key in record);

/** SQLSTATE classes that time repairs: connection, rollback (deadlock, serialisation), resources, operator, system. */
const PASSING_CLASSES = new Set(['08', '40', '53', '55', '57', '58']);
const PASSING_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Errors of the driver that bear no code. */
const PASSING_MESSAGE =
  /connection (terminated|ended|error)|timeout exceeded when trying to connect|client has encountered a connection/i;

function databaseOutage(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    const code = codeOf(cause);
    if (code !== undefined && (PASSING_CODES.has(code) || isPassingState(code))) return code;
    if (PASSING_MESSAGE.test(cause.message)) return 'connection lost';
  }
  return undefined;
}

const isPassingState = (code: string): boolean =>
  /^[0-9A-Z]{5}$/.test(code) && PASSING_CLASSES.has(code.slice(0, 2));

function kindOf(error: unknown): string {
  const [first] = causesOf(error);
  if (first === undefined) return typeof error;
  const code = codeOf(first);
  return code === undefined ? first.name : `${first.name} ${code}`;
}

/** The error, what caused it, and so on; what several attempts at a connection met included. */
function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...causesOf(error.cause), ...inner.flatMap(causesOf)];
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Where it happened, without the message above the frames. */
function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
