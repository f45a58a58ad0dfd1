import { OrphanSweeper } from '@timetable/deposits';
import { DepositRepository, hashPassword, type Database } from '@timetable/persistence';
import type { ClientTimeLimits } from '@timetable/runtime';
import { createFileStore } from '@timetable/storage';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '../postgres.js';
import { DavClient } from './dav-client.js';
import { DoorProcess } from './door-process.js';
import { DiskFiles, type WorldFiles } from './world-files.js';

export const LOGIN = 'emp.marie.dupont';
export const PASSWORD = 'Fleur.de-Lys_42';
export const OTHER_LOGIN = 'emp.jean.autre';
export const CAMPUS = 'jaures';

/** A deposit, with the bytes that the storage holds for it. */
export interface StoredDeposit {
  readonly id: string;
  readonly fileName: string;
  readonly establishment: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storedSha256: string | undefined;
}

export interface WorldOptions {
  /** Of the door's environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** With clients; as in production when there are none. */
  readonly timeLimits?: ClientTimeLimits | undefined;
  /** Where it stores its files, given a directory that is removed in the end. @default that directory */
  readonly openFiles?: (directory: string) => WorldFiles;
}

/**
 * A running door with its own database and storage; campus `jaures` with establishments `lycee` and `college`, campus
 * `hugo` with `hugo`, one account each. In `beforeAll`.
 */
export class DepositWorld {
  private constructor(
    readonly database: Database,
    private readonly databaseUrl: string,
    private readonly dropDatabase: () => Promise<void>,
    readonly storageDirectory: string,
    readonly files: WorldFiles,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly timeLimits: ClientTimeLimits | undefined,
    public door: DoorProcess,
  ) {}

  static async create(options: WorldOptions = {}): Promise<DepositWorld> {
    const test = await createTestDatabase({ poolSize: 4 });
    return DepositWorld.on(test.database, test.url, () => test.drop(), options);
  }

  /** On a migrated database of the test's own. */
  static async on(
    database: Database,
    url: string,
    dropDatabase: () => Promise<void>,
    { variables = {}, timeLimits, openFiles = (directory) => new DiskFiles(directory) }: WorldOptions = {},
  ): Promise<DepositWorld> {
    await populate(database);
    const storageDirectory = await mkdtemp(join(tmpdir(), 'deposit-door-'));
    try {
      const files = openFiles(storageDirectory);
      const all = { ...files.variables, ...variables };
      const door = await DoorProcess.start({ databaseUrl: url, variables: all, timeLimits });
      return new DepositWorld(database, url, dropDatabase, storageDirectory, files, all, timeLimits, door);
    } catch (error) {
      await rm(storageDirectory, { recursive: true, force: true });
      throw error;
    }
  }

  client(login = LOGIN, password = PASSWORD): DavClient {
    return new DavClient(this.door.port, login, password);
  }

  /** Starts the door again, on another port. */
  async reopen(): Promise<void> {
    this.door = await this.startInstance();
  }

  /** One more door on the same database and storage; the caller stops it. */
  startInstance(): Promise<DoorProcess> {
    const { databaseUrl, variables, timeLimits } = this;
    return DoorProcess.start({ databaseUrl, variables, timeLimits });
  }

  /** Every deposit so far, oldest first. */
  async deposits(): Promise<StoredDeposit[]> {
    const rows = await this.database.query
      .selectFrom('deposit')
      .select(['id', 'fileName', 'establishmentId as establishment', 'sha256', 'storageKey as key'])
      .select((deposit) => deposit.cast<number>('sizeBytes', 'int4').as('sizeBytes'))
      .orderBy('receivedAt')
      .orderBy('id')
      .execute();
    return Promise.all(
      rows.map(async ({ key, ...deposit }) => {
        const bytes = await this.files.read(key);
        return { ...deposit, storedSha256: bytes === undefined ? undefined : sha256Of(bytes) };
      }),
    );
  }

  /** As the worker does every few hours. */
  async sweepOrphans(): Promise<void> {
    const files = createFileStore(this.variables['STORAGE_URL'] ?? '', this.variables);
    const sweeper = new OrphanSweeper(files, new DepositRepository(this.database));
    await sweeper.sweep(new Date(), new AbortController().signal);
  }

  async depositCount(): Promise<number> {
    const { count } = await this.database.query
      .selectFrom('deposit')
      .select((deposit) => deposit.cast<number>(deposit.fn.countAll(), 'int4').as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Files in storage, spool left out. */
  storedFiles(): Promise<string[]> {
    return this.files.list();
  }

  /** Upload parts in the spool, signs of life left out. */
  async spooledFiles(): Promise<string[]> {
    return (await readdir(this.files.spoolDirectory)).filter((name) => name.endsWith('.part'));
  }

  /** The size of each of them, smallest first: their names mean nothing. */
  async spooledBytes(): Promise<number[]> {
    const sizes = (await this.spooledFiles()).map((name) =>
      // Deleted since it was listed.
      stat(join(this.files.spoolDirectory, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
    return (await Promise.all(sizes)).sort((one, other) => one - other);
  }

  /** Leaves nothing behind, whatever the test did to the door or to its database. */
  async destroy(): Promise<void> {
    try {
      await this.door.stop();
      await this.dropDatabase();
    } finally {
      await rm(this.storageDirectory, { recursive: true, force: true });
    }
  }
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function populate(database: Database): Promise<void> {
  await database.sql.run(
    `INSERT INTO campus (code, name) VALUES ('jaures', 'Cité Jaurès'), ('hugo', 'Collège Hugo')`,
  );
  await database.sql.run(`
    INSERT INTO establishment (id, campus_code, code, uai, name, time_zone, position) VALUES
      ('jaures/lycee', 'jaures', 'lycee', '0750001A', 'Lycée Jaurès', 'Europe/Paris', 1),
      ('jaures/college', 'jaures', 'college', '0750002B', 'Collège Jaurès', 'Europe/Paris', 2),
      ('hugo/hugo', 'hugo', 'hugo', '0750003C', 'Collège Hugo', 'Europe/Paris', 1)`);
  await database.sql.run(`
    INSERT INTO ent_user (campus_code, ent_id, last_name, first_name, email) VALUES
      ('jaures', 'u1', 'Dupont', 'Marie', 'marie@example.org'), ('hugo', 'u2', 'Autre', 'Jean', 'jean@example.org')`);
  await database.sql.run(
    `INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify)
     VALUES ($1, 'jaures', 'u1', $3, true), ($2, 'hugo', 'u2', $3, true)`,
    [LOGIN, OTHER_LOGIN, await hashPassword(PASSWORD)],
  );
}
