import { API_ERRORS, type ApiErrorCode, type FieldError } from '@timetable/contracts';

/** What we depend on is mostly away for a restart, or for longer than anybody knows. */
const UNAVAILABLE_RETRY_S = 10;

/** A refusal the caller can understand: thrown by services, turned into problem+json by the filter. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: number;
  /** Members added to the body: `importId` of a lock, `planHash` of a changed plan. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Seconds after which trying again makes sense; undefined when nobody knows, or time changes nothing. */
  readonly retryAfterS: number | undefined;

  /** @param detail French sentence: what happened and what to do */
  constructor(
    code: ApiErrorCode,
    detail: string,
    extra: Readonly<Record<string, unknown>> = {},
    retryAfterS?: number,
  ) {
    super(detail);
    this.code = code;
    this.status = API_ERRORS[code].status;
    this.extra = extra;
    this.retryAfterS = retryAfterS ?? (code === 'unavailable' ? UNAVAILABLE_RETRY_S : undefined);
  }
}

export const notFound = (detail: string): ApiError => new ApiError('not_found', detail);

export const invalidFields = (errors: readonly FieldError[]): ApiError =>
  new ApiError(
    'validation_failed',
    errors.length === 1
      ? 'Une donnée n’est pas valable : corrigez-la puis recommencez.'
      : `${errors.length} données ne sont pas valables : corrigez-les puis recommencez.`,
    { errors },
  );
