import { setTimeout as sleep } from 'node:timers/promises';
import { exportBytes } from '@timetable/generator';
import type { Database } from '@timetable/persistence';
import { createClock } from '@timetable/settings';
import { z } from 'zod';
import type { BenchProduct } from './bench-product.js';
import { BENCH_CLOCK, benchSchool, TINY_SCHOOL } from './bench-school.js';
import { DirectRoad } from './direct-road.js';
import { exportedAgain } from './exported-again.js';
import { openFleetCampus } from './fleet-campus.js';
import { ImportEnds } from './import-ends.js';
import { timed } from './measures.js';
import { times, usageDuring, type Usage } from './product-usage.js';
import { RecordedDeposits } from './recorded-deposits.js';

/** Side by side in the closed loop: each deposits again as soon as its import has ended. */
export const LOOP = 6;
/** What the loop and the road without Temporal do in all: long enough for the processor's counts. */
const LOOP_IMPORTS = 60;
const POLL_MS = 250;
const SETTLED_MS = 2_000;

export interface Throughput {
  readonly what: string;
  readonly perSecond: number;
  /** From deposit to end, and under lock: seconds. Undefined where nothing keeps them. */
  readonly times: z.infer<typeof TIMES> | undefined;
  /** Per import, of our database and, where it is another server's, Temporal's. */
  readonly walKb: number | undefined;
  readonly usage: Usage | undefined;
}

const TIMES = z.object({ p50: z.number(), p95: z.number(), lockedP50: z.number() });
const LSN = z.object({ bytes: z.number() });
const LEFT = z.object({ left: z.int() });

/** Row g. Deposits are recorded as the door does, without its protocol: what is measured is what comes after. */
export async function measureThroughput(
  product: BenchProduct,
  { bursts }: { readonly bursts: readonly number[] },
  say: (line: string) => void,
): Promise<Throughput[]> {
  const file = await exportBytes(benchSchool(TINY_SCHOOL), { zip: false });
  const measured: Throughput[] = [];
  const add = (found: Throughput): void => {
    measured.push(found);
    say(`  ${found.what} : ${found.perSecond.toFixed(1)} imports/s`);
  };
  add(await withoutTemporal(product, file));
  await burst(product, 10, 'echauffement', file);
  add({ ...(await loop(product, file)), what: `boucle de ${LOOP}` });
  for (const campuses of bursts)
    add({
      ...(await burst(product, campuses, `rafale-${campuses}`, file)),
      what: `rafale de ${campuses} campus`,
    });
  return measured;
}

async function burst(
  product: BenchProduct,
  count: number,
  name: string,
  file: Uint8Array,
): Promise<Omit<Throughput, 'what'>> {
  const codes = await openCampuses(product, count, name);
  const deposits = recorded(product);
  return observed(product, codes, async () => {
    await inLanes(16, codes, (code) => deposits.add(code, 'automatic', file));
    while ((await unfinished(product.database, name)) > 0) await sleep(POLL_MS);
  });
}

async function loop(product: BenchProduct, file: Uint8Array): Promise<Omit<Throughput, 'what'>> {
  const codes = await openCampuses(product, LOOP, 'boucle');
  const deposits = recorded(product);
  const ends = await ImportEnds.listen(product.database);
  try {
    return await observed(product, codes, async () => {
      await Promise.all(
        codes.map(async (code) => {
          for (let n = 0; n < LOOP_IMPORTS / LOOP; n++)
            await ends.ended(await deposits.add(code, 'automatic', exportedAgain(file, n)));
        }),
      );
    });
  } finally {
    await ends.close();
  }
}

async function withoutTemporal(product: BenchProduct, file: Uint8Array): Promise<Throughput> {
  const direct = await DirectRoad.open(product);
  try {
    const codes = Array.from({ length: LOOP_IMPORTS }, (_, n) => `sans-${n}`);
    const ids: string[] = [];
    for (const code of codes) {
      await direct.openFleetCampus(code, benchSchool(TINY_SCHOOL));
      ids.push(await direct.deposit(code, 'automatic', file));
    }
    const [first = '', ...others] = ids;
    await direct.integrate(first);
    const { ms } = await timed(() => inLanes(LOOP, others, (id) => direct.integrate(id)));
    return {
      what: `sans Temporal, ${LOOP} à la fois`,
      perSecond: (others.length / ms) * 1000,
      ...{ times: undefined, walKb: undefined, usage: undefined },
    };
  } finally {
    await direct.close();
  }
}

/** What becomes of the deposits that `work` makes and waits for. */
async function observed(
  product: BenchProduct,
  codes: readonly string[],
  work: () => Promise<void>,
): Promise<Omit<Throughput, 'what'>> {
  const { database } = product;
  await sleep(SETTLED_MS);
  const walBefore = await walBytes(database);
  let ms = 0;
  const used = await usageDuring(product, async () => {
    ({ ms } = await timed(work));
  });
  const wal = (await walBytes(database)) - walBefore;
  const { imports } = (await database.sql.first(COUNTED, COUNT, [codes])) ?? { imports: 0 };
  return {
    perSecond: (imports / ms) * 1000,
    times: await database.sql.first(TIMES, TIMES_OF, [codes]),
    walKb: wal / imports / 1024,
    usage: times(used, 1 / imports),
  };
}

const COUNTED = z.object({ imports: z.int() });
const COUNT = 'SELECT count(*)::int AS imports FROM outbox WHERE campus_code = ANY ($1)';

/** By the database's own clock from deposit to end; locks by the clock of the one worker. $1 campuses. */
const TIMES_OF = `
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM done_at - created_at))::float8 AS p50,
         percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM done_at - created_at))::float8 AS p95,
         (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM released_at - acquired_at))
            FROM fence JOIN establishment ON establishment.id = establishment_id WHERE campus_code = ANY ($1))::float8 AS "lockedP50"
    FROM outbox WHERE campus_code = ANY ($1) AND done_at IS NOT NULL`;

async function walBytes({ sql }: Database): Promise<number> {
  const row = await sql.first(
    LSN,
    `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS bytes`,
  );
  return row?.bytes ?? 0;
}

async function unfinished({ sql }: Database, name: string): Promise<number> {
  const row = await sql.first(
    LEFT,
    `SELECT count(*)::int AS left FROM outbox WHERE done_at IS NULL AND campus_code LIKE $1`,
    [`${name}-%`],
  );
  return row?.left ?? 0;
}

async function openCampuses({ database }: BenchProduct, count: number, name: string): Promise<string[]> {
  const school = benchSchool(TINY_SCHOOL);
  const codes = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  await inLanes(4, codes, (code) => openFleetCampus(database, code, school));
  return codes;
}

const recorded = ({ database, files }: BenchProduct): RecordedDeposits =>
  new RecordedDeposits({ database, files, clock: createClock(BENCH_CLOCK) });

/** So many at the same time. */
async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of left) await work(item);
    }),
  );
}
