import { openDatabase, type Database } from '@timetable/persistence';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@timetable/embedded';
import { ApiClient, Product, stopOnSignals } from '@timetable/product';
import { BENCH_CLOCK } from './bench-school.js';

const PORTS = ['PG', 'TEMPORAL', 'TEMPORAL_UI', 'SMTP_SINK', 'API', 'DEPOSIT', 'WORKER'];
/** For the file of 100 MB that row e puts to the door. */
const MAX_UPLOAD_BYTES = 128 * 1024 * 1024;
const WORKER_READY_MS = 60_000;

/** The whole product as `npm start` runs it, durability included, on temporary data and free ports. */
export class BenchProduct {
  readonly product: Product;
  readonly api: ApiClient;
  /** The product's own database, to look on without passing by the API. */
  readonly database: Database;
  readonly directory: string;

  private constructor(product: Product, api: ApiClient, database: Database, directory: string) {
    this.product = product;
    this.api = api;
    this.database = database;
    this.directory = directory;
  }

  static async start(say: (line: string) => void): Promise<BenchProduct> {
    const directory = await mkdtemp(join(tmpdir(), 'timetable-bench-'));
    const ports = Object.fromEntries(PORTS.map((name) => [`${name}_PORT`, '0']));
    const env = {
      ...process.env,
      ...ports,
      DATA_DIR: directory,
      CLOCK: BENCH_CLOCK,
      LOG_LEVEL: 'warn',
      MAX_UPLOAD_BYTES: String(MAX_UPLOAD_BYTES),
      // A bench sends more than any school.
      DEPOSITS_PER_HOUR_PER_ACCOUNT: '1000000',
      DEPOSITS_PER_HOUR_PER_CAMPUS: '1000000',
      WAITING_DEPOSITS_PER_CAMPUS: '1000000',
    };
    try {
      const product = await stopOnSignals((signal) => Product.start({ env, report: say, signal }), say);
      const api = await ApiClient.login(product.description);
      const database = await openDatabase(product.description.databaseUrl, { applicationName: 'bench' });
      return new BenchProduct(product, api, database, directory);
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  /** A worker that has done nothing yet: its peak memory starts afresh. @returns its pid */
  async freshWorker(): Promise<number> {
    await this.product.suspend('worker');
    await this.product.resume('worker');
    const url = `${this.product.description.workerUrl}/readyz`;
    await waitUntil(() => answers(url), {
      timeoutMs: WORKER_READY_MS,
      timedOut: () => new Error('Le worker n’est pas prêt après une minute.'),
    });
    const pid = this.product.pid('worker');
    if (pid === undefined) throw new Error('Le worker ne tourne pas.');
    return pid;
  }

  async stop(): Promise<void> {
    await this.database.close();
    await this.product.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
