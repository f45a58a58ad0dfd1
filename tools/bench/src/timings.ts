import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportBytes, mutate } from '@timetable/generator';
import { BenchCampus } from './bench-campus.js';
import type { BenchProduct } from './bench-product.js';
import type { BenchRow } from './bench-options.js';
import { benchSchool } from './bench-school.js';
import { DirectRoad } from './direct-road.js';
import { Floor } from './floor.js';
import { timed } from './measures.js';

/** The workflows of the import before have ended by then: nothing else runs in the product while something is timed. */
const SETTLED_MS = 500;

/** Milliseconds of each round; empty for what was not asked for. */
interface Samples {
  readonly floor: number[];
  /** From the beginning of the push to the integration. */
  readonly first: number[];
  /** The same, less the push: what the steps take with Temporal. */
  readonly steps: number[];
  readonly direct: number[];
  /** The file with 1 % of changes, as `first`. */
  readonly again: number[];
}

export interface Timings extends Samples {
  readonly sessions: number;
  readonly fileBytes: number;
}

export interface TimingOptions {
  readonly product: BenchProduct;
  readonly rows: ReadonlySet<BenchRow>;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/**
 * Rows a, b and c. A round does everything once, in an order that turns from one to the next, so that whatever else the
 * machine does falls on all of it. Each import has a campus of its own, made ready outside of the timing.
 */
export async function measureTimings({ product, rows, rounds, say }: TimingOptions): Promise<Timings> {
  const school = benchSchool();
  const file = new Uint8Array(await exportBytes(school, { zip: false }));
  const changed = new Uint8Array(await exportBytes(mutate(school, 'change:1%', 7), { zip: false }));
  const path = join(product.directory, 'bench.xml');
  await writeFile(path, file);

  // The first import of all gives the floor its rows.
  const model = await BenchCampus.open(product, 'modele', school);
  await model.deposit(file);
  const floor = await Floor.prepare(product.database, model.code, path);
  const direct = rows.has('b') ? await DirectRoad.open(product) : undefined;

  const tasks: ((round: number, into: Samples) => Promise<void>)[] = [
    async (round, { floor: into }) => {
      await sleep(SETTLED_MS);
      if (rows.has('a')) into.push((await timed(floor.round(`plancher-${round}`))).ms);
    },
    async (round, { direct: into }) => {
      if (direct === undefined) return;
      const code = `direct-${round}`;
      await direct.openCampus(code, school);
      const id = await direct.deposit(code, 'automatic', file);
      await sleep(SETTLED_MS);
      into.push((await timed(() => direct.integrate(id))).ms);
    },
    async (round, { first, steps, again }) => {
      const campus = await BenchCampus.open(product, `produit-${round}`, school);
      await sleep(SETTLED_MS);
      const { pushedMs, integratedMs } = await campus.deposit(file);
      first.push(integratedMs);
      steps.push(integratedMs - pushedMs);
      if (!rows.has('c')) return;
      await sleep(SETTLED_MS);
      again.push((await campus.deposit(changed)).integratedMs);
    },
  ];
  const measured = noSamples();
  try {
    for (let round = 0; round <= rounds; round++) {
      const samples = noSamples();
      for (const index of tasks.keys()) await tasks[(index + round) % tasks.length]?.(round, samples);
      say(`  ${round === 0 ? 'échauffement' : `tour ${round}/${rounds}`} : ${shown(samples)}`);
      // The first round compiles code, fills caches and opens connections on every side.
      if (round > 0) for (const name of SAMPLED) measured[name].push(...samples[name]);
    }
  } finally {
    await direct?.close();
  }
  return { sessions: floor.rowCount, fileBytes: file.length, ...measured };
}

const SAMPLED = ['floor', 'direct', 'first', 'steps', 'again'] as const;
const LABELS = {
  floor: 'plancher',
  direct: 'sans Temporal',
  first: 'import',
  steps: 'étapes',
  again: 'réimport',
};

const noSamples = (): Samples => ({ floor: [], first: [], steps: [], direct: [], again: [] });

function shown(samples: Samples): string {
  return SAMPLED.flatMap((name) => samples[name].map((ms) => `${LABELS[name]} ${ms.toFixed(0)} ms`)).join(
    ', ',
  );
}
