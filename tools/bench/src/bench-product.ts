import { openDatabase, type Database } from '@timetable/persistence';
import { makeTemporaryFolder } from '@timetable/folders';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findTemporalBinaries, findTemporalCli, ProductionTemporal, waitUntil } from '@timetable/embedded';
import { ApiClient, Product, stopOnSignals, type ProductPart } from '@timetable/product';
import { createFileStore, type FileStore } from '@timetable/storage';
import { BENCH_CLOCK } from './bench-school.js';

const PORTS = ['PG', 'TEMPORAL', 'TEMPORAL_UI', 'SMTP_SINK', 'API', 'DEPOSIT', 'WORKER'];
/** For the file of 100 MB that row e puts to the door. */
const MAX_UPLOAD_BYTES = 128 * 1024 * 1024;
const WORKER_READY_MS = 60_000;
const COMPOSE_FILE = join(import.meta.dirname, '../../../docker-compose.yml');

export interface BenchProductOptions {
  /** Even where Temporal's own server is: the development server, which rows a and b were always measured on. */
  readonly onDevelopmentTemporal: boolean;
  readonly say: (line: string) => void;
}

/** What an import is paid by. */
export type PayingPart = ProductPart | 'temporal-postgres';

/** The whole product as `npm start` runs it, durability included, on temporary data and free ports. */
export class BenchProduct {
  readonly product: Product;
  readonly api: ApiClient;
  /** The product's own database, to look on without passing by the API. */
  readonly database: Database;
  readonly directory: string;
  /** As in production, with a PostgreSQL of its own; undefined: the development server. */
  readonly temporal: ProductionTemporal | undefined;

  private constructor(
    { product, temporal }: { product: Product; temporal: ProductionTemporal | undefined },
    api: ApiClient,
    database: Database,
    directory: string,
  ) {
    this.temporal = temporal;
    this.product = product;
    this.api = api;
    this.database = database;
    this.directory = directory;
  }

  static async start({ onDevelopmentTemporal, say }: BenchProductOptions): Promise<BenchProduct> {
    const directory = makeTemporaryFolder('timetable-bench-');
    const temporal = onDevelopmentTemporal ? undefined : await startTemporal(directory);
    const ports = Object.fromEntries(PORTS.map((name) => [`${name}_PORT`, '0']));
    const env = {
      ...process.env,
      ...ports,
      DATA_DIR: directory,
      ...(temporal !== undefined && { TEMPORAL_ADDRESS: temporal.address }),
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
      return new BenchProduct({ product, temporal }, api, database, directory);
    } catch (error) {
      await temporal?.stop();
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

  /** Where the worker reads what was deposited. */
  get files(): FileStore {
    return createFileStore(`file:${join(this.directory, 'files')}`);
  }

  /** Of what runs of a part; its children are theirs to find. */
  pids(part: PayingPart): number[] {
    const pids =
      part === 'temporal-postgres'
        ? [this.temporal?.postgres.process.pid]
        : part === 'temporal' && this.temporal !== undefined
          ? this.temporal.nodes.map(({ pid }) => pid)
          : [this.product.pid(part)];
    return pids.filter((pid) => pid !== undefined);
  }

  async stop(): Promise<void> {
    await this.database.close();
    await this.product.stop();
    await this.temporal?.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Undefined where its binaries are not. */
async function startTemporal(directory: string): Promise<ProductionTemporal | undefined> {
  const binaries = findTemporalBinaries(process.env);
  if (binaries === undefined) return undefined;
  return ProductionTemporal.start({
    binaries,
    cli: await findTemporalCli({ env: process.env, dataDirectory: directory }),
    composeFile: COMPOSE_FILE,
    directory: join(directory, 'temporal-production'),
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
