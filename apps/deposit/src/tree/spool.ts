import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, link, open, readdir, rm, stat, unlink, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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

  /** The same bytes under a second name, so that one can be given away; as young as if it had just been written. */
  async duplicate(path: string): Promise<string> {
    const copy = this.#newPath();
    try {
      await link(path, copy).catch(() => copyFile(path, copy));
      // A link bears the age of the first name, by which sweepers tell what was left behind.
      await touch(copy);
    } catch (error) {
      this.discard(copy);
      throw error;
    }
    return copy;
  }

  /** A new file of these bytes, whose stream is used up. */
  async write(source: Readable): Promise<string> {
    const path = this.#newPath();
    try {
      await pipeline(source, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      this.discard(path);
      throw error;
    }
    return path;
  }

  /** The file is wanted for another day. */
  async renew(path: string): Promise<void> {
    // One that went meanwhile is nobody's any more.
    await touch(path).catch(() => undefined);
  }

  /** Deletes in the background: what fails is swept later. */
  discard(path: string): void {
    unlink(path).catch(() => undefined);
  }

  /** Tells other instances that we live. Every minute. */
  async showLife(): Promise<void> {
    const path = join(this.#directory, `${PREFIX}${this.#instance}${SIGN_OF_LIFE}`);
    await touch(path).catch(async () => {
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

function touch(path: string): Promise<void> {
  const now = new Date();
  return utimes(path, now, now);
}

function instanceOf(name: string): string {
  return name.slice(PREFIX.length).replace(/(_.*)?\.[a-z]+$/, '');
}
