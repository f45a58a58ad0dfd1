import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportBytes, ORDINARY_BYTES, ORDINARY_SCHOOL, type SchoolSize } from '@timetable/generator';
import { BenchCampus } from './bench-campus.js';
import type { BenchProduct } from './bench-product.js';
import { benchSchool } from './bench-school.js';

export interface MemorySample {
  readonly sizeMb: number;
  readonly xmlBytes: number;
  readonly courses: number;
  readonly pupils: number;
  /** Peaks of resident memory, in MB, of a worker just started and of the same once it has imported the file. */
  readonly idleMb: number;
  readonly peakMb: number;
  readonly seconds: number;
}

/** What a worker allocates at its start has settled by then. */
const SETTLED_MS = 3_000;

/** Row d: a school as many times larger as it takes, imported by a worker that has done nothing before. */
export async function measureMemory(
  product: BenchProduct,
  sizesMb: readonly number[],
  say: (line: string) => void,
): Promise<MemorySample[]> {
  const samples: MemorySample[] = [];
  for (const sizeMb of sizesMb) {
    const { school, campus, archive, xmlBytes } = await prepared(product, sizeMb);
    const pid = await product.freshWorker();
    await sleep(SETTLED_MS);
    const idleMb = await peakMemoryMb(pid);
    const { integratedMs } = await campus.deposit(archive);
    const peakMb = await peakMemoryMb(pid);
    const seconds = integratedMs / 1000;
    const { courses, pupils } = school;
    samples.push({
      sizeMb,
      xmlBytes,
      courses: courses.length,
      pupils: pupils.length,
      idleMb,
      peakMb,
      seconds,
    });
    say(`  ${sizeMb} Mo : ${idleMb.toFixed(0)} → ${peakMb.toFixed(0)} Mo, en ${seconds.toFixed(1)} s`);
  }
  return samples;
}

async function prepared(product: BenchProduct, sizeMb: number) {
  const school = benchSchool(sizeOf(sizeMb));
  // A large school keeps this process busy for long: time to notice the connections closed meanwhile.
  await sleep(100);
  const campus = await BenchCampus.open(product, `memoire-${String(sizeMb).replace('.', '-')}`, school);
  const xmlBytes = (await exportBytes(school, { zip: false })).length;
  // Zipped, as EDT deposits it: what is uploaded has a limit of its own.
  const archive = new Uint8Array(await exportBytes(school, { zip: true }));
  return { school, campus, archive, xmlBytes };
}

function sizeOf(sizeMb: number): SchoolSize {
  const scale = (sizeMb * 1024 * 1024) / ORDINARY_BYTES;
  const { pupils, classes, groups, teachers, courses } = ORDINARY_SCHOOL;
  const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
  return {
    pupils: scaled(pupils),
    classes: scaled(classes),
    groups: scaled(groups),
    teachers: scaled(teachers),
    courses: scaled(courses),
  };
}

/** The most physical memory the process ever had, as Linux keeps it. */
async function peakMemoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  return kilobytes / 1024;
}
