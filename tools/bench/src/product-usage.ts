import type { BenchProduct, PayingPart } from './bench-product.js';
import { cpuSeconds } from './process-usage.js';

/** What an import is paid by, in the order shown. */
const PAYERS = [
  ['worker', 'worker'],
  ['temporal', 'Temporal'],
  ['temporal-postgres', 'PostgreSQL de Temporal'],
  ['postgres', 'PostgreSQL'],
  ['api', 'API'],
  ['deposit', 'porte'],
] as const satisfies readonly (readonly [PayingPart, string])[];

/** CPU milliseconds by the name of the process, in the order shown. */
export type Usage = ReadonlyMap<string, number>;

/** What each process has used since it started, its children included. */
async function usageOf(product: BenchProduct): Promise<Usage> {
  return new Map(
    await Promise.all(
      PAYERS.map(async ([part, name]): Promise<[string, number]> => {
        return [name, (await cpuSeconds(product.pids(part))) * 1000];
      }),
    ),
  );
}

/** What `work` costs each process, what they use when nothing happens included. */
export async function usageDuring(product: BenchProduct, work: () => Promise<void>): Promise<Usage> {
  const before = await usageOf(product);
  await work();
  const after = await usageOf(product);
  return new Map(Array.from(after, ([name, ms]) => [name, ms - (before.get(name) ?? 0)]));
}

/** Its share of each, or as much of it in another time. */
export const times = (usage: Usage, factor: number): Usage =>
  new Map(Array.from(usage, ([name, ms]) => [name, ms * factor]));

export const totalOf = (usage: Usage): number => usage.values().reduce((sum, ms) => sum + ms, 0);

/** « worker 120, Temporal 90… » */
export const usageByProcess = (usage: Usage): string =>
  Array.from(usage)
    .flatMap(([name, ms]) => (ms === 0 ? [] : [`${name} ${ms.toFixed(0)}`]))
    .join(', ');
