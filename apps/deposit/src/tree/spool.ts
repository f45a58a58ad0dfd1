import { randomUUID } from 'node:crypto';
import { copyFile, link, open, readdir, rm, stat, unlink, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the spool that is open to be written. */
export interface SpoolFile {
  readonly path: string;
  readonly handle: FileHandle;
}

const PREFIX = 'door-';
const PART = '.part';
const SIGN_OF_LIFE = '.alive';
/** An instance that has not shown itself for this long is gone, and its files with it. */
const PRESUMED_DEAD_MS = 5 * 60_000;

/**
 * Files being received and files that are not deposits, in the file store's spool directory. Each instance of the door
 * names its files after itself and touches a sign of life, so that any instance can clear what a killed one left.
 */
export class Spool {
  readonly #directory: string;
  readonly #instance: string;

  constructor(directory: string, instance: string = randomUUID()) {
    this.#directory = directory;
    this.#instance = instance;
  }

  /** A new empty file, ours alone. */
  async create(): Promise<SpoolFile> {
    const path = this.#newPath();
    return { path, handle: await open(path, 'wx', 0o600) };
  }

  /** The same bytes under a second name, so that one can be given away. */
  async duplicate(path: string): Promise<string> {
    const copy = this.#newPath();
    await link(path, copy).catch(() => copyFile(path, copy));
    return copy;
  }

  /** Deletes in the background: what fails is swept later. */
  discard(path: string): void {
    unlink(path).catch(() => undefined);
  }

  /** Tells other instances that we live. Every minute. */
  async showLife(): Promise<void> {
    const path = join(this.#directory, `${PREFIX}${this.#instance}${SIGN_OF_LIFE}`);
    const now = new Date();
    await utimes(path, now, now).catch(async () => {
      await (await open(path, 'a', 0o600)).close();
    });
  }

  /** Deletes what instances that are gone left. Returns how many files. */
  async sweep(): Promise<number> {
    const names = (await readdir(this.#directory)).filter((name) => name.startsWith(PREFIX));
    const alive = new Set([this.#instance]);
    for (const name of names.filter((each) => each.endsWith(SIGN_OF_LIFE))) {
      if (await this.#isRecent(name)) alive.add(instanceOf(name));
    }
    let swept = 0;
    for (const name of names) {
      // A file younger than that may belong to an instance that is starting.
      if (alive.has(instanceOf(name)) || (await this.#isRecent(name))) continue;
      await rm(join(this.#directory, name), { force: true });
      swept += 1;
    }
    return swept;
  }

  /** At the end of the process: nothing of ours stays. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      if (name.startsWith(PREFIX) && instanceOf(name) === this.#instance) {
        await rm(join(this.#directory, name), { force: true });
      }
    }
  }

  #newPath(): string {
    return join(this.#directory, `${PREFIX}${this.#instance}_${randomUUID()}${PART}`);
  }

  async #isRecent(name: string): Promise<boolean> {
    const found = await stat(join(this.#directory, name)).catch(() => undefined);
    return found !== undefined && found.mtimeMs > Date.now() - PRESUMED_DEAD_MS;
  }
}

function instanceOf(name: string): string {
  return name.slice(PREFIX.length).replace(/(_.*)?\.[a-z]+$/, '');
}
