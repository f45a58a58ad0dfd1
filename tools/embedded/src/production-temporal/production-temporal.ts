import { makeFolder } from '@timetable/folders';
import { execFile } from 'node:child_process';
import { chmod, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../ports.js';
import { PostgresServer } from '../postgres.server.js';
import type { ProcessRegistry } from '../server-process.js';
import { watchedProcesses } from '../watched-processes.js';
import { Watchdog } from '../watchdog.js';
import { ComposeFile } from './compose-file.js';
import { ServerNode } from './server-node.js';
import { TcpBalancer } from './tcp-balancer.js';
import type { TemporalBinaries } from './temporal-binaries.js';

const run = promisify(execFile);

/** Of PostgreSQL, which listens on 127.0.0.1 only and dies with its data. */
const PASSWORD = 'temporal';
/** Its services in the compose file. */
const SERVICES = {
  postgres: 'temporal-postgres',
  schema: 'temporal-schema',
  server: 'temporal',
  namespace: 'temporal-namespace',
} as const;

export interface ProductionTemporalOptions {
  readonly binaries: TemporalBinaries;
  /** The Temporal CLI, from `findTemporalCli`. */
  readonly cli: string;
  /** Path of the compose file that says how to run all of it. */
  readonly composeFile: string;
  /** Where its database and its logs go. Its account of PostgreSQL has to be able to enter it. */
  readonly directory: string;
  /** Processes of the server, each with all services; default 1. */
  readonly nodes?: number;
  /** Durability of its PostgreSQL; default true. */
  readonly durable?: boolean;
}

/**
 * Temporal as the compose file runs it, without containers: its PostgreSQL, the jobs of its schema and of its namespace
 * word for word, its server with the same variables. Only what says where things are differs. Several nodes are one
 * cluster behind one address. Nothing of it outlives this process.
 */
export class ProductionTemporal {
  readonly postgres: PostgresServer;
  readonly nodes: readonly ServerNode[];
  /** `host:port` for clients. */
  readonly address: string;
  readonly #options: ProductionTemporalOptions;
  readonly #compose: ComposeFile;
  readonly #postgresPort: number;
  readonly #balancer: TcpBalancer;
  readonly #watchdog: Watchdog;

  private constructor(
    { options, compose, watchdog }: Surroundings,
    { postgres, postgresPort }: { postgres: PostgresServer; postgresPort: number },
    nodes: readonly ServerNode[],
    balancer: TcpBalancer,
  ) {
    this.#options = options;
    this.#compose = compose;
    this.#watchdog = watchdog;
    this.postgres = postgres;
    this.#postgresPort = postgresPort;
    this.nodes = nodes;
    this.#balancer = balancer;
    this.address = `127.0.0.1:${balancer.port}`;
  }

  /** @throws Error, or StartFailure, with what was printed; nothing is left running then */
  static async start(options: ProductionTemporalOptions): Promise<ProductionTemporal> {
    const watchdog = new Watchdog();
    const registry = watchedProcesses(watchdog);
    const compose = await ComposeFile.read(options.composeFile, { TEMPORAL_POSTGRES_PASSWORD: PASSWORD });
    const surroundings = { options, compose, watchdog, registry };
    await prepareDirectory(options);
    const database = await startPostgres(surroundings);
    const nodes = await prepareNodes(surroundings, database.postgresPort);
    const balancer = await TcpBalancer.start(
      await freePort(),
      nodes.map(({ port }) => port),
    );
    const temporal = new ProductionTemporal(surroundings, database, nodes, balancer);
    try {
      await temporal.updateSchema();
      await temporal.startNodes();
      await temporal.#registerNamespace();
      return temporal;
    } catch (error) {
      await temporal.stop();
      throw error;
    }
  }

  /** The job that makes its databases and brings their schema up to date; at every start of the compose file too. */
  async updateSchema(): Promise<void> {
    await this.#job(SERVICES.schema, { SQL_HOST: '127.0.0.1', SQL_PORT: String(this.#postgresPort) });
  }

  /** One after the other: two that meet an empty database at once both describe the cluster there, and one gives up. */
  async startNodes(): Promise<void> {
    for (const node of this.nodes) await node.start();
  }

  async stopNodes(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  async stop(): Promise<void> {
    await this.stopNodes();
    await this.#balancer.stop();
    await this.postgres.stop();
    this.#watchdog.dismiss();
  }

  /** A shell command of those who operate it: `temporal` and `temporal-sql-tool` are there. @returns what it printed */
  async administer(command: string): Promise<string> {
    return this.#execute('/bin/sh', ['-c', command], { TEMPORAL_ADDRESS: this.address });
  }

  async #registerNamespace(): Promise<void> {
    await this.#job(SERVICES.namespace, { TEMPORAL_ADDRESS: this.address });
  }

  async #job(service: string, places: Readonly<Record<string, string>>): Promise<void> {
    const [command = '', ...args] = this.#compose.command(service);
    await this.#execute(command, args, { ...this.#compose.environment(service), ...places });
  }

  /** @throws Error with what it printed, when it fails */
  async #execute(
    command: string,
    args: readonly string[],
    given: Readonly<Record<string, string>>,
  ): Promise<string> {
    const { directory } = this.#options;
    const path = `${programsIn(directory)}:${process.env['PATH'] ?? ''}`;
    const env = { ...given, PATH: path, HOME: directory };
    return (await run(command, args, { env, cwd: directory, maxBuffer: 64 * 1024 * 1024 })).stdout;
  }
}

