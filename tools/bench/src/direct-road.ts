import { createImportActivities, type ImportActivities } from '@timetable/activities';
import { createClock } from '@timetable/settings';
import {
  CurrentStateRepository,
  CampusRepository,
  DepositRepository,
  ImportDecisionRepository,
  ImportReader,
  ImportRepository,
  migrate,
  openDatabase,
  PlanRepository,
  ThresholdRepository,
  type Actor,
  type Database,
} from '@timetable/persistence';
import { createFileStore, storageKey, type FileStore } from '@timetable/storage';
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importDirectly } from '@timetable/direct-import';
import { exportBytes, type School } from '@timetable/generator';
import { loadDirectory, NOTHING_BLOCKS } from './bench-campus.js';
import type { BenchProduct } from './bench-product.js';
import { BENCH_CALENDAR, BENCH_CLOCK, BENCH_ESTABLISHMENT, BENCH_UAI, oneCourse } from './bench-school.js';

const DATABASE = 'bench_direct';
/** As large as the worker's. */
const POOL_SIZE = 15;

/**
 * The same activities, rules, storage and PostgreSQL server as the product's, without Temporal: this process calls one step
 * after the other. In a database of its own, where no relay listens.
 */
export class DirectRoad {
  readonly #database: Database;
  readonly #files: FileStore;
  readonly #activities: ImportActivities;
  readonly #clock = createClock(BENCH_CLOCK);

  private constructor(database: Database, files: FileStore) {
    this.#database = database;
    this.#files = files;
    this.#activities = createImportActivities({
      ledger: new ImportRepository(database),
      current: new CurrentStateRepository(database),
      plans: new PlanRepository(database),
      files,
      clock: this.#clock,
      maxXmlBytes: 400 * 1024 * 1024,
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
    const name = `Collège ${code}`;
    await new CampusRepository(this.#database).create(
      {
        code,
        name,
        academicZone: 'B',
        establishments: [
          {
            code: BENCH_ESTABLISHMENT,
            uai: BENCH_UAI,
            name,
            timeZone: 'Europe/Paris',
            proposedYear: BENCH_CALENDAR,
          },
        ],
      },
      actor,
    );
    await loadDirectory(this.#database, code, school);
    await new ThresholdRepository(this.#database).save(code, NOTHING_BLOCKS, actor);
    const first = await this.deposit(code, 'manual', await exportBytes(oneCourse(school), { zip: false }));
    await this.#expect(first, 1, 'held');
    const held = await new ImportReader(this.#database).find(first);
    await new ImportDecisionRepository(this.#database).approve(first, held?.planHash ?? '', undefined, actor);
    await this.#expect(first, 2, 'integrated');
  }

  /** Stores and records a file, as the door does. @returns the id of its import */
  async deposit(campusCode: string, origin: 'manual' | 'automatic', bytes: Uint8Array): Promise<string> {
    const id = randomUUID();
    const receivedAt = this.#clock.now();
    const key = storageKey({ id, receivedAt });
    const spooled = join(this.#files.spoolDirectory, id);
    await writeFile(spooled, bytes);
    await this.#files.adopt(spooled, key);
    await new DepositRepository(this.#database).record({
      id,
      campusCode,
      establishmentCode: BENCH_ESTABLISHMENT,
      origin,
      fileName: `EDT_${id}.xml`,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      storageKey: key,
      accountLogin: 'bench',
      remoteAddress: undefined,
      userAgent: undefined,
      receivedAt,
    });
    return id;
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
