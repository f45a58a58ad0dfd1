import { NO_PARTNER_KEYS } from '@timetable/formats';
import { createImportActivities, type ImportActivities } from '@timetable/activities';
import { createClock } from '@timetable/settings';
import {
  CurrentStateRepository,
  ImportDecisionRepository,
  ImportReader,
  ImportRepository,
  migrate,
  openDatabase,
  PlanRepository,
  type Actor,
  type Database,
} from '@timetable/persistence';
import { createFileStore, type FileStore } from '@timetable/storage';
import { join } from 'node:path';
import { importDirectly } from '@timetable/direct-import';
import { exportBytes, type School } from '@timetable/generator';
import { declareCampus, loadDirectory } from './declared-campus.js';
import { openFleetCampus } from './fleet-campus.js';
import type { BenchProduct } from './bench-product.js';
import { BENCH_CLOCK, oneCourse } from './bench-school.js';
import { RecordedDeposits } from './recorded-deposits.js';

const DATABASE = 'bench_direct';
/** As large as the worker's. */
const POOL_SIZE = 15;

/**
 * The same activities, rules, storage and PostgreSQL server as the product's, without Temporal: this process calls one step
 * after the other. In a database of its own, where no relay listens.
 */
export class DirectRoad {
  readonly #database: Database;
  readonly #deposits: RecordedDeposits;
  readonly #activities: ImportActivities;
  readonly #clock = createClock(BENCH_CLOCK);

  private constructor(database: Database, files: FileStore) {
    this.#database = database;
    this.#deposits = new RecordedDeposits({ database, files, clock: this.#clock });
    this.#activities = createImportActivities({
      ledger: new ImportRepository(database),
      current: new CurrentStateRepository(database),
      plans: new PlanRepository(database),
      files,
      clock: this.#clock,
      maxXmlBytes: 400 * 1024 * 1024,
      partnerKeys: NO_PARTNER_KEYS,
      depositPublicUrl: 'https://depot.example.org',
      channels: [{ name: 'mail', reaches: 'people' }],
    });
  }

  static async open({ product, database: own, directory }: BenchProduct): Promise<DirectRoad> {
    await own.sql.run(`CREATE DATABASE ${DATABASE}`);
    const url = new URL(product.description.databaseUrl);
    url.pathname = `/${DATABASE}`;
    const database = await openDatabase(url.href, { poolSize: POOL_SIZE, applicationName: 'bench-direct' });
    await migrate(database);
    return new DirectRoad(database, createFileStore(`file:${join(directory, 'direct-files')}`));
  }

  /** As `BenchCampus.open`. */
  async openCampus(code: string, school: School): Promise<void> {
    const actor: Actor = { login: 'bench', at: this.#clock.now() };
    await declareCampus(this.#database, code, actor);
    await loadDirectory(this.#database, code, school);
    const first = await this.deposit(code, 'manual', await exportBytes(oneCourse(school), { zip: false }));
    await this.#expect(first, 1, 'held');
    const held = await new ImportReader(this.#database).find(first);
    await new ImportDecisionRepository(this.#database).approve(first, held?.planHash ?? '', undefined, actor);
    await this.#expect(first, 2, 'integrated');
  }

  openFleetCampus(code: string, school: School): Promise<void> {
    return openFleetCampus(this.#database, code, school);
  }

  /** @returns the id of its import */
  deposit(campusCode: string, origin: 'manual' | 'automatic', bytes: Uint8Array): Promise<string> {
    return this.#deposits.add(campusCode, origin, bytes);
  }

  /** The steps of an import already deposited, to its end. */
  async integrate(importId: string): Promise<void> {
    await this.#expect(importId, 1, 'integrated');
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  async #expect(importId: string, round: number, expected: 'held' | 'integrated'): Promise<void> {
    const outcome = await importDirectly(this.#activities, importId, round);
    if (!outcome.startsWith(expected)) throw new Error(`L’import direct a fini ainsi : ${outcome}.`);
  }
}