interface Surroundings {
  readonly options: ProductionTemporalOptions;
  readonly compose: ComposeFile;
  readonly watchdog: Watchdog;
  readonly registry: ProcessRegistry;
}

const programsIn = (directory: string): string => join(directory, 'bin');

/** The programs of its images, under their names there. */
async function prepareDirectory({ directory, binaries, cli }: ProductionTemporalOptions): Promise<void> {
  makeFolder(programsIn(directory));
  await chmod(directory, 0o711);
  for (const [name, path] of [
    ['temporal', cli],
    ['temporal-sql-tool', binaries.sqlTool],
  ] as const) {
    const link = join(programsIn(directory), name);
    await rm(link, { force: true });
    await symlink(resolve(path), link);
  }
}

async function startPostgres({
  options: { directory, durable = true, nodes = 1 },
  compose,
  registry,
}: Surroundings): Promise<{ postgres: PostgresServer; postgresPort: number }> {
  const settings = settingsOf(compose.command(SERVICES.postgres));
  const postgresPort = await freePort();
  const postgres = await PostgresServer.start({
    directory: join(directory, 'postgres'),
    port: postgresPort,
    password: PASSWORD,
    logFile: join(directory, 'postgres.log'),
    registry,
    durable,
    // Each node has pools of its own.
    settings: { ...settings, max_connections: String(nodes * Number(settings['max_connections'])) },
  });
  const { POSTGRES_USER: user = '', POSTGRES_PASSWORD: password = '' } = compose.environment(
    SERVICES.postgres,
  );
  const client = new pg.Client(postgres.url('postgres'));
  await client.connect();
  try {
    // As its image does at the first start.
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [user]);
    if (rowCount === 0)
      await client.query(
        `CREATE ROLE ${client.escapeIdentifier(user)} SUPERUSER LOGIN PASSWORD ${client.escapeLiteral(password)}`,
      );
  } finally {
    await client.end();
  }
  return { postgres, postgresPort };
}

/** What `postgres -c name=value …` sets. */
function settingsOf(command: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    command
      .filter((word) => word.includes('='))
      .map((word): [string, string] => {
        const [name = '', value = ''] = word.split('=');
        return [name, value];
      }),
  );
}

async function prepareNodes(
  { options, compose, registry }: Surroundings,
  postgresPort: number,
): Promise<ServerNode[]> {
  const { binaries, composeFile, directory, nodes = 1 } = options;
  const given = compose.environment(SERVICES.server);
  const dynamicConfig = compose.hostPath(SERVICES.server, given['DYNAMIC_CONFIG_FILE_PATH'] ?? '');
  const env = {
    ...given,
    POSTGRES_SEEDS: '127.0.0.1',
    DB_PORT: String(postgresPort),
    BIND_ON_IP: '127.0.0.1',
    DYNAMIC_CONFIG_FILE_PATH: resolve(dirname(composeFile), dynamicConfig),
  };
  return Promise.all(
    Array.from({ length: nodes }, (_, index) => {
      const name = `temporal-${index + 1}`;
      const logFile = join(directory, `${name}.log`);
      return ServerNode.prepare({ name, command: binaries.server, env, logFile, registry });
    }),
  );
}
