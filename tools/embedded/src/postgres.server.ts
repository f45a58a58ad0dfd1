import { execFile } from 'node:child_process';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { preparePostgresHome, type PostgresHome } from './postgres-home.js';
import { processIdentity } from './process-identity.js';
import { stopGroup } from './process-group.js';
import { ServerProcess, type ProcessRegistry } from './server-process.js';
import { StartFailure } from './start-failure.js';
import { waitUntil } from './wait-until.js';

const run = promisify(execFile);
const USER = 'postgres';

export interface PostgresOptions {
  /** `<DATA_DIR>/postgres`. */
  readonly directory: string;
  readonly port: number;
  readonly password: string;
  readonly logFile: string;
  readonly registry: ProcessRegistry;
  /** Durability may be given up in tests, whose data dies with them. */
  readonly durable?: boolean;
  /** Settings of the server that are not ours, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A real PostgreSQL on 127.0.0.1, initialised at its first start. */
export class PostgresServer {
  readonly process: ServerProcess;
  readonly #options: PostgresOptions;

  private constructor(server: ServerProcess, options: PostgresOptions) {
    this.process = server;
    this.#options = options;
  }

  static async start(options: PostgresOptions): Promise<PostgresServer> {
    const home = await preparePostgresHome(options.directory);
    if (!(await isInitialised(home))) await initialise(home, options.password);
    await clearStaleLock(home);
    const server = await ServerProcess.start(
      {
        name: 'postgres',
        command: join(home.bin, 'postgres'),
        args: ['-D', home.cluster, '-p', String(options.port), ...flags(options)],
        env: { ...process.env, LC_ALL: 'C' },
        ...(home.account ?? {}),
        // SIGINT is PostgreSQL's fast shutdown: it does not wait for idle clients to leave.
        stopSignal: 'SIGINT',
        stopTimeoutMs: 30_000,
        logFile: options.logFile,
      },
      options.registry,
    );
    const postgres = new PostgresServer(server, options);
    await waitUntil(() => postgres.#answers(), {
      timeoutMs: 60_000,
      everyMs: 50,
      timedOut: () => new StartFailure(`PostgreSQL ne répond pas après une minute.\n${server.lastLines}`),
    });
    return postgres;
  }

  /** Connection URL of one of its databases. */
  url(database: string): string {
    return urlOf(this.#options, database);
  }

  async createDatabase(name: string): Promise<void> {
    await createDatabase(this.#options, name);
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }

  async #answers(): Promise<boolean> {
    if (!this.process.running) {
      throw new StartFailure(`PostgreSQL s’est arrêté au démarrage.\n${this.process.lastLines}`);
    }
    try {
      await query(this.#options, (client) => client.query('SELECT 1'));
      return true;
    } catch (error) {
      // 28P01: the cluster was made with another password, credentials.json has been lost or replaced since.
      if (error instanceof pg.DatabaseError && error.code === '28P01') {
        throw new StartFailure(
          `Le mot de passe de PostgreSQL noté dans credentials.json n’est pas celui de ${this.#options.directory}. ` +
            'Remettez le credentials.json d’origine ou, si les données sont perdues, supprimez ce dossier.',
        );
      }
      return false;
    }
  }
}

/** Connection URL of a database of the server that these options start. */
function urlOf({ password, port }: Pick<PostgresOptions, 'password' | 'port'>, database: string): string {
  return `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Makes it when it is not there yet. @returns its connection URL */
export async function createDatabase(options: PostgresOptions, name: string): Promise<string> {
  await query(options, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
  return urlOf(options, name);
}

async function query(options: PostgresOptions, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(options, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function flags({ durable = true, settings = {} }: PostgresOptions): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '128MB',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function isInitialised({ cluster }: PostgresHome): Promise<boolean> {
  return (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)) !== undefined;
}

/** Under another name until it is complete: an initialisation cut half-way is started over, never used. */
async function initialise({ bin, cluster, account }: PostgresHome, password: string): Promise<void> {
  const partial = `${cluster}.partial`;
  const passwordFile = `${cluster}.password`;
  await rm(partial, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
  try {
    await run(
      join(bin, 'initdb'),
      [
        `--pgdata=${partial}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Of PostgreSQL itself: the order of words does not depend on the machine's locales.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      { env: { ...process.env, LC_ALL: 'C' }, ...(account ?? {}) },
    );
  } catch (error) {
    throw new StartFailure(`Création de la base PostgreSQL impossible : ${String(error)}`, { cause: error });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, cluster);
}

/**
 * After a kill -9 the lock file names a dead server, whose pid may belong to anybody by now (PostgreSQL would refuse to
 * start), or a server that outlived its supervisor.
 */
async function clearStaleLock({ cluster }: PostgresHome): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if ((await processIdentity(pid)) !== undefined && (await serves(pid, cluster))) {
    await stopGroup({ name: 'postgres', pid, stopSignal: 'SIGINT', stopTimeoutMs: 30_000 });
  }
  await rm(lock, { force: true });
}

async function serves(pid: number, cluster: string): Promise<boolean> {
  const command =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : (await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))).stdout;
  return command.includes('postgres') && command.includes(cluster);
}
