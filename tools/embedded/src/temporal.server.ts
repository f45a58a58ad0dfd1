import { makeFolder } from '@timetable/folders';
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { acceptsConnections } from './accepts-connections.js';
import { ServerProcess, type ProcessRegistry } from './server-process.js';
import { StartFailure } from './start-failure.js';
import { waitUntil } from './wait-until.js';

const run = promisify(execFile);

export interface TemporalOptions {
  /** From `findTemporalCli`. */
  readonly cli: string;
  /** SQLite file that keeps the workflows from one start to the next. */
  readonly databaseFile: string;
  readonly port: number;
  readonly uiPort: number;
  readonly namespace: string;
  /** Name → type (`Keyword`, `KeywordList`, …), registered at each start. */
  readonly searchAttributes: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly registry: ProcessRegistry;
}

/** The Temporal development server, its interface included, on 127.0.0.1 only: it protects nothing. */
export class TemporalServer {
  readonly process: ServerProcess;

  private constructor(server: ServerProcess) {
    this.process = server;
  }

  static async start(options: TemporalOptions): Promise<TemporalServer> {
    makeFolder(dirname(options.databaseFile));
    const server = await ServerProcess.start(
      {
        name: 'temporal',
        command: options.cli,
        args: temporalArguments(options),
        stopSignal: 'SIGTERM',
        stopTimeoutMs: 15_000,
        logFile: options.logFile,
      },
      options.registry,
    );
    await waitUntil(
      async () => {
        if (!server.running) {
          throw new StartFailure(`Temporal s’est arrêté au démarrage.\n${server.lastLines}`);
        }
        return (await acceptsConnections(options.port)) && (await acceptsConnections(options.uiPort));
      },
      {
        timeoutMs: 60_000,
        timedOut: () => new StartFailure(`Temporal ne répond pas après une minute.\n${server.lastLines}`),
      },
    );
    await registerSearchAttributes(options);
    return new TemporalServer(server);
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }
}

function temporalArguments(options: TemporalOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'warn', '--log-format', 'json'],
    ...['--db-filename', options.databaseFile, '--namespace', options.namespace],
    // Not flushed to disk at every step, which makes imports a sixth faster. A power cut may cost the last seconds of
    // workflows, never the file's integrity; what they carried is in PostgreSQL, whose sweeper queues it again.
    ...['--sqlite-pragma', 'synchronous=NORMAL'],
    ...['--port', String(options.port), '--ui-port', String(options.uiPort), '--ui-disable-news-fetch'],
    // Burst of one campus must not starve the others (fairness keys are set by the workflows).
    ...['--dynamic-config-value', 'matching.enableFairness=true'],
    ...Object.entries(options.searchAttributes).flatMap(([name, type]) => [
      '--search-attribute',
      `${name}=${type}`,
    ]),
  ];
}

/** The flags above only count for a new database; asking again for what exists is harmless. */
async function registerSearchAttributes({
  cli,
  port,
  namespace,
  searchAttributes,
}: TemporalOptions): Promise<void> {
  const attributes = Object.entries(searchAttributes).flatMap(([name, type]) => [
    '--name',
    name,
    '--type',
    type,
  ]);
  if (attributes.length === 0) return;
  const target = ['--address', `127.0.0.1:${port}`, '--namespace', namespace];
  await run(cli, ['operator', 'search-attribute', 'create', ...target, ...attributes]);
}
