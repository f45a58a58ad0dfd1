import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compileCacheOf } from './compile-cache.js';

const MAIN = fileURLToPath(new URL('../../dist/worker.js', import.meta.url));

/** The worker as production runs it: the compiled program, told everything by variables. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #log = '';

  constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: compileCacheOf('worker'),
        WORKER_PORT: '0',
        SESSION_SECRET: 'x'.repeat(32),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.#log += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#log += chunk.toString()));
  }

  /** Everything it has written. */
  get log(): string {
    return this.#log;
  }

  /** Address of its health server, once it listens. */
  async url(): Promise<string> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      const port = /"port":(\d+)/.exec(this.#log)?.[1];
      if (port !== undefined) return `http://127.0.0.1:${port}`;
      if (this.#child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The worker does not serve its health.\n${this.#log}`);
  }

  /** @returns how it ended */
  async end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill(signal);
      await exit;
    }
    return { code: this.#child.exitCode, signal: this.#child.signalCode };
  }
}
