import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../apps/deposit/dist/main.js', import.meta.url));

export interface DoorEnvironment {
  readonly databaseUrl: string;
  /** Among them `STORAGE_URL`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The compiled door in a process of its own, as in production: it can be killed, measured, and its log read. */
export class DoorProcess {
  #output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => {
      this.#output += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#output += chunk.toString();
    });
  }

  static async start({ databaseUrl, variables }: DoorEnvironment): Promise<DoorProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: databaseUrl,
        SESSION_SECRET: 'a secret of thirty-two characters',
        DEPOSIT_PORT: '0',
        LOG_LEVEL: 'info',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const port = await new Promise<number>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        said += chunk.toString();
        const opened = /"port":(\d+).*"deposit door open"/.exec(said)?.[1];
        if (opened !== undefined) resolve(Number(opened));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', () => {
        reject(new Error(`the door did not open: ${said}`));
      });
    });
    child.stdout.removeAllListeners('data');
    child.stderr.removeAllListeners('data');
    return new DoorProcess(child, port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Everything it logged since it opened. */
  get log(): string {
    return this.#output;
  }

  /** Open descriptors. */
  async descriptors(): Promise<number> {
    return (await readdir(`/proc/${this.pid}/fd`)).length;
  }

  /** Those of files below a directory, removed ones included. */
  async descriptorsIn(directory: string): Promise<string[]> {
    const names = await readdir(`/proc/${this.pid}/fd`);
    const targets = await Promise.all(
      names.map((name) => readlink(`/proc/${this.pid}/fd/${name}`).catch(() => '')),
    );
    return targets.filter((target) => target.startsWith(directory));
  }

  /** Of physical memory, now. */
  residentMegabytes(): Promise<number> {
    return this.#megabytes('VmRSS');
  }

  /** The same, at most since the process started. */
  peakMegabytes(): Promise<number> {
    return this.#megabytes('VmHWM');
  }

  async #megabytes(field: 'VmRSS' | 'VmHWM'): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(new RegExp(String.raw`${field}:\s+(\d+)`).exec(status)?.[1]) / 1024;
  }

  /** As an operator would: waits for uploads under way. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }

  private get pid(): number {
    return this.child.pid ?? 0;
  }
}
