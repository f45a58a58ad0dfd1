import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProcessGroup } from './process-group.js';

/**
 * A small process of its own that holds one end of a pipe. When the other end closes because we were killed without
 * a chance to clean up (kill -9, out of memory), it stops what we had started. Nothing is left running on its own.
 */
export class Watchdog {
  readonly #process: ChildProcess;

  constructor() {
    this.#process = spawn(
      process.execPath,
      [fileURLToPath(new URL('../dist/watchdog-main.js', import.meta.url))],
      {
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
      },
    );
    this.#process.stdin?.on('error', () => undefined);
    this.#process.unref();
  }

  watch(group: ProcessGroup): void {
    this.#tell({ watch: group });
  }

  forget(pid: number): void {
    this.#tell({ forget: pid });
  }

  /** To be called when nothing is left to watch. */
  dismiss(): void {
    this.#process.stdin?.end();
  }

  #tell(message: WatchdogMessage): void {
    this.#process.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}

type WatchdogMessage = { readonly watch: ProcessGroup } | { readonly forget: number };
