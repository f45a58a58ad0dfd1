import { acceptsConnections } from '../accepts-connections.js';
import { freePort } from '../ports.js';
import { ServerProcess, type ProcessRegistry } from '../server-process.js';
import { StartFailure } from '../start-failure.js';
import { waitUntil } from '../wait-until.js';

const FRONTEND = 'FRONTEND_GRPC_PORT';
/** What each node listens on apart from the others, by the variables of the server's configuration. */
const PORTS = [
  FRONTEND,
  'FRONTEND_HTTP_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'HISTORY_GRPC_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'MATCHING_GRPC_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'WORKER_GRPC_PORT',
  'WORKER_MEMBERSHIP_PORT',
];

export interface NodeOptions {
  readonly name: string;
  /** `temporal-server`. */
  readonly command: string;
  /** Of all nodes alike: nothing else is passed on. */
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly registry: ProcessRegistry;
}

/** One process of Temporal's server, with its four services in it: to be killed, and started again on the same ports. */
export class ServerNode {
  readonly port: number;
  readonly #options: NodeOptions;
  #process: ServerProcess | undefined;

  private constructor(options: NodeOptions, port: number) {
    this.#options = options;
    this.port = port;
  }

  /** Does not start it. */
  static async prepare(options: NodeOptions): Promise<ServerNode> {
    const ports: [string, string][] = [];
    for (const name of PORTS) ports.push([name, String(await freePort())]);
    const env: Record<string, string> = {
      ...options.env,
      PROMETHEUS_ENDPOINT: `127.0.0.1:${await freePort()}`,
      ...Object.fromEntries(ports),
    };
    return new ServerNode({ ...options, env }, Number(env[FRONTEND]));
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#process?.running === true ? this.#process.pid : undefined;
  }

  /** @throws StartFailure with what it printed, when it does not answer */
  async start(): Promise<void> {
    const { name, command, env, logFile, registry } = this.#options;
    const server = await ServerProcess.start(
      { name, command, args: ['start'], env, stopSignal: 'SIGTERM', stopTimeoutMs: 30_000, logFile },
      registry,
    );
    this.#process = server;
    await waitUntil(
      async () => {
        if (!server.running)
          throw new StartFailure(`${name} s’est arrêté au démarrage.\n${server.lastLines}`);
        return acceptsConnections(this.port);
      },
      {
        timeoutMs: 60_000,
        timedOut: () => new StartFailure(`${name} ne répond pas après une minute.\n${server.lastLines}`),
      },
    );
  }

  /** Kill -9. */
  async kill(): Promise<void> {
    this.#process?.kill();
    await this.#process?.ended;
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }
}
