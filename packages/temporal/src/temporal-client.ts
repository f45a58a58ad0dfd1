import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { campusCoordinator } from '@timetable/workflows';
import {
  coordinatorWorkflowId,
  IMPORT_TASK_QUEUE,
  importWorkflowId,
  SEARCH_ATTRIBUTES,
  workSignal,
  type ImportInput,
} from '@timetable/workflows/messages';
import { ensureMaintenanceSchedules } from './maintenance-schedules.js';
import { connectionOptions, type TemporalSettings } from './connection-options.js';
import { PayloadGuard } from './payload-guard.js';
import { temporalReadiness, type TemporalReadiness } from './temporal-readiness.js';
import { whereaboutsOf, type Whereabouts } from './whereabouts.js';

const CALL_TIMEOUT_MS = 4_000;
/** Several calls, one after the other. */
const SCHEDULES_TIMEOUT_MS = 15_000;
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

  /** Tells the campus's coordinator that there is work, whether or not it runs. Repeating it is harmless. */
  async tellOfWork(campusCode: string): Promise<void> {
    await this.#within(() =>
      this.#client.workflow.signalWithStart<typeof campusCoordinator>('campusCoordinator', {
        workflowId: coordinatorWorkflowId(campusCode),
        taskQueue: IMPORT_TASK_QUEUE,
        args: [{ campusCode }],
        signal: workSignal,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: `File d’attente des imports de ${campusCode}`,
        typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.campus, value: campusCode }],
        priority: { fairnessKey: campusCode },
      }),
    );
  }

  /** What imports need of Temporal, and whether it is there. Answers within 1.5 seconds. */
  readiness(): Promise<TemporalReadiness> {
    return this.#within(() => temporalReadiness(this.#connection, this.#namespace), PROBE_TIMEOUT_MS);
  }

  /** Asks a running attempt to stop before it writes. False when it is over or was never started. */
  async cancel(attempt: ImportInput): Promise<boolean> {
    try {
      await this.#within(() => this.#client.workflow.getHandle(importWorkflowId(attempt)).cancel());
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Where the attempt's own workflow is now. @throws when Temporal does not answer */
  whereabouts(attempt: ImportInput): Promise<Whereabouts> {
    return this.#within(() => whereaboutsOf(this.#client.workflow.getHandle(importWorkflowId(attempt))));
  }

  /** Makes the schedules of maintenance what this version says they are. A pause of an operator's stays. */
  async ensureMaintenanceSchedules(): Promise<void> {
    await this.#within(() => ensureMaintenanceSchedules(this.#client.schedule), SCHEDULES_TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  #within<T>(call: () => Promise<T>, timeoutMs = CALL_TIMEOUT_MS): Promise<T> {
    return this.#connection.withDeadline(Date.now() + timeoutMs, call);
  }
}
