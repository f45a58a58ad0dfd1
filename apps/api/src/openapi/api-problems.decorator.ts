import { ApiExtension } from '@nestjs/swagger';
import type { ApiErrorCode } from '@timetable/contracts';

/** Member of an operation that lists its error codes. */
export const PROBLEM_CODES = 'x-error-codes';

/**
 * The refusals that only this operation has. Those that come from its form (authentication, a body, an id in its path) are
 * added to the document by themselves.
 */
export const ApiProblems = (...codes: readonly ApiErrorCode[]): MethodDecorator =>
  ApiExtension(PROBLEM_CODES, codes);
