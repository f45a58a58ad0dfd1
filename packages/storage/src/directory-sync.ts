import { open } from 'node:fs/promises';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes renames durable, which is done by syncing their directory. Whoever comes while a sync runs shares the next one:
 * the cost of a burst is that of two. The directory stays open for as long as somebody waits.
 */
export class DirectorySync {
  /** By directory, those whose sync has not begun; present while a burst runs. */
  readonly #waiting = new Map<string, Waiting[]>();

  /** Resolves once everything renamed in the directory before the call is durable. */
  sync(directory: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(directory);
      waiting?.push({ resolve, reject });
      if (waiting === undefined) void this.#burst(directory, [{ resolve, reject }]);
    });
  }

  async #burst(directory: string, waiting: Waiting[]): Promise<void> {
    this.#waiting.set(directory, waiting);
    try {
      await withHandle(directory, async (sync) => {
        while (waiting.length > 0) {
          // Whoever comes from here on may have renamed after the sync began: the next one is theirs.
          const round = waiting.splice(0);
          await sync().then(
            () => {
              for (const { resolve } of round) resolve();
            },
            (error: unknown) => {
              for (const { reject } of round) reject(error);
            },
          );
        }
        this.#waiting.delete(directory);
      });
    } catch (error) {
      // It could not be opened.
      this.#waiting.delete(directory);
      for (const { reject } of waiting) reject(error);
    }
  }
}

export async function syncToDisk(path: string): Promise<void> {
  await withHandle(path, (sync) => sync());
}

async function withHandle(path: string, work: (sync: () => Promise<void>) => Promise<void>): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await work(() => handle.sync());
  } finally {
    await handle.close();
  }
}
