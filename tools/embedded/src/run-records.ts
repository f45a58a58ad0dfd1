import { makeFolder } from '@timetable/folders';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processIdentity } from './process-identity.js';
import { z } from 'zod';
import { processGroupSchema, stopGroup, type ProcessGroup } from './process-group.js';

const recordSchema = processGroupSchema.extend({ identity: z.string() });

const SUPERVISOR = 'supervisor';

/**
 * What runs for one DATA_DIR, noted on disk (`<DATA_DIR>/run/<name>.json`): the next start recognises what a crash left
 * behind, by pid and start time, and never touches a stranger that was given the same pid.
 */
export class RunRecords {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Notes this process as the one in charge.
   * @returns the pid of another one that is alive and in charge already, or undefined
   */
  async claim(): Promise<number | undefined> {
    makeFolder(this.#directory);
    const holder = await this.#read(SUPERVISOR);
    if (holder !== undefined && holder.pid !== process.pid) return holder.pid;
    await this.note({ name: SUPERVISOR, pid: process.pid, stopSignal: 'SIGTERM', stopTimeoutMs: 60_000 });
    return undefined;
  }

  async note(group: ProcessGroup): Promise<void> {
    const identity = await processIdentity(group.pid);
    if (identity === undefined) return;
    await writeFile(this.#path(group.name), JSON.stringify({ ...group, identity }));
  }

  async erase(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  /** Erases what {@link claim} wrote. */
  async release(): Promise<void> {
    await this.erase(SUPERVISOR);
  }

  /** Stops what an earlier start left running. @returns the names of what was stopped */
  async stopLeftovers(): Promise<string[]> {
    const stopped: string[] = [];
    for (const file of await readdir(this.#directory)) {
      const name = file.replace(/\.json$/, '');
      if (name === SUPERVISOR || !file.endsWith('.json')) continue;
      const record = await this.#read(name);
      if (record !== undefined) {
        await stopGroup(record);
        stopped.push(name);
      }
      await this.erase(name);
    }
    return stopped;
  }

  /** The record, when the process it speaks of still runs. */
  async #read(name: string): Promise<ProcessGroup | undefined> {
    const text = await readFile(this.#path(name), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const parsed = recordSchema.safeParse(parseJson(text));
    if (!parsed.success) return undefined;
    return (await processIdentity(parsed.data.pid)) === parsed.data.identity ? parsed.data : undefined;
  }

  #path(name: string): string {
    return join(this.#directory, `${name}.json`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
