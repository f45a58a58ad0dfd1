import { migrate, openDatabase, type Database, type DatabaseOptions } from '@timetable/persistence';
import { freePort, PostgresServer, type PostgresOptions } from '@timetable/embedded';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { DepositWorld } from './deposit-world.js';
import { eventually } from './eventually.js';

const DATABASE = 'door';

const BACKEND = z.object({ pid: z.int() });

/** A PostgreSQL of the test's own, durable as in production, that it may kill or starve of room. */
export class OwnPostgres {
  #server: PostgresServer | undefined;
  #database: Database | undefined;
  /** Processes of it that are stopped. */
  #frozen: number[] = [];

  private constructor(
    private readonly directory: string,
    private readonly options: PostgresOptions,
  ) {}

  /** Not started yet. */
  static async create(): Promise<OwnPostgres> {
    const directory = await mkdtemp(join(tmpdir(), 'door-postgres-'));
    // As root, PostgreSQL runs under an account that has to enter it: else the cluster would be put, and left, elsewhere.
    await chmod(directory, 0o711);
    const own = new OwnPostgres(directory, {
      directory: join(directory, 'postgres'),
      port: await freePort(),
      password: 'secret',
      logFile: join(directory, 'postgres.log'),
      registry: { started: () => Promise.resolve(), ended: () => Promise.resolve() },
    });
    await mkdir(own.dataDirectory);
    return own;
  }

  /** Of the cluster. */
  get dataDirectory(): string {
    return this.options.directory;
  }

  async start(): Promise<void> {
    this.#server = await PostgresServer.start(this.options);
  }

  /** A door on a migrated database of it. */
  async openDoor(): Promise<DepositWorld> {
    const { database, url } = await this.openDatabase({ poolSize: 4 });
    return DepositWorld.on(database, url, () => database.close());
  }

  /** Starts it, with a migrated database. */
  async openDatabase(options: DatabaseOptions): Promise<{ database: Database; url: string }> {
    await this.start();
    const server = this.#running;
    await server.createDatabase(DATABASE);
    const url = server.url(DATABASE);
    const database = await openDatabase(url, options);
    this.#database = database;
    await migrate(database);
    return { database, url };
  }

  /** As a power cut would: all of its processes. */
  async kill(): Promise<void> {
    this.#running.process.kill();
    await this.#running.process.ended;
  }

  /** It neither answers nor refuses any more, as on a machine that swaps or whose disk hangs. `stop` thaws it. */
  async freeze(): Promise<void> {
    const { pid } = this.#running.process;
    // First the one that would start others; these lead groups of their own, which a signal to its group does not reach.
    process.kill(pid, 'SIGSTOP');
    this.#frozen = [pid, ...(await childrenOf(pid))];
    for (const each of this.#frozen) signalIfThere(each, 'SIGSTOP');
  }

  /**
   * The same for connections of one program alone, once `count` of them have been at rest for a moment; new ones are
   * served.
   */
  async freezeConnections(applicationName: string, count: number): Promise<void> {
    let pids: number[] = [];
    const isAtRest = async (): Promise<boolean> => {
      const idle = await this.#database?.sql.rows(
        BACKEND,
        `SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND state = 'idle'
            AND state_change < clock_timestamp() - interval '200 ms'`,
        [applicationName],
      );
      pids = (idle ?? []).map(({ pid }) => pid);
      return pids.length === count;
    };
    if (!(await eventually(isAtRest)))
      throw new Error(`${pids.length} connections of ${applicationName} are at rest, not ${count}.`);
    this.#frozen = pids;
    for (const each of pids) process.kill(each, 'SIGSTOP');
  }

  /** It goes on where it was. */
  thaw(): void {
    for (const pid of this.#frozen.splice(0)) signalIfThere(pid, 'SIGCONT');
  }

  /** Within 5 s: a connection that was lost is found again. */
  answers(): Promise<boolean> {
    return eventually(() =>
      (this.#database?.check() ?? Promise.reject(new Error('not open'))).then(
        () => true,
        () => false,
      ),
    );
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.#server?.stop();
  }

  /** Stops it and removes what it holds. */
  async destroy(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await rm(this.directory, { recursive: true, force: true });
    }
  }

  get #running(): PostgresServer {
    if (this.#server === undefined) throw new Error('PostgreSQL was not started.');
    return this.#server;
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

/** A process of a server comes and goes: one that worked in the background may have ended since it was listed. */
function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
