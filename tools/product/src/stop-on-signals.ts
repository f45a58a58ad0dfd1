import { parentOf } from '@timetable/embedded';
import type { Product } from './product.js';

/** npm passes on the Ctrl-C that the terminal has already sent us: not a second one. */
const SAME_CTRL_C_MS = 1_500;
const PARENT_CHECK_MS = 1_000;

/**
 * Starts the product and ends the process cleanly at Ctrl-C, SIGTERM, the terminal's closing, or the death of whoever
 * launched us: all of the product is stopped first. A second Ctrl-C does not wait.
 */
export function stopOnSignals(
  start: (signal: AbortSignal) => Promise<Product>,
  report: (line: string) => void,
): Promise<Product> {
  const givingUp = new AbortController();
  const starting = start(givingUp.signal);
  let askedAt: number | undefined;
  const stop = async (): Promise<void> => {
    if (askedAt !== undefined) return;
    askedAt = Date.now();
    report('\nArrêt en cours…');
    givingUp.abort();
    const product = await starting.catch(() => undefined);
    await product?.stop();
    report('Tout est arrêté.');
    process.exit(0);
  };
  const insist = (): void => {
    if (askedAt === undefined || Date.now() - askedAt < SAME_CTRL_C_MS) return;
    report('Arrêt immédiat.');
    // The watchdog, which our own end wakes, sees to what still runs.
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      insist();
      void stop();
    });
  }
  // Launched by our own tests: their end is ours.
  if (process.connected) process.on('disconnect', () => void stop());
  if (process.env['npm_lifecycle_event'] !== undefined) stopWithParent(() => void stop());
  return starting;
}

/**
 * npm ended without telling us (kill -9): whoever launched us is no longer there to stop us. npm runs us through a
 * shell, which outlives it: so both of them are watched.
 */
function stopWithParent(stop: () => void): void {
  const launchers = async (): Promise<string> => [process.ppid, await parentOf(process.ppid)].join();
  const first = launchers();
  setInterval(() => {
    void Promise.all([first, launchers()]).then(([before, now]) => {
      if (now !== before) stop();
    });
  }, PARENT_CHECK_MS).unref();
}
