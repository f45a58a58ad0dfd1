import { makeFolder } from '@timetable/folders';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Watchdog, watchedProcesses } from '@timetable/embedded';
import type { BenchProduct } from './bench-product.js';
import { PutConnection } from './door-client.js';
import { RIVALS, startRival, type DoorTarget, type Rival } from './door-rivals.js';
import { OurDoor } from './our-door.js';
import { cpuSeconds, peakMb, residentMb, resetPeak } from './process-usage.js';

interface Load {
  readonly label: string;
  readonly sizeBytes: number;
  readonly connections: number;
  /** Of one round. */
  readonly files: number;
}

const LARGE: Load = { label: '100 Mo, 1 connexion', sizeBytes: 100 * 1024 * 1024, connections: 1, files: 2 };
export const LOADS: readonly Load[] = [
  { label: '200 Ko, 1 connexion', sizeBytes: 200 * 1024, connections: 1, files: 100 },
  { label: '200 Ko, 16 connexions', sizeBytes: 200 * 1024, connections: 16, files: 400 },
  LARGE,
];
const WARM_UP_FILES = 50;

/** Of each round, for one server under one load. */
export interface DoorSamples {
  readonly filesPerSecond: number[];
  readonly cpuPerGb: number[];
  readonly peakMb: number[];
  /** PostgreSQL's, ours only. */
  readonly databaseCpuPerGb: number[];
}

export interface DoorMeasures {
  /** By server, then in the order of `LOADS`. */
  readonly servers: ReadonlyMap<string, readonly DoorSamples[]>;
  /** Rivals that could not be measured, and why. */
  readonly absent: readonly { readonly name: string; readonly why: string }[];
  /** Resident memory, in MB, of our door just started and warm, and its peak while it takes files of 100 MB. */
  readonly memory: { readonly idleMb: number; readonly peakMb: number };
}

export interface DoorOptions {
  readonly product: BenchProduct;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/**
 * Row e: the same files put to our door and to servers that only write them. A round does everything once, in an order
 * that turns. Importing is suspended meanwhile, for good: to be measured last.
 */
export async function measureDoor({ product, rounds, say }: DoorOptions): Promise<DoorMeasures> {
  const watchdog = new Watchdog();
  const registry = watchedProcesses(watchdog);
  const rivals: Rival[] = [];
  const absent: { name: string; why: string }[] = [];
  try {
    const door = await OurDoor.open(product);
    const memory = await largeFileMemory(door);
    say(`  mémoire de la porte, 100 Mo : ${memory.idleMb.toFixed(0)} → ${memory.peakMb.toFixed(0)} Mo`);
    for (const recipe of RIVALS) {
      const rival = await startRival(recipe, join(product.directory, 'rivals'), registry);
      if (typeof rival === 'string') absent.push({ name: recipe.name, why: rival });
      else rivals.push(rival);
    }
    const targets = [door, ...rivals];
    const servers = new Map(targets.map(({ name }) => [name, LOADS.map(noSamples)]));
    for (let round = 0; round <= rounds; round++) {
      const shown: string[] = [];
      for (const index of targets.keys()) {
        const target = targets[(index + round) % targets.length] ?? door;
        const samples = round === 0 ? LOADS.map(noSamples) : (servers.get(target.name) ?? []);
        shown.push(await measureTarget(target, samples, door));
      }
      say(`  ${round === 0 ? 'échauffement' : `tour ${round}/${rounds}`} : ${shown.join(', ')}`);
    }
    return { servers, absent, memory };
  } finally {
    await Promise.all(rivals.map((rival) => rival.stop()));
    watchdog.dismiss();
  }
}

async function measureTarget(
  target: DoorTarget,
  samples: readonly DoorSamples[],
  door: OurDoor,
): Promise<string> {
  const rates: string[] = [];
  for (const [index, load] of LOADS.entries()) {
    await settleDisk();
    const before = { cpu: await cpuSeconds(target.pids()), database: await cpuSeconds(door.databasePids()) };
    await resetPeak(target.pids());
    const seconds = await push(target, load);
    const gigabytes = (load.files * load.sizeBytes) / 1e9;
    const into = samples[index];
    into?.filesPerSecond.push(load.files / seconds);
    into?.cpuPerGb.push(((await cpuSeconds(target.pids())) - before.cpu) / gigabytes);
    into?.peakMb.push(await peakMb(target.pids()));
    if (target === door)
      into?.databaseCpuPerGb.push(((await cpuSeconds(door.databasePids())) - before.database) / gigabytes);
    rates.push((load.files / seconds).toFixed(load === LARGE ? 1 : 0));
    await emptyDirectory(target.directory);
    if (target === door) await door.letTimePass();
  }
  return `${target.name} ${rates.join(' | ')} fichiers/s`;
}

async function largeFileMemory(door: OurDoor): Promise<{ idleMb: number; peakMb: number }> {
  await push(door, { ...LARGE, sizeBytes: 200 * 1024, files: WARM_UP_FILES });
  const idleMb = await residentMb(door.pids());
  await resetPeak(door.pids());
  await push(door, LARGE);
  return { idleMb, peakMb: await peakMb(door.pids()) };
}

let named = 0;

/** @returns seconds */
async function push(target: DoorTarget, load: Load): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: load.connections }, async () => ({
      connection: await PutConnection.open(target.port),
      body: randomBytes(load.sizeBytes),
    })),
  );
  try {
    let left = load.files;
    const startedAt = performance.now();
    await Promise.all(
      connections.map(async ({ connection, body }) => {
        while (left > 0) {
          left -= 1;
          named += 1;
          // Bytes of its own: the same under the same name would be a retry, to our door.
          body.writeUInt32LE(named);
          const path = `${target.path}EDT_${named}.xml`;
          await connection.put({ path, authorization: target.authorization, body });
        }
      }),
    );
    return (performance.now() - startedAt) / 1000;
  } finally {
    for (const { connection } of connections) connection.close();
  }
}

/** What one server left to be written would slow down another that waits for its own to be on the disk. */
async function settleDisk(): Promise<void> {
  await promisify(execFile)('sync');
}

/** Its files, not its directories: they are only made once. */
async function emptyDirectory(directory: string): Promise<void> {
  makeFolder(directory);
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  for (const entry of entries)
    if (entry.isFile()) await rm(join(entry.parentPath, entry.name), { force: true });
}

const noSamples = (): DoorSamples => ({ filesPerSecond: [], cpuPerGb: [], peakMb: [], databaseCpuPerGb: [] });
