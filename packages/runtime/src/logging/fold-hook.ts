import type { LoggerOptions } from 'pino';
import { FoldedFailures } from './folded-failures.js';

const TICK_MS = 1_000;
const WARN = 40;
const ERROR = 50;

type LogMethod = NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']>;

/**
 * Folds the failures of one process: warnings and errors that give a `reason`, or say in `outage` what is away. Everything
 * else is written as it is.
 */
export function foldingLogMethod(): LogMethod {
  let tell: ConstructorParameters<typeof FoldedFailures>[0]['tell'] = () => undefined;
  const fold = new FoldedFailures({
    tell: (level, fields, message) => {
      tell(level, fields, message);
    },
    now: () => performance.now(),
  });
  let ticking: NodeJS.Timeout | undefined;
  const tick = (): void => {
    fold.tick();
    if (!fold.isEmpty) return;
    clearInterval(ticking);
    ticking = undefined;
  };
  return function (args, method, level) {
    const what = level === WARN || level === ERROR ? failureOf(args) : undefined;
    if (what !== undefined) {
      tell = (ofLevel, fields, message) => {
        this[ofLevel](fields, message);
      };
      ticking ??= setInterval(tick, TICK_MS).unref();
      if (!fold.failed(what)) return;
    }
    method.apply(this, args);
  };
}

/** What fails, for a line that tells a failure: what is away, or else the line's own sentence. */
function failureOf([fields, message]: readonly unknown[]): string | undefined {
  if (typeof fields !== 'object' || fields === null) return undefined;
  if ('outage' in fields && typeof fields.outage === 'string') return fields.outage;
  return 'reason' in fields && typeof message === 'string' ? message : undefined;
}
