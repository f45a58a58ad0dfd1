import { setTimeout as sleep } from 'node:timers/promises';
import { exportBytes, mutate, ORDINARY_SCHOOL, type SchoolSize } from '@timetable/generator';
import { BenchCampus } from './bench-campus.js';
import type { BenchProduct } from './bench-product.js';
import { benchSchool, TINY_SCHOOL } from './bench-school.js';
import { exportedAgain } from './exported-again.js';
import { times, totalOf, usageByProcess, usageDuring, type Usage } from './product-usage.js';

/** What came before (workflows that end, connections, autovacuum) has settled by then. */
const SETTLED_MS = 2_000;
const IDLE_MS = 10_000;

/** How a deposit differs from the one before it of the same school. */
export const DEPOSITS = { first: 'premier', changed: '1 %', unchanged: 'inchangé' } as const;
export type DepositKind = keyof typeof DEPOSITS;

export interface ImportCost {
  readonly school: string;
  readonly kind: DepositKind;
  /** CPU of one import, a mean over all campuses. */
  readonly usage: Usage;
  /** From one deposit to the next, a mean too: so long the product was also there, which costs it something by itself. */
  readonly lastedMs: number;
  readonly goalMs: number | undefined;
}

interface CostedSchool {
  readonly code: string;
  readonly label: string;
  readonly size: SchoolSize;
  /** At least one course of it. */
  readonly change: string;
  readonly goals: Partial<Record<DepositKind, number>>;
}

const SCHOOLS: readonly CostedSchool[] = [
  {
    ...{ code: 'minime', label: 'minime', size: TINY_SCHOOL, change: 'change:10%' },
    goals: { first: 350, changed: 350, unchanged: 350 },
  },
  {
    ...{ code: 'ordinaire', label: 'ordinaire', size: { ...ORDINARY_SCHOOL, courses: 575 } },
    ...{ change: 'change:1%', goals: { changed: 600 } },
  },
];

/**
 * Row f: what one import costs each process. Campuses deposit one after the other, without a pause; what the product uses
 * meanwhile for itself is counted in, and shown for a second in which nothing happens.
 */
export async function measureImportCost(
  product: BenchProduct,
  campuses: number,
  say: (line: string) => void,
): Promise<{ costs: ImportCost[]; idle: Usage }> {
  const costs: ImportCost[] = [];
  for (const costed of SCHOOLS) costs.push(...(await costOf(product, costed, campuses, say)));
  await sleep(SETTLED_MS);
  const used = await usageDuring(product, () => sleep(IDLE_MS));
  const idle = times(used, 1000 / IDLE_MS);
  say(`  à vide, par seconde : ${shown(idle)}`);
  return { costs, idle };
}

async function costOf(
  product: BenchProduct,
  { code, label, size, change, goals }: CostedSchool,
  count: number,
  say: (line: string) => void,
): Promise<ImportCost[]> {
  const school = benchSchool(size);
  const bytes = async (of: typeof school): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await exportBytes(of, { zip: false }));
  const changed = await bytes(mutate(school, change, 7));
  const files = { first: await bytes(school), changed, unchanged: exportedAgain(changed, 2) };
  const campuses: BenchCampus[] = [];
  for (let n = 0; n <= count; n++) {
    const campus = await BenchCampus.open(product, `${code}-${n}`, school);
    await campus.look();
    campuses.push(campus);
  }
  // The first compiles code and fills caches on every side.
  const [warmUp, ...measured] = campuses;
  for (const file of Object.values(files)) await warmUp?.deposit(file);
  const costs: ImportCost[] = [];
  for (const kind of ['first', 'changed', 'unchanged'] as const) {
    await sleep(SETTLED_MS);
    const startedAt = performance.now();
    const used = await usageDuring(product, async () => {
      for (const campus of measured) await campus.deposit(files[kind]);
    });
    const usage = times(used, 1 / measured.length);
    const lastedMs = (performance.now() - startedAt) / measured.length;
    say(`  ${label}, ${DEPOSITS[kind]} : ${shown(usage)}`);
    costs.push({ school: label, kind, usage, lastedMs, goalMs: goals[kind] });
  }
  return costs;
}

const shown = (usage: Usage): string => `${totalOf(usage).toFixed(0)} ms (${usageByProcess(usage)})`;
