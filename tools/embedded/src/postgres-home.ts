import { makeFolder } from '@timetable/folders';
import { createHash } from 'node:crypto';
import { chown, readlink, rename, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canReach, postgresAccount, type PostgresAccount } from './postgres-account.js';
import { postgresBinaries, sharedDirectory } from './postgres-binaries.js';
import { StartFailure } from './start-failure.js';

/** Where the cluster lives and who runs it. */
export interface PostgresHome {
  readonly bin: string;
  /** The cluster's own directory, absent until it is initialised. Its parent exists and belongs to `account`. */
  readonly cluster: string;
  readonly account: PostgresAccount | undefined;
}

const SHARED = ['/var/lib/timetable-import', join(tmpdir(), 'timetable-import')];

/**
 * Makes a place for the cluster at `<wanted>`. As root the server runs under an account of its own, which cannot enter
 * a directory closed to others (DATA_DIR under /root). Opening somebody's home to everyone is not ours to decide, so
 * the cluster then goes to /var/lib/timetable-import, with a symbolic link at `<wanted>` that shows where it went.
 * @param wanted `<DATA_DIR>/postgres`
 */
export async function preparePostgresHome(wanted: string): Promise<PostgresHome> {
  const account = await postgresAccount();
  const shared = (): Promise<string> => sharedDirectory(SHARED);
  const bin = await postgresBinaries(account, shared);
  makeFolder(dirname(wanted));
  const home = await settle(resolve(wanted), account, shared);
  return { bin, account, cluster: join(home, 'cluster') };
}

async function settle(
  wanted: string,
  account: PostgresAccount | undefined,
  shared: () => Promise<string>,
): Promise<string> {
  const moved = await readlink(wanted).catch(() => undefined);
  if (moved !== undefined) return own(moved, account);
  if (account === undefined || (await canReach(wanted, account))) return own(wanted, account);
  const home = join(await shared(), createHash('sha256').update(wanted).digest('hex').slice(0, 16));
  try {
    await symlink(home, wanted);
    // No link until now, and yet a cluster: DATA_DIR was deleted to start over. What it held is set aside, not erased.
    await rename(home, `${home}-${Date.now()}`).catch(() => undefined);
  } catch (error) {
    throw new StartFailure(
      `${wanted} appartient à un autre compte, et PostgreSQL ne peut pas y entrer quand npm start est lancé par root. ` +
        'Relancez-le sous le compte d’origine, ou choisissez un autre dossier par DATA_DIR.',
      { cause: error },
    );
  }
  return own(home, account);
}

async function own(directory: string, account: PostgresAccount | undefined): Promise<string> {
  makeFolder(directory, { mode: 0o700 });
  if (account !== undefined) await chown(directory, account.uid, account.gid);
  return directory;
}
