import { createClock, type Clock } from '@timetable/settings';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ProcessRegistry, ServerProcess, StartFailure, waitUntil } from '@timetable/embedded';
import type { Credentials } from './credentials.js';
import type { DataDirectory } from './data-directory.js';
import { terminalLine } from './log-line.js';
import type { ProductDescription } from './product-description.js';
import type { StartSettings } from './start-settings.js';
import { Supervised } from './supervised.js';

/** The repository, whether this file is in tools/product or in the bundled `npm start`. */
const ROOT = dirname(upwards('package-lock.json', import.meta.dirname));

/** Of the first operator, whose mails are read in the sink. */
const DEMONSTRATION_EMAIL = 'exploitant@demo.example';

/** In the order of starting; stopped in the opposite order: the worker drains while nothing new comes in. */
const PROCESSES = [
  { name: 'api', ready: '/readyz', stopTimeoutMs: 15_000, nodeOptions: [] },
  {
    name: 'worker',
    ready: '/readyz',
    stopTimeoutMs: 50_000,
    // As in `npm run start:worker` and its image: see docs/performance.md for what they save and cost.
    nodeOptions: ['--heap-growing-percent=30', '--max-semi-space-size=4'],
  },
  { name: 'deposit', ready: '/healthz', stopTimeoutMs: 15_000, nodeOptions: [] },
] as const;

const READY_TIMEOUT_MS = 90_000;
/** A process that ends this often before it was ever ready will not get better by itself. */
const HOPELESS_CRASHES = 3;

export interface ProcessesOptions {
  readonly settings: StartSettings;
  readonly data: DataDirectory;
  readonly registry: ProcessRegistry;
  readonly report: (line: string) => void;
}

export interface ProcessesSurroundings {
  readonly description: ProductDescription;
  readonly credentials: Credentials;
  /** The sink's own address, which the API passes on. */
  readonly mailsUrl: string | undefined;
}

/** Our three processes, exactly as production runs them: `node dist/<name>.js`, told everything by variables. */
export class Processes {
  readonly #options: ProcessesOptions;
  readonly #clock: Clock;
  readonly #supervised: Supervised[] = [];

  constructor(options: ProcessesOptions) {
    this.#options = options;
    this.#clock = createClock(options.settings.env['CLOCK']);
  }

