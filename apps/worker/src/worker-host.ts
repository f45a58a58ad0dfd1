import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import {
  createQueueActivities,
  type ImportActivities,
  type MaintenanceActivities,
} from '@timetable/activities';
import { IMPORT_TASK_QUEUE } from '@timetable/workflows/messages';
import type { Settings } from '@timetable/settings';
import { retryUntilUp } from '@timetable/runtime';
import { OutboxRepository } from '@timetable/persistence';
import { connectionOptions, ImportStarts, PayloadGuard, TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';
import { fileURLToPath } from 'node:url';
import { ACTIVITIES, LOG, WORKER_SETTINGS } from './tokens.js';
import { TEMPORAL_AWAY } from './temporal/temporal-watch.js';
import { checkSearchAttributes } from './temporal/search-attributes-check.js';

/** Imports carried out side by side by one process; the database pool is sized after it. */
export const ACTIVITY_SLOTS = 10;
/** Imports claimed or completed, and queues asked, at the same moment, inside their workflow tasks. */
export const LOCAL_ACTIVITY_SLOTS = 5;

/** Those of the coordinators are the worker's own: they start imports over its connection. */
export type WorkerActivities = ImportActivities & MaintenanceActivities;

/**
 * Runs the Temporal worker inside the Nest context: connects once Temporal is up, and drains on shutdown, before the
 * database closes. A fatal error of the worker is handed to `finished`, for the process to end and be restarted.
 */
@Injectable()
export class WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stopping = new AbortController();
  readonly #finished = Promise.withResolvers<undefined>();
  #worker: Worker | undefined;
  #running: Promise<void> | undefined;

  constructor(
    @Inject(WORKER_SETTINGS) private readonly settings: Settings,
    @Inject(ACTIVITIES) private readonly activities: WorkerActivities,
    @Inject(LOG) private readonly log: Logger,
    private readonly temporal: TemporalClient,
    private readonly outbox: OutboxRepository,
  ) {}

  /** Does not wait for Temporal: the process is healthy, if not ready, without it. */
  onApplicationBootstrap(): void {
    this.#running = this.#run();
    this.#running.then(() => {
      this.#finished.resolve(undefined);
    }, this.#finished.reject);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    if (this.isRunning) this.#worker?.shutdown();
    await this.#running?.catch(() => undefined);
  }

  get isRunning(): boolean {
    return this.#worker?.getState() === 'RUNNING';
  }

  /** @throws when the worker does not poll */
  check(): Promise<void> {
    return this.isRunning ? Promise.resolve() : Promise.reject(new Error('the Temporal worker does not run'));
  }

  /** Resolves when the worker has drained. @throws its fatal error */
  get finished(): Promise<undefined> {
    return this.#finished.promise;
  }

  async #run(): Promise<void> {
    const connection = await retryUntilUp(TEMPORAL_AWAY, () => this.#connect(), {
      log: this.log,
      signal: this.#stopping.signal,
    });
    if (connection === undefined) return;
    try {
      this.#worker = await this.#createWorker(connection);
      const done = this.#worker.run();
      // Asked to stop while it was being created: only a worker that runs can be shut down.
      if (this.#stopping.signal.aborted) this.#worker.shutdown();
      else this.log.info({ taskQueue: IMPORT_TASK_QUEUE }, 'worker running');
      await Promise.all([done, this.#ensureSchedules()]);
    } finally {
      await connection.close();
    }
  }

  /** Temporal is there by now; imports run whether or not its schedules can be set. */
  async #ensureSchedules(): Promise<void> {
    await retryUntilUp(TEMPORAL_AWAY, () => this.temporal.ensureMaintenanceSchedules(), {
      log: this.log,
      signal: this.#stopping.signal,
    });
  }

  /** The namespace may be registered after the server has started: it is part of being up. */
  async #connect(): Promise<NativeConnection> {
    const connection = await NativeConnection.connect(connectionOptions(this.settings));
    try {
      await checkSearchAttributes(connection, this.settings.TEMPORAL_NAMESPACE, this.log);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  #guard(): PayloadGuard {
    return new PayloadGuard((workflowId) => {
      this.log.warn({ workflowId }, 'a workflow was sent something unreadable, which is ignored');
    });
  }

  #createWorker(connection: NativeConnection): Promise<Worker> {
    const { TEMPORAL_NAMESPACE: namespace } = this.settings;
    const starts = new ImportStarts(connection, namespace);
    return Worker.create({
      connection,
      namespace,
      taskQueue: IMPORT_TASK_QUEUE,
      workflowBundle: { codePath: fileURLToPath(import.meta.resolve('@timetable/workflows/bundle')) },
      activities: { ...this.activities, ...createQueueActivities(this.outbox, starts) },
      dataConverter: { payloadCodecs: [this.#guard()] },
      maxCachedWorkflows: this.settings.CACHED_WORKFLOWS,
      maxConcurrentActivityTaskExecutions: ACTIVITY_SLOTS,
      maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITY_SLOTS,
      shutdownGraceTime: '30 seconds',
      shutdownForceTime: '45 seconds',
    });
  }
}
