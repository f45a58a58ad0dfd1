import { BucketUnavailable } from '@timetable/storage';

/** Codes of a database or storage that is away: refused, cut, starting, stopping, full, or longer than it may take. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08\w{3}|53300|57014|57P0[1-3])$/;
/** The pool has no code for what it gives up. */
const GIVEN_UP = /Connection terminated|timeout exceeded when trying to connect/;

/** Whether time will mend it: what we depend on does not answer, and nothing here is wrong. */
export function isDependencyFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && AWAY.test(error.code)) return true;
  if (error instanceof BucketUnavailable) return true;
  if (GIVEN_UP.test(error.message)) return true;
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...causes, error.cause].some(isDependencyFailure);
}
