import type { ClientTimeLimits } from '@timetable/runtime';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCacheOf } from '../compile-cache.js';

const DIST = new URL('../../../apps/deposit/dist/', import.meta.url);
const MAIN = fileURLToPath(new URL('../../../dist/deposit.js', import.meta.url));
const HURRIED = fileURLToPath(new URL('hurried-door.mjs', import.meta.url));

export interface DoorEnvironment {
  readonly databaseUrl: string;
  /** Among them `STORAGE_URL`. */
  readonly variables: Readonly<Record<string, string>>;
  /** With clients; as in production when there are none. */
  readonly timeLimits?: ClientTimeLimits | undefined;
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

  static async start({ databaseUrl, variables, timeLimits }: DoorEnvironment): Promise<DoorProcess> {
    const program = timeLimits === undefined ? [MAIN] : [HURRIED, DIST.href, JSON.stringify(timeLimits)];
    const child = spawn(process.execPath, program, {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: compileCacheOf('deposit'),
        DATABASE_URL: databaseUrl,
        SESSION_SECRET: 'a secret of thirty-two characters',
        DEPOSIT_PORT: '0',
        LOG_LEVEL: 'info',
        // Tests send more than any school.
        DEPOSITS_PER_HOUR_PER_ACCOUNT: '1000000',
        DEPOSITS_PER_HOUR_PER_CAMPUS: '1000000',
        WAITING_DEPOSITS_PER_CAMPUS: '1000000',
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

  /** Open descriptors, but for the connections that it opened itself: to PostgreSQL, which it keeps for a while. */
  async descriptors(): Promise<number> {
    const directory = `/proc/${this.pid}/fd`;
    const names = await readdir(directory);
    const targets = await Promise.all(names.map((name) => readlink(join(directory, name)).catch(() => '')));
    const own = new Set(await this.#ownConnections());
    // What was closed since it was listed has no target.
    return targets.filter((target) => target !== '' && !own.has(target)).length;
  }

  async #ownConnections(): Promise<string[]> {
    const tables = await Promise.all(
      ['tcp', 'tcp6'].map((name) => readFile(`/proc/${this.pid}/net/${name}`, 'utf8')),
    );
    return tables.flatMap((table) =>
      table
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        // The local address, then the inode: what does not come in by the door's port goes out.
        .filter(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16) !== this.port)
        .map((columns) => `socket:[${columns[9] ?? ''}]`),
    );
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

  /** Processor time that it has used, in ms; the kernel counts by tens. */
  async cpuMs(): Promise<number> {
    const stat = await readFile(`/proc/${this.pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 10 * (Number(afterName[11]) + Number(afterName[12]));
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
