import { lstatSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { FolderUnusable } from './folder-unusable.js';

export interface FolderOptions {
  /** Of what is made. @default 0o777 */
  readonly mode?: number;
  /** Where another one is named, if this one cannot be made: `DATA_DIR`, `--out`. */
  readonly setting?: string;
}

const NO_RIGHT = (parent: string): string => `ce compte n’a pas le droit d’écrire dans ${parent}`;
const NO_ROOM = (): string => 'il n’y a plus de place sur le disque';

/** By the code of the system's error: what is wrong with the folder, or with the one in which it would be. */
const REASONS: Readonly<Record<string, (parent: string) => string>> = {
  // The folder above is there, since it is made first: /proc is such a one.
  ENOENT: (parent) => `rien ne peut être créé dans ${parent}`,
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  EROFS: (parent) => `${parent} ne peut être que lu`,
  EEXIST: () => 'autre chose porte déjà ce nom',
  ENOTDIR: (parent) => `${parent} n’est pas un dossier`,
  ENOSPC: NO_ROOM,
  EDQUOT: NO_ROOM,
  ENAMETOOLONG: () => 'son nom est trop long',
};

/**
 * Makes a folder, with those above it that are not there; one that is there stays as it is. Not by the `recursive` of Node, which
 * never comes back under /proc: there the system says that the folder above is missing, whatever is done about it.
 * @throws FolderUnusable
 */
export function makeFolder(path: string, { mode = 0o777, setting }: FolderOptions = {}): void {
  const folder = resolve(path);
  try {
    make(folder, mode);
  } catch (error) {
    throw unusable(folder, error, setting);
  }
}

/**
 * Makes a folder that only this process's account can enter.
 * @throws FolderUnusable, also when somebody else's is there (temporary folders are everybody's)
 */
export function makePrivateFolder(path: string, setting?: string): void {
  makeFolder(path, { mode: 0o700, ...(setting !== undefined && { setting }) });
  const entry = lstatSync(path);
  const uid = userInfo().uid;
  if (!entry.isDirectory() || (uid >= 0 && entry.uid !== uid))
    throw new FolderUnusable(
      `Le dossier ${path} n’appartient pas au compte de ce processus. ${advice(setting)}`,
      setting,
    );
}

/** Makes a folder for whoever asks alone, where temporary files go. @returns its path @throws FolderUnusable */
export function makeTemporaryFolder(prefix: string, parent = tmpdir()): string {
  const beginning = join(parent, prefix);
  try {
    return mkdtempSync(beginning);
  } catch (error) {
    throw unusable(`${beginning}…`, error, 'TMPDIR');
  }
}

/** The uppermost that is missing first: once the one above is there, what is said of this one is about this one. */
function make(folder: string, mode: number): void {
  const parent = dirname(folder);
  if (statSync(parent, { throwIfNoEntry: false }) === undefined) make(parent, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Somebody else has made the same one meanwhile; or it was there, whatever would be said of making it (a root, a mount).
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

function unusable(folder: string, error: unknown, setting: string | undefined): FolderUnusable {
  const { code = '', path = folder } = partsOf(error);
  const reason = REASONS[code]?.(dirname(path)) ?? String(error);
  return new FolderUnusable(
    `Le dossier ${folder} ne peut pas être créé : ${reason}. ${advice(setting)}`,
    setting,
    { cause: error },
  );
}

const advice = (setting: string | undefined): string =>
  `Choisissez un autre dossier${setting === undefined ? '' : ` par ${setting}`}.`;

/** By shape, not by class: Jest's sandbox has an `Error` of its own. */
function partsOf(error: unknown): { readonly code?: string; readonly path?: string } {
  if (typeof error !== 'object' || error === null) return {};
  return {
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...('path' in error && typeof error.path === 'string' && { path: error.path }),
  };
}
