import type { LogLevel, LogMetadata } from '@temporalio/worker';

/** What the SDK's own lines are about when the server does not take a call. */
const CALL = /gRPC|retr|poll|transport|unavailable|connect|deadline/i;
/** What it quotes of the failure, when the line is about what it was doing. */
const FAILURE = /unavailable|transport|connect error|connection|deadline|cancel+ed|timeout/i;

/** The SDK tells each try of each of its pollers, and each answer of a workflow, that the server did not take. */
export const isOutage = (level: LogLevel, message: string, meta: LogMetadata = {}): boolean =>
  (level === 'WARN' || level === 'ERROR') &&
  (CALL.test(message) || (typeof meta['error'] === 'string' && FAILURE.test(meta['error'])));
