import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { campusCoordinator } from '@timetable/workflows';
import {
  coordinatorWorkflowId,
  depositQueuedSignal,
  IMPORT_TASK_QUEUE,
  importWorkflowId,
  queueQuery,
  type AttemptRef,
  type DepositRef,
} from '@timetable/workflows/messages';
import { ensureMaintenanceSchedules } from './maintenance-schedules.js';
import { connectionOptions, type TemporalSettings } from './connection-options.js';
import { PayloadGuard } from './payload-guard.js';
import { temporalReadiness, type TemporalReadiness } from './temporal-readiness.js';
import { terminatedAttempts, type TerminatedAttempt } from './terminated-attempts.js';

/** One attempt of one import. */
interface Attempt {
  readonly importId: string;
  readonly attempt: number;
}

/** One attempt with what its campus's queue has to know of it. */
type QueuedAttempt = Attempt & Omit<DepositRef, keyof AttemptRef>;

const CALL_TIMEOUT_MS = 4_000;
/** Several calls, one after the other. */
const SCHEDULES_TIMEOUT_MS = 15_000;
const LISTING_TIMEOUT_MS = 8_000;
/** Whoever watches a process waits less than a person. */
const PROBE_TIMEOUT_MS = 1_500;

/**
 * All that our processes ask of Temporal, but for running workers. Connects at the first call, and again by itself.
 * Temporal may be down: a call then throws within four seconds, and whoever made it tries again later.
 */
export class TemporalClient {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #namespace: string;

  constructor(settings: TemporalSettings) {
    this.#connection = Connection.lazy({
      ...connectionOptions(settings),
      // The SDK's retries: the relay and the sweeper come again by themselves, and a person can ask again.
      interceptors: [],
    });
    this.#namespace = settings.TEMPORAL_NAMESPACE;
    this.#client = new Client({
      connection: this.#connection,
      namespace: settings.TEMPORAL_NAMESPACE,
      dataConverter: { payloadCodecs: [new PayloadGuard()] },
    });
  }

  /** Puts an attempt in its campus's queue, whether or not the coordinator runs. Repeating it is harmless. */
  async queue(campusCode: string, queued: QueuedAttempt): Promise<void> {
    await this.#within(() =>
      this.#client.workflow.signalWithStart<typeof campusCoordinator, [DepositRef]>('campusCoordinator', {
        workflowId: coordinatorWorkflowId(campusCode),
        taskQueue: IMPORT_TASK_QUEUE,
        args: [{ campusCode }],
        signal: depositQueuedSignal,
        signalArgs: [recorded(queued)],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: `File d’attente des imports de ${campusCode}`,
        priority: { fairnessKey: campusCode },
      }),
    );
  }

  /** What imports need of Temporal, and whether it is there. Answers within 1.5 seconds. */
  readiness(): Promise<TemporalReadiness> {
    return this.#within(() => temporalReadiness(this.#connection, this.#namespace), PROBE_TIMEOUT_MS);
  }

  /** Attempts whose workflow somebody has terminated since that instant: they end nothing by themselves. */
  terminatedSince(since: Date): Promise<TerminatedAttempt[]> {
    return this.#within(() => terminatedAttempts(this.#client.workflow, since), LISTING_TIMEOUT_MS);
  }

  /** Asks a running attempt to stop before it writes. False when it is over or was never started. */
  async cancel(attempt: Attempt): Promise<boolean> {
    try {
      await this.#within(() => this.#client.workflow.getHandle(importWorkflowId(recorded(attempt))).cancel());
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Whether the attempt's own workflow runs now. */
  async isRunning(attempt: Attempt): Promise<boolean> {
    return this.#isOpen(importWorkflowId(recorded(attempt)));
  }

  /** Whether the attempt waits in, or is run by, its campus's coordinator. */
  async isQueued(campusCode: string, attempt: Attempt): Promise<boolean> {
    const coordinator = coordinatorWorkflowId(campusCode);
    if (!(await this.#isOpen(coordinator))) return false;
    const { running, waiting } = await this.#within(() =>
      this.#client.workflow.getHandle<typeof campusCoordinator>(coordinator).query(queueQuery),
    );
    const workflowId = importWorkflowId(recorded(attempt));
    return running.includes(workflowId) || waiting.includes(workflowId);
  }

  /** Makes the schedules of maintenance what this version says they are. A pause of an operator's stays. */
  async ensureMaintenanceSchedules(): Promise<void> {
    await this.#within(() => ensureMaintenanceSchedules(this.#client.schedule), SCHEDULES_TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #isOpen(workflowId: string): Promise<boolean> {
    try {
      const { status } = await this.#within(() => this.#client.workflow.getHandle(workflowId).describe());
      return status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  #within<T>(call: () => Promise<T>, timeoutMs = CALL_TIMEOUT_MS): Promise<T> {
    return this.#connection.withDeadline(Date.now() + timeoutMs, call);
  }
}

/** Temporal's messages keep the name under which histories have recorded an attempt's number. */
const recorded = <T extends Attempt>({ attempt, ...rest }: T): Omit<T, 'attempt'> & { round: number } => ({
  ...rest,
  round: attempt,
});
