import { waitUntil } from '@timetable/embedded';
import { BenchCampus } from './bench-campus.js';
import type { BenchProduct } from './bench-product.js';
import { benchSchool } from './bench-school.js';
import type { DoorTarget } from './door-rivals.js';

const CAMPUS = 'porte';
const READY_MS = 60_000;

/** The product's deposit door, alone with PostgreSQL: what is deposited waits, and nothing else runs beside it. */
export class OurDoor implements DoorTarget {
  readonly name = 'porte';
  readonly port: number;
  readonly path: string;
  readonly authorization: string;
  readonly directory: string;
  readonly #product: BenchProduct;

  private constructor(product: BenchProduct, url: URL, authorization: string) {
    this.#product = product;
    this.port = Number(url.port);
    this.path = url.pathname;
    this.authorization = authorization;
    this.directory = product.product.data.files();
  }

  /** A door just started, and an account made as a school makes its own. */
  static async open(bench: BenchProduct): Promise<OurDoor> {
    const { product } = bench;
    const campus = await BenchCampus.open(bench, CAMPUS, benchSchool());
    for (const part of ['worker', 'api', 'temporal', 'deposit'] as const) await product.suspend(part);
    await product.resume('deposit');
    const url = new URL(campus.url);
    const door = new OurDoor(bench, url, campus.authorization);
    await waitUntil(() => isOpen(new URL('/healthz', url)), {
      timeoutMs: READY_MS,
      timedOut: () => new Error('La porte n’est pas prête après une minute.'),
    });
    return door;
  }

  /** What was deposited has been imported, hours ago: no school that deposits has thousands of files waiting, nor sent within the hour. */
  async letTimePass(): Promise<void> {
    const { sql } = this.#product.database;
    await sql.run('UPDATE outbox SET handed_at = now(), done_at = now() WHERE done_at IS NULL');
    const recent = `id IN (SELECT id FROM import WHERE status = 'received')`;
    await sql.run(`UPDATE deposit SET received_at = received_at - interval '2 hours' WHERE ${recent}`);
    await sql.run(
      `UPDATE import SET status = 'integrated', received_at = received_at - interval '2 hours', ended_at = now()
       WHERE status = 'received'`,
    );
    // As time does: what the updates left would be cleaned up in the middle of a measure.
    for (const table of ['outbox', 'deposit', 'import']) await sql.run(`VACUUM ${table}`);
  }

  readonly pids = (): readonly number[] => this.#pidsOf('deposit');
  readonly databasePids = (): readonly number[] => this.#pidsOf('postgres');

  #pidsOf(part: 'deposit' | 'postgres'): readonly number[] {
    const pid = this.#product.product.pid(part);
    return pid === undefined ? [] : [pid];
  }
}

async function isOpen(url: URL): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
