import type { ProcessRegistry } from './server-process.js';
import type { Watchdog } from './watchdog.js';

/** The processes that a watchdog stops when we no longer can, and nothing else is noted of. */
export const watchedProcesses = (watchdog: Watchdog): ProcessRegistry => ({
  started: (group) => {
    watchdog.watch(group);
    return Promise.resolve();
  },
  ended: ({ pid }) => {
    watchdog.forget(pid);
    return Promise.resolve();
  },
});
