import type { ProductPart } from '@timetable/product';
import type { BenchProduct } from './bench-product.js';
import { cpuSeconds } from './process-usage.js';

/** What an import is paid by, in the order shown. */
const PAYERS = {
  worker: 'worker',
  temporal: 'Temporal',
  postgres: 'PostgreSQL',
  api: 'API',
  deposit: 'porte',
} as const satisfies Partial<Record<ProductPart, string>>;
type Payer = keyof typeof PAYERS;

/** CPU milliseconds by process. */
export type Usage = Readonly<Record<Payer, number>>;

/** What each process has used since it started, its children included. */
async function usageOf({ product }: BenchProduct): Promise<Usage> {
  const used = async (part: Payer): Promise<number> => {
    const pid = product.pid(part);
    return pid === undefined ? 0 : (await cpuSeconds([pid])) * 1000;
  };
  const [worker, temporal, postgres, api, deposit] = await Promise.all([
    used('worker'),
    used('temporal'),
    used('postgres'),
    used('api'),
    used('deposit'),
  ]);
  return { worker, temporal, postgres, api, deposit };
}

/** What `work` costs each process, what they use when nothing happens included. */
export async function usageDuring(product: BenchProduct, work: () => Promise<void>): Promise<Usage> {
  const before = await usageOf(product);
  await work();
  return mapUsage(await usageOf(product), (payer, ms) => ms - before[payer]);
}

export const mapUsage = (usage: Usage, map: (payer: Payer, ms: number) => number): Usage => ({
  worker: map('worker', usage.worker),
  temporal: map('temporal', usage.temporal),
  postgres: map('postgres', usage.postgres),
  api: map('api', usage.api),
  deposit: map('deposit', usage.deposit),
});

export const totalOf = (usage: Usage): number => Object.values(usage).reduce((sum, ms) => sum + ms, 0);

/** « worker 120, Temporal 90… » */
export const usageByProcess = (usage: Usage): string =>
  (['worker', 'temporal', 'postgres', 'api', 'deposit'] as const)
    .map((payer) => `${PAYERS[payer]} ${usage[payer].toFixed(0)}`)
    .join(', ');
