import { execFile } from 'node:child_process';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A volume of some megabytes, for real: a file system in memory, mounted where something is stored. */
export class SmallVolume {
  private constructor(private readonly directory: string) {}

  static async mount(directory: string, megabytes: number): Promise<SmallVolume> {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory]);
    return new SmallVolume(directory);
  }

  /** To the last byte, as something else than ours may. */
  async fill(): Promise<void> {
    for (const size of [1_000_000, 4_096]) {
      const piece = Buffer.alloc(size);
      while (
        await appendFile(this.#ballast, piece).then(
          () => true,
          () => false,
        )
      );
    }
  }

  /** What filled it goes. */
  async free(): Promise<void> {
    await rm(this.#ballast, { force: true });
  }

  async unmount(): Promise<void> {
    await run('umount', [this.directory]);
  }

  get #ballast(): string {
    return join(this.directory, '.ballast');
  }
}
