import { requestScope, type RequestScope } from '../clients/request-scope.js';

/**
 * For a process that serves many. An exception in a callback that nobody watches is its request's, which ends with it, and the
 * process goes on: other requests share nothing with it but this process. Every such error is a defect to mend.
 *
 * @param survive is told the request that was served, if there was one
 */
export function onUncaught(survive: (error: unknown, scope: RequestScope | undefined) => void): void {
  const take = (error: unknown): void => {
    survive(error, requestScope.getStore());
  };
  process.on('uncaughtException', take);
  process.on('unhandledRejection', take);
}
