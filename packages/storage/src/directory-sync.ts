import { open } from 'node:fs/promises';

interface Round {
  readonly running: Promise<void>;
  /** The round after it; absent when nobody came since it started. */
  next: Promise<void> | undefined;
}

/**
 * Makes renames durable, which is done by syncing their directory. Whoever comes while a sync runs shares the next one:
 * the cost of a burst is that of two.
 */
export class DirectorySync {
  readonly #rounds = new Map<string, Round>();

  /** Resolves once everything renamed in the directory before the call is durable. */
  sync(directory: string): Promise<void> {
    const round = this.#rounds.get(directory);
    if (round === undefined) return this.#start(directory);
    // The running sync may have begun before our rename: only the next one is sure to include it.
    round.next ??= round.running.then(
      () => this.#start(directory),
      () => this.#start(directory),
    );
    return round.next;
  }

  #start(directory: string): Promise<void> {
    const running = syncToDisk(directory);
    const round: Round = { running, next: undefined };
    this.#rounds.set(directory, round);
    const end = (): void => {
      if (round.next === undefined && this.#rounds.get(directory) === round) this.#rounds.delete(directory);
    };
    running.then(end, end);
    return running;
  }
}

export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