  /** Returns once each of them says that it is ready. */
  async start(surroundings: ProcessesSurroundings): Promise<void> {
    const { report } = this.#options;
    const env = this.#environment(surroundings);
    report('API, dépôt WebDAV et worker…');
    const { apiUrl, depositUrl, workerUrl } = surroundings.description;
    const urls = { api: apiUrl, deposit: depositUrl, worker: workerUrl };
    for (const process of PROCESSES) {
      const supervised = new Supervised(process.name, () => this.#launch(process, env), report);
      this.#supervised.push(supervised);
      await supervised.start();
    }
    await Promise.all(PROCESSES.map(({ name, ready }) => this.#becomesReady(name, `${urls[name]}${ready}`)));
  }

  part(name: string): Supervised | undefined {
    return this.#supervised.find((each) => each.name === name);
  }

  async stop(): Promise<void> {
    // Side by side: each drains on its own, and a person is waiting.
    await Promise.all(this.#supervised.map((each) => each.stop()));
  }

  #launch(
    { name, stopTimeoutMs, nodeOptions }: (typeof PROCESSES)[number],
    env: NodeJS.ProcessEnv,
  ): Promise<ServerProcess> {
    const { data, registry, report } = this.#options;
    return ServerProcess.start(
      {
        name,
        command: process.execPath,
        args: ['--enable-source-maps', ...nodeOptions, join(ROOT, 'dist', `${name}.js`)],
        env: { ...env, ...this.#clockNow(), ...this.#partnerKeys(name), ...compileCache(name, env) },
        cwd: ROOT,
        stopSignal: 'SIGTERM',
        stopTimeoutMs,
        logFile: data.log(name),
        onLine: (line, stream) => {
          const shown = terminalLine(name, line, stream);
          if (shown !== undefined) report(shown);
        },
      },
      registry,
    );
  }

  /** What opens encrypted exports is the worker's alone. */
  #partnerKeys(name: string): NodeJS.ProcessEnv {
    const { settings, data } = this.#options;
    if (name !== 'worker') return { PARTNER_KEYS: undefined, PARTNER_KEYS_PASSPHRASE: undefined };
    return { PARTNER_KEYS: settings.env['PARTNER_KEYS'] ?? data.partnerKeys() };
  }

  /** Started one after the other, and again after a crash, they must agree on what time it is. */
  #clockNow(): { CLOCK?: string } {
    return this.#options.settings.env['CLOCK'] === undefined
      ? {}
      : { CLOCK: this.#clock.now().toISOString() };
  }

  async #becomesReady(name: string, url: string): Promise<void> {
    const supervised = this.part(name);
    const { data } = this.#options;
    const failure = (what: string): StartFailure =>
      new StartFailure(`${name} ${what}. Son journal : ${data.log(name)}\n${supervised?.lastLines ?? ''}`);
    await waitUntil(
      async () => {
        if ((supervised?.crashes ?? 0) >= HOPELESS_CRASHES) throw failure('s’arrête à chaque démarrage');
        return isOk(url);
      },
      {
        timeoutMs: READY_TIMEOUT_MS,
        timedOut: () => failure(`n’est pas prêt après ${READY_TIMEOUT_MS / 1000} s`),
      },
    );
  }

  #environment({ description, credentials, mailsUrl }: ProcessesSurroundings): NodeJS.ProcessEnv {
    const { settings, data } = this.#options;
    const { ports } = settings;
    return {
      ...settings.env,
      DATA_DIR: data.path,
      DATABASE_URL: description.databaseUrl,
      TEMPORAL_ADDRESS: description.temporalAddress,
      TEMPORAL_NAMESPACE: description.temporalNamespace,
      TEMPORAL_UI_URL: description.temporalUiUrl,
      // Passwords and mails of a demonstration are nobody else's.
      HOST: settings.env['HOST'] ?? '127.0.0.1',
      API_PORT: String(ports.API_PORT),
      DEPOSIT_PORT: String(ports.DEPOSIT_PORT),
      WORKER_PORT: String(ports.WORKER_PORT),
      STORAGE_URL: settings.env['STORAGE_URL'] ?? `file:${data.files()}`,
      SMTP_URL: settings.external.smtpUrl ?? `smtp://127.0.0.1:${ports.SMTP_SINK_PORT}`,
      ADMIN_PASSWORD: description.adminPassword,
      // Read in the sink; with a mail server of the person's own, an address that is theirs to give.
      ...(mailsUrl !== undefined && { ADMIN_EMAIL: settings.env['ADMIN_EMAIL'] ?? DEMONSTRATION_EMAIL }),
      SESSION_SECRET: settings.env['SESSION_SECRET'] ?? credentials.sessionSecret,
      ...(mailsUrl === undefined ? {} : { DEV_MAILS_URL: mailsUrl }),
      EXAMPLE_FILES: settings.env['EXAMPLE_FILES'] ?? data.examples(),
    };
  }
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Compiled code that Node is asked to keep goes by V8's options. The door changes one once it runs: in one place with the
 * API, each would throw away what the other kept.
 */
function compileCache(name: string, { NODE_COMPILE_CACHE: directory }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return directory === undefined || name !== 'deposit' ? {} : { NODE_COMPILE_CACHE: `${directory}-door` };
}

/** The nearest file of that name in a directory or above it. */
function upwards(name: string, directory: string): string {
  const file = join(directory, name);
  return existsSync(file) || dirname(directory) === directory ? file : upwards(name, dirname(directory));
}
