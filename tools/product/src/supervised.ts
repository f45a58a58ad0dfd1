import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '@timetable/embedded';

/** Waits before a restart, in order; the last one repeats. A process that held on for a while starts from the first. */
const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000];
const HELD_ON_MS = 30_000;

/**
 * A process that must run. It is in one of three modes:
 * - `running`: it was started, and is started again whenever it ends by itself;
 * - `suspended`: somebody stopped it on purpose; nothing happens until `resume`;
 * - `stopped`: for good.
 */
export class Supervised {
  readonly name: string;
  readonly #launch: () => Promise<ServerProcess>;
  readonly #report: (message: string) => void;
  #mode: 'running' | 'suspended' | 'stopped' = 'suspended';
  #process: ServerProcess | undefined;
  /** Times it ended by itself in a row, without having held on. */
  #crashes = 0;
  #restart: Promise<void> | undefined;

  /** @param launch starts it and returns once it has started */
  constructor(name: string, launch: () => Promise<ServerProcess>, report: (message: string) => void) {
    this.name = name;
    this.#launch = launch;
    this.#report = report;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#process?.running === true ? this.#process.pid : undefined;
  }

  get crashes(): number {
    return this.#crashes;
  }

  get lastLines(): string {
    return this.#process?.lastLines ?? '';
  }

  /** @throws what `launch` throws */
  async start(): Promise<void> {
    this.#mode = 'running';
    this.#watch(await this.#launch());
  }

  async suspend(): Promise<void> {
    if (this.#mode === 'running') this.#mode = 'suspended';
    await this.#end();
  }

  async resume(): Promise<void> {
    if (this.#mode === 'suspended') await this.start();
  }

  async stop(): Promise<void> {
    this.#mode = 'stopped';
    await this.#end();
  }

  #mustRun(): boolean {
    return this.#mode === 'running';
  }

  async #end(): Promise<void> {
    // A restart under way would bring it back after it was stopped.
    await this.#restart;
    await this.#process?.stop();
  }

  #watch(server: ServerProcess): void {
    this.#process = server;
    const startedAt = Date.now();
    void server.ended.then((how) => {
      if (!this.#mustRun()) return;
      if (Date.now() - startedAt > HELD_ON_MS) this.#crashes = 0;
      this.#restart = this.#startAgain(how);
    });
  }

  async #startAgain(how: string): Promise<void> {
    for (;;) {
      const waitMs = BACKOFF_MS[Math.min(this.#crashes, BACKOFF_MS.length - 1)] ?? 0;
      this.#crashes += 1;
      this.#report(`${this.name} s’est arrêté (${how}) : nouveau démarrage dans ${waitMs / 1000} s.`);
      await sleep(waitMs);
      if (!this.#mustRun()) return;
      try {
        this.#watch(await this.#launch());
        return;
      } catch (error) {
        how = error instanceof Error ? error.message : String(error);
      }
    }
  }
}
