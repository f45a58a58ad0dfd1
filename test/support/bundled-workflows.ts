import { fileURLToPath } from 'node:url';

/** What a worker of a test needs to run the workflows, in little processor time: options of `Worker.create`. */
export const WORKFLOWS = {
  /** Every run of the tests has built it first; bundling again takes five seconds. */
  workflowBundle: { codePath: fileURLToPath(import.meta.resolve('@timetable/workflows/bundle')) },
  /**
   * Workflows run in this thread: another takes half a second to be there, for each worker. The price: one that never yields is not
   * given up after five seconds here. It is in `*.process.test.ts` and `test/e2e`, where the worker runs as in production.
   */
  debugMode: true,
};
