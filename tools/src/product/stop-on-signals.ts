import type { Product } from './product.js';

/** npm passes on the Ctrl-C that the terminal has already sent us: not a second one. */
const SAME_CTRL_C_MS = 1_500;
const PARENT_CHECK_MS = 1_000;

/**
 * Starts the product and ends the process cleanly at Ctrl-C, SIGTERM, the terminal's closing, or the death of the npm that launched us: all of
 * the product is stopped first. A second Ctrl-C does not wait.
 */
export function stopOnSignals(
  start: (signal: AbortSignal) => Promise<Product>,
  report: (line: string) => void,
): Promise<Product> {
  const givingUp = new AbortController();
  const starting = start(givingUp.signal);
  let askedAt: number | undefined;
  const stop = async (): Promise<void> => {
    if (askedAt !== undefined) {
      if (Date.now() - askedAt < SAME_CTRL_C_MS) return;
      report('Arrêt immédiat.');
      // Whatever is not killed here ends with the watchdog, which our own end wakes.
      process.exit(130);
    }
    askedAt = Date.now();
    report('\nArrêt en cours…');
    givingUp.abort();
    const product = await starting.catch(() => undefined);
    await product?.stop();
    report('Tout est arrêté.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // Launched by our own tests or demo: their end is ours.
  if (process.connected) process.on('disconnect', () => void stop());
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) void stop();
    }, PARENT_CHECK_MS).unref();
  }
  return starting;
}
