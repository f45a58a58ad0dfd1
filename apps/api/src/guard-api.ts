import { Logger } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { onUncaught } from '@timetable/runtime';
import { ProblemFilter } from './errors/problem.filter.js';

/** What nobody caught (a file of the console that cannot be opened, for one) ends its request as any other error does. */
export function guardApi(): void {
  const logger = new Logger('guardApi');
  const filter = new ProblemFilter();
  onUncaught((error, scope) => {
    if (scope === undefined) {
      logger.error(error);
      return;
    }
    const { request, response } = scope;
    // Thrown in the midst of the parser's work, perhaps: what it would make of a next request is anybody's guess.
    if (!response.headersSent) response.setHeader('Connection', 'close');
    filter.catch(error, new ExecutionContextHost([request, response]));
  });
}
