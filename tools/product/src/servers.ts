import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';
import { migrate, openDatabase } from '@timetable/persistence';
import {
  createDatabase,
  findTemporalCli,
  MailSink,
  PostgresServer,
  type ProcessRegistry,
  TemporalServer,
} from '@timetable/embedded';
import type { Credentials } from './credentials.js';
import type { DataDirectory } from './data-directory.js';
import type { ProductDescription } from './product-description.js';
import type { StartSettings } from './start-settings.js';
import { Supervised } from './supervised.js';

const DATABASE = 'timetable';

export interface ServersOptions {
  readonly settings: StartSettings;
  readonly data: DataDirectory;
  readonly credentials: Credentials;
  readonly registry: ProcessRegistry;
  readonly report: (line: string) => void;
}

/** PostgreSQL, Temporal and the mail sink: ours, unless the person gave theirs. */
export class Servers {
  readonly #options: ServersOptions;
  readonly #supervised: Supervised[] = [];
  #mailSink: MailSink | undefined;

  constructor(options: ServersOptions) {
    this.#options = options;
  }

  /** Starts what is ours and migrates the database. */
  async start(): Promise<ProductDescription> {
    const { settings, credentials, data } = this.#options;
    const { ports, external, namespace } = settings;
    const [databaseUrl, temporalAddress] = await Promise.all([
      external.databaseUrl ?? this.#startPostgres(),
      external.temporalAddress ?? this.#startTemporal(),
    ]);
    if (external.smtpUrl === undefined)
      this.#mailSink = await MailSink.start(data.mails(), ports.SMTP_SINK_PORT);
    return {
      apiUrl: `http://localhost:${ports.API_PORT}`,
      depositUrl: `http://localhost:${ports.DEPOSIT_PORT}`,
      workerUrl: `http://localhost:${ports.WORKER_PORT}`,
      databaseUrl,
      temporalAddress,
      temporalNamespace: namespace,
      temporalUiUrl: settings.env['TEMPORAL_UI_URL'] ?? `http://localhost:${ports.TEMPORAL_UI_PORT}`,
      ...(this.#mailSink === undefined ? {} : { mailsUrl: `http://localhost:${ports.API_PORT}/dev/mails` }),
      adminLogin: credentials.adminLogin,
      adminPassword: settings.adminPassword ?? credentials.adminPassword,
    };
  }

  /** Where the API reads the sink's mails; undefined when mails go to a real server. */
  get mailsUrl(): string | undefined {
    return this.#mailSink?.url;
  }

  part(name: string): Supervised | undefined {
    return this.#supervised.find((each) => each.name === name);
  }

  async stop(): Promise<void> {
    // PostgreSQL last: everything else writes there.
    for (const server of this.#supervised.toSorted((a) => (a.name === 'postgres' ? 1 : -1)))
      await server.stop();
    await this.#mailSink?.stop();
  }

  async #startPostgres(): Promise<string> {
    const { settings, data, credentials, registry, report } = this.#options;
    report('PostgreSQL…');
    const options = {
      directory: data.postgres(),
      port: settings.ports.PG_PORT,
      password: credentials.postgresPassword,
      logFile: data.log('postgres'),
      registry,
    };
    const supervised = new Supervised(
      'postgres',
      async () => (await PostgresServer.start(options)).process,
      report,
    );
    this.#supervised.push(supervised);
    await supervised.start();
    const url = await createDatabase(options, DATABASE);
    report('Mise à jour de la base…');
    const database = await openDatabase(url, { poolSize: 2 });
    try {
      await migrate(database);
    } finally {
      await database.close();
    }
    return url;
  }

  async #startTemporal(): Promise<string> {
    const { settings, data, registry, report } = this.#options;
    report('Temporal…');
    const cli = await findTemporalCli({ env: settings.env, dataDirectory: data.path, onProgress: report });
    const options = {
      cli,
      databaseFile: data.temporalFile(),
      port: settings.ports.TEMPORAL_PORT,
      uiPort: settings.ports.TEMPORAL_UI_PORT,
      namespace: settings.namespace,
      searchAttributes: temporalAttributes(),
      logFile: data.log('temporal'),
      registry,
    };
    const supervised = new Supervised(
      'temporal',
      async () => (await TemporalServer.start(options)).process,
      report,
    );
    this.#supervised.push(supervised);
    await supervised.start();
    return `127.0.0.1:${options.port}`;
  }
}

/** KEYWORD_LIST → KeywordList, as the command line spells types. */
export function temporalAttributes(): Record<string, string> {
  return Object.fromEntries(
    Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [
      name,
      type.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    ]),
  );
}
