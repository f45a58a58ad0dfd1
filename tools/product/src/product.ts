import { createFileStore, InvalidStorageUrl } from '@timetable/storage';
import { chmod, readdir, rename, stat } from 'node:fs/promises';
import { makeFolder } from '@timetable/folders';
import { type ProcessRegistry, RunRecords, StartFailure, takenPorts, Watchdog } from '@timetable/embedded';
import { DataDirectory } from './data-directory.js';
import { loadCredentials } from './credentials.js';
import { demonstrationPartner } from './demonstration-key.js';
import { Processes } from './processes.js';
import { eraseDescription, writeDescription, type ProductDescription } from './product-description.js';
import { Servers } from './servers.js';
import { portNeeds, readStartSettings, type StartSettings } from './start-settings.js';

export interface ProductOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told in French what happens, line by line. */
  readonly report: (line: string) => void;
  /** Gives up a start that has not ended: what it had started is stopped, and `start` rejects. */
  readonly signal?: AbortSignal;
}

/** Names of what can be stopped and started again one by one. */
export type ProductPart = 'postgres' | 'temporal' | 'api' | 'deposit' | 'worker';

/** Everything that `npm start` starts: embedded servers, migrations, the API, the deposit door and the worker. */
export class Product {
  readonly description: ProductDescription;
  readonly data: DataDirectory;
  readonly #servers: Servers;
  readonly #processes: Processes;
  readonly #registry: Registry;

  private constructor(
    description: ProductDescription,
    data: DataDirectory,
    servers: Servers,
    processes: Processes,
    registry: Registry,
  ) {
    this.description = description;
    this.data = data;
    this.#servers = servers;
    this.#processes = processes;
    this.#registry = registry;
  }

  /** @throws StartFailure or FolderUnusable, whose message is for the person who launched it; nothing is left running then */
  static async start({
    env,
    report,
    signal = new AbortController().signal,
  }: ProductOptions): Promise<Product> {
    const settings = await readStartSettings(env);
    const data = new DataDirectory(settings.dataDirectory);
    await prepareDirectory(data);
    checkStorage(settings.env);
    const registry = await Registry.open(data, report);
    const credentials = await loadCredentials(data.credentials());
    const servers = new Servers({ settings, data, credentials, registry, report });
    const processes = new Processes({ settings, data, registry, report });
    try {
      await checkPorts(settings);
      const description = {
        ...(await unless(signal, servers.start())),
        ...(settings.env['PARTNER_KEYS'] === undefined && {
          exportPartner: await demonstrationPartner(data.partnerKeys()),
        }),
      };
      await unless(signal, processes.start({ description, credentials, mailsUrl: servers.mailsUrl }));
      await writeDescription(data.product(), description);
      return new Product(description, data, servers, processes, registry);
    } catch (error) {
      await processes.stop();
      await servers.stop();
      await registry.close();
      throw error;
    }
  }

  /** Pid of a part; undefined while it does not run. */
  pid(part: ProductPart): number | undefined {
    return this.#part(part).pid;
  }

  async suspend(part: ProductPart): Promise<void> {
    await this.#part(part).suspend();
  }

  async resume(part: ProductPart): Promise<void> {
    await this.#part(part).resume();
  }

  /** The processes first, then what they use. Nothing is left running. */
  async stop(): Promise<void> {
    await eraseDescription(this.data.product());
    await this.#processes.stop();
    await this.#servers.stop();
    await this.#registry.close();
  }

  #part(name: ProductPart): ReturnType<Servers['part']> & object {
    const part = this.#processes.part(name) ?? this.#servers.part(name);
    if (part === undefined) throw new Error(`${name} is not ours to stop: it was given from outside`);
    return part;
  }
}

/** What we have started, where a crash of ours cannot hide it: on disk, and known to the watchdog. */
class Registry implements ProcessRegistry {
  readonly #records: RunRecords;
  readonly #watchdog = new Watchdog();

  private constructor(records: RunRecords) {
    this.#records = records;
  }

  static async open(data: DataDirectory, report: (line: string) => void): Promise<Registry> {
    const records = new RunRecords(data.run());
    const other = await records.claim();
    if (other !== undefined) {
      throw new StartFailure(
        `npm start tourne déjà pour ${data.path} (processus ${other}). Arrêtez-le, ou choisissez un autre dossier par DATA_DIR.`,
      );
    }
    const leftovers = await records.stopLeftovers();
    if (leftovers.length > 0)
      report(`Arrêt de ce qui restait d’un lancement interrompu : ${leftovers.join(', ')}.`);
    await eraseDescription(data.product());
    return new Registry(records);
  }

  async started(group: Parameters<ProcessRegistry['started']>[0]): Promise<void> {
    this.#watchdog.watch(group);
    await this.#records.note(group);
  }

  async ended({ name, pid }: Parameters<ProcessRegistry['ended']>[0]): Promise<void> {
    this.#watchdog.forget(pid);
    await this.#records.erase(name);
  }

  async close(): Promise<void> {
    this.#watchdog.dismiss();
    await this.#records.release();
  }
}

/** What is still being launched when the start is given up is left to the watchdog, a moment later. */
async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  const aborted = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => {
      reject(new StartFailure('Démarrage abandonné.'));
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([work, aborted]);
}

/**
 * Files received, mails and logs are about pupils: whatever is written from now on is its owner's only. The directory
 * itself can be entered, not listed: started as root, PostgreSQL runs under an account that has to reach its own part.
 */
async function prepareDirectory(data: DataDirectory): Promise<void> {
  process.umask(0o077);
  makeFolder(data.path, { setting: 'DATA_DIR' });
  try {
    if ((await readdir(data.path)).length === 0) await chmod(data.path, 0o711);
  } catch (error) {
    throw new StartFailure(
      `DATA_DIR (${data.path}) n’est pas à ce compte : choisissez un autre dossier par DATA_DIR. ${String(error)}`,
      { cause: error },
    );
  }
  makeFolder(data.logs(), { setting: 'DATA_DIR' });
  for (const name of ['postgres', 'temporal', 'api', 'deposit', 'worker']) await rotate(data.log(name));
}

/** The processes would refuse it one by one, later, and only after three tries each. */
function checkStorage({ STORAGE_URL, ...variables }: StartSettings['env']): void {
  if (STORAGE_URL === undefined) return;
  try {
    createFileStore(STORAGE_URL, variables);
  } catch (error) {
    throw error instanceof InvalidStorageUrl ? new StartFailure(error.message, { cause: error }) : error;
  }
}

/** Logs grow across starts; the previous one is kept. */
async function rotate(file: string): Promise<void> {
  const sizeBytes = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (sizeBytes > 20 * 1024 * 1024) await rename(file, `${file}.1`);
}

async function checkPorts(settings: StartSettings): Promise<void> {
  const taken = await takenPorts(portNeeds(settings));
  if (taken.length === 0) return;
  throw new StartFailure(
    taken
      .map(
        ({ port, purpose, variable }) =>
          `Le port ${port} (${purpose}) est déjà pris. Choisissez-en un autre : ${variable}=${port + 1} npm start`,
      )
      .join('\n'),
  );
}
