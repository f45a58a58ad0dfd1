import { isGrpcServiceError, ServiceError } from '@temporalio/client';

/** gRPC statuses of a cluster that keeps operators' calls from us: PERMISSION_DENIED, UNIMPLEMENTED. */
const NOT_FOR_US: ReadonlySet<number> = new Set([7, 12]);

/** INVALID_ARGUMENT, FAILED_PRECONDITION. */
const REFUSED: ReadonlySet<number> = new Set([3, 9]);

/** NOT_FOUND. */
const UNKNOWN: ReadonlySet<number> = new Set([5]);

/** CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE. */
const AWAY: ReadonlySet<number> = new Set([1, 4, 8, 10, 13, 14]);

/** The SDK wraps some of what the server answers. */
function hasStatus(error: unknown, statuses: ReadonlySet<number>): boolean {
  const answered = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(answered) && statuses.has(answered.code);
}

/** Whether a call was refused by a cluster that answers, but not to us. */
export const isNotForUs = (error: unknown): boolean => hasStatus(error, NOT_FOR_US);

/** Whether the call asked for what cannot be: it would be refused again. */
export const isRefusal = (error: unknown): boolean => hasStatus(error, REFUSED);

/** Whether the call named what is not there. */
export const isNotThere = (error: unknown): boolean => hasStatus(error, UNKNOWN);

/** Whether Temporal is away or cannot answer for now, whatever it was asked. */
export const isTemporalAway = (error: unknown): boolean => hasStatus(error, AWAY);
