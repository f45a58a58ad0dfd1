import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { killGroup, stopGroup, type ProcessGroup } from './process-group.js';

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
  readonly stopTimeoutMs: number;
  /** Everything the process prints is appended there. */
  readonly logFile: string;
  /** Called for each printed line, without its line feed. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** Told of every process that starts and ends, to be able to stop it if we no longer can. */
export interface ProcessRegistry {
  started(group: ProcessGroup): Promise<void>;
  ended(group: ProcessGroup): Promise<void>;
}

const LAST_LINES = 20;

/** One process started by us, leader of its own process group, with its output in a file. */
export class ServerProcess implements ProcessGroup {
  readonly name: string;
  readonly pid: number;
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
  readonly stopTimeoutMs: number;
  /** Resolves when the process has ended, with what it ended by: an exit code or a signal. */
  readonly ended: Promise<string>;
  readonly #lastLines: string[] = [];
  #running = true;

  private constructor(child: ChildProcess, pid: number, command: ServerCommand, log: WriteStream) {
    this.name = command.name;
    this.pid = pid;
    this.stopSignal = command.stopSignal;
    this.stopTimeoutMs = command.stopTimeoutMs;
    for (const stream of ['stdout', 'stderr'] as const) {
      const source = child[stream];
      if (source === null) continue;
      createInterface({ input: source }).on('line', (line) => {
        log.write(`${line}\n`);
        this.#lastLines.push(line);
        if (this.#lastLines.length > LAST_LINES) this.#lastLines.shift();
        command.onLine?.(line, stream);
      });
    }
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, name) => {
        this.#running = false;
        resolve(name ?? `code ${code ?? '?'}`);
      });
      // The streams may outlive the exit: the log closes with the last of them.
      child.once('close', () => log.end());
    });
  }

  static async start(command: ServerCommand, registry: ProcessRegistry): Promise<ServerProcess> {
    const log = createWriteStream(command.logFile, { flags: 'a' });
    const child = spawn(command.command, command.args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: command.env ?? process.env,
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
      ...(command.uid === undefined ? {} : { uid: command.uid }),
      ...(command.gid === undefined ? {} : { gid: command.gid }),
    });
    await once(child, 'spawn');
    if (child.pid === undefined) throw new Error(`${command.command} has no pid`);
    const server = new ServerProcess(child, child.pid, command, log);
    await registry.started(server);
    void server.ended.then(() => registry.ended(server));
    return server;
  }

  get running(): boolean {
    return this.#running;
  }

  /** The end of what it printed, for an error message. */
  get lastLines(): string {
    return this.#lastLines.join('\n');
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    await stopGroup(this);
    await this.ended;
  }

  kill(): void {
    if (this.#running) killGroup(this);
  }
}
