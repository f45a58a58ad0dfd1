import { open } from 'node:fs/promises';

/** What it takes of an open directory. */
export interface OpenDirectory {
  sync(): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const openDirectory = (path: string): Promise<OpenDirectory> => open(path, 'r');

/**
 * Makes renames durable, which is done by syncing their directory. Whoever comes while a sync runs shares the next one:
 * the cost of a burst is that of two. The directory stays open for as long as somebody waits.
 */
export class DirectorySync {
  /** By directory, those whose sync has not begun; present while a burst runs. */
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(private readonly openToSync: (path: string) => Promise<OpenDirectory> = openDirectory) {}

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
    let opened: OpenDirectory;
    try {
      opened = await this.openToSync(directory);
    } catch (error) {
      this.#waiting.delete(directory);
      for (const { reject } of waiting) reject(error);
      return;
    }
    while (waiting.length > 0) {
      // Whoever comes from here on may have renamed after the sync began: the next one is theirs.
      const batch = waiting.splice(0);
      try {
        await opened.sync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#waiting.delete(directory);
    // Everyone has been answered.
    await opened.close().catch(() => undefined);
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
