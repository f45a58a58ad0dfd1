import { foldingLogMethod } from './fold-hook.js';
import { pino, type Logger, type LoggerOptions } from 'pino';

/**
 * What no line of any process may hold: credentials, and the values of a row, which PostgreSQL puts beside an error's
 * message.
 */
const REDACTED = [
  '*.password',
  '*.authorization',
  '*.cookie',
  'req.headers',
  'res.headers',
  'err.detail',
  'err.where',
  'err.parameters',
];

export interface LogSettings {
  /** Of the process, on every line. */
  readonly name: string;
  readonly level: string;
}

/** How every process writes its log: lines of JSON on the standard output. */
export const logOptions = ({ name, level }: LogSettings): LoggerOptions => ({
  level,
  base: { name },
  redact: REDACTED,
  hooks: { logMethod: foldingLogMethod() },
});

export const createLogger = (settings: LogSettings): Logger => pino(logOptions(settings));
