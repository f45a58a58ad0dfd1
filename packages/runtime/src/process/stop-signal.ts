const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

export type StopSignal = (typeof SIGNALS)[number];

/**
 * Resolves when the process is told to end. From the call on the signals no longer end it by themselves, and being told
 * again changes nothing: what closes in order takes the time it needs, until whoever supervises the process kills it.
 */
export function stopSignal(): Promise<StopSignal> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS)
      process.on(signal, () => {
        resolve(signal);
      });
  });
}

/** Ends the process by the signal that told it to, as if it had never been listened to. */
export function endBy(signal: StopSignal): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
