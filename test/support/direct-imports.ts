import { NO_PARTNER_KEYS } from '@timetable/formats';
import { createImportActivities, type ImportActivities } from '@timetable/activities';
import {
  CurrentStateRepository,
  CampusRepository,
  DepositRepository,
  DirectoryRepository,
  ImportDecisionRepository,
  ImportReader,
  ImportRepository,
  PlanRepository,
  type Database,
  type DirectoryReplacement,
  type ImportNames,
  type ImportRecord,
  type NewEstablishment,
} from '@timetable/persistence';
import { lossConfirmation, type Directory } from '@timetable/domain';
import { createFileStore, storageKey, type FileStore } from '@timetable/storage';
import { importDirectly } from '@timetable/direct-import';
import { entDirectory, type EntDirectory, type School } from '@timetable/generator';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Outcome = Awaited<ReturnType<typeof importDirectly>>;

export interface DepositOptions {
  /** Code of one establishment; the whole campus otherwise. */
  readonly establishment?: string;
  /** @default 'automatic' */
  readonly origin?: 'automatic' | 'manual';
}

/** Imports of one campus from the bytes of a file to published sessions, on a real PostgreSQL, without Temporal. */
export class DirectImports {
  /** Business clock of every call; a test moves it by assigning. */
  now: Date;
  readonly activities: ImportActivities;
  readonly campusCode: string;
  readonly database: Database;

  private constructor(
    database: Database,
    campusCode: string,
    now: Date,
    private readonly files: FileStore,
    /** Its own, if any. */
    private readonly directory: string | undefined,
  ) {
    this.database = database;
    this.campusCode = campusCode;
    this.now = now;
    this.activities = createImportActivities({
      ledger: new ImportRepository(database),
      current: new CurrentStateRepository(database),
      plans: new PlanRepository(database),
      files,
      clock: { now: () => this.now },
      maxXmlBytes: 20_000_000,
      partnerKeys: NO_PARTNER_KEYS,
      depositPublicUrl: 'https://depot.example.org',
      channels: [{ name: 'mail', reaches: 'people' }],
    });
  }

  static async create(
    database: Database,
    campusCode: string,
    options: {
      readonly now: Date;
      readonly establishments: readonly (Omit<NewEstablishment, 'name' | 'timeZone'> &
        Partial<Pick<NewEstablishment, 'timeZone'>>)[];
      /** Where files are kept; in a directory of its own otherwise. */
      readonly files?: FileStore;
    },
  ): Promise<DirectImports> {
    const establishments = options.establishments.map((establishment) => ({
      name: `Établissement ${establishment.code}`,
      timeZone: 'Europe/Paris',
      ...establishment,
    }));
    await new CampusRepository(database).create(
      { code: campusCode, name: `Campus ${campusCode}`, academicZone: 'B', establishments },
      { login: 'test', at: options.now },
    );
    // Last of all that may fail: from here on it is the caller's, who closes.
    const directory =
      options.files === undefined ? await mkdtemp(join(tmpdir(), 'direct-imports-')) : undefined;
    const files = options.files ?? createFileStore(`file:${directory ?? ''}`);
    return new DirectImports(database, campusCode, options.now, files, directory);
  }

  /** The ENT knows everybody of these schools, whose classes are those of the establishment named. */
  async know(
    ...schools: readonly { readonly school: School; readonly establishment: string }[]
  ): Promise<void> {
    await this.replaceDirectory(
      schools.map(({ school, establishment }) => entDirectory(school, { establishment })),
    );
  }

  /** @param options.isConfirmed whether somebody confirms what the directory would lose */
  async replaceDirectory(
    directories: readonly (Pick<Directory, 'teachers' | 'pupils'> & Pick<EntDirectory, 'classes'>)[],
    { isConfirmed }: { readonly isConfirmed: boolean } = { isConfirmed: false },
  ): Promise<void> {
    const classes = directories.flatMap((directory) =>
      directory.classes.map(({ id, name, establishment }) => ({
        id,
        name,
        establishmentId: `${this.campusCode}/${establishment}`,
      })),
    );
    const replacement: DirectoryReplacement = {
      teachers: directories.flatMap(({ teachers }) => teachers),
      pupils: directories.flatMap(({ pupils }) => pupils),
      classes,
    };
    const directory = new DirectoryRepository(this.database);
    let load = await directory.replace(this.campusCode, replacement, this.#actor());
    if (!load.loaded && isConfirmed) {
      const confirmation = lossConfirmation(load.losses);
      load = await directory.replace(this.campusCode, replacement, this.#actor(), confirmation);
    }
    if (!load.loaded) throw new Error('The directory would lose too much to be loaded without asking.');
  }

  /** A deposit recorded as the doors do, not yet claimed. */
  async deposit(bytes: Uint8Array, options: DepositOptions = {}): Promise<string> {
    const id = randomUUID();
    const key = storageKey({ id, receivedAt: this.now });
    const spooled = join(this.files.spoolDirectory, id);
    await this.files.check();
    await writeFile(spooled, bytes);
    await this.files.adopt(spooled, key);
    await new DepositRepository(this.database).record({
      id,
      campusCode: this.campusCode,
      establishmentCode: options.establishment,
      origin: options.origin ?? 'automatic',
      fileName: `EDT_${id.slice(0, 8)}.xml`,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).update(id).digest('hex'),
      storageKey: key,
      accountLogin: 'test',
      remoteAddress: undefined,
      userAgent: undefined,
      receivedAt: this.now,
    });
    return id;
  }

  async import(
    bytes: Uint8Array,
    options: DepositOptions = {},
  ): Promise<{ readonly id: string; readonly outcome: Outcome }> {
    const id = await this.deposit(bytes, options);
    return { id, outcome: await importDirectly(this.activities, id) };
  }

  /** Approves the plan shown, and runs the attempt it queues. */
  async approve(id: string): Promise<Outcome> {
    const { planHash } = await this.record(id);
    const decisions = new ImportDecisionRepository(this.database);
    const decision = await decisions.approve(id, planHash ?? '', undefined, this.#actor());
    if (decision.kind !== 'done') throw new Error(`The approval of ${id} ended in ${decision.kind}.`);
    return importDirectly(this.activities, id, decision.attempt);
  }

  /** A manual import, confirmed. */
  async importByHand(
    bytes: Uint8Array,
    options: Pick<DepositOptions, 'establishment'> = {},
  ): Promise<ImportRecord> {
    const { id, outcome } = await this.import(bytes, { ...options, origin: 'manual' });
    if (outcome !== 'held') {
      throw new Error(`The manual import was ${outcome}: ${(await this.record(id)).message ?? ''}`);
    }
    await this.approve(id);
    return this.record(id);
  }

  async record(id: string): Promise<ImportRecord & ImportNames> {
    const reader = new ImportReader(this.database);
    const record = await reader.find(id);
    if (record === undefined) throw new Error(`There is no import ${id}.`);
    return { ...record, ...(await reader.names(id)) };
  }

  /** Removes the files: in `afterEach` or `afterAll`, so that a test that fails leaves none either. */
  async close(): Promise<void> {
    if (this.directory !== undefined) await rm(this.directory, { recursive: true, force: true });
  }

  #actor(): { login: string; at: Date } {
    return { login: 'test', at: this.now };
  }
}
