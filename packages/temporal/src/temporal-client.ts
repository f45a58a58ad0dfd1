import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { campusCoordinator } from '@timetable/workflows';
import {
  coordinatorWorkflowId,
  IMPORT_TASK_QUEUE,
  importWorkflowId,
  REVISION,
  SEARCH_ATTRIBUTES,
  workSignal,
  type ImportInput,
} from '@timetable/workflows/messages';
import { ensureMaintenanceSchedules } from './maintenance-schedules.js';
import { connectionOptions, type TemporalSettings } from './connection-options.js';
import { isRefusal } from './grpc-failures.js';
import { PayloadGuard } from './payload-guard.js';
import { temporalReadiness, type TemporalReadiness } from './temporal-readiness.js';
import { whereaboutsOf, type Whereabouts } from './whereabouts.js';

/** Of one call: whoever makes it tries again later. */
export const CALL_TIMEOUT_MS = 4_000;
/** Several calls, one after the other. */
const SCHEDULES_TIMEOUT_MS = 15_000;
/** Whoever watches a process waits less than a person. */
const PROBE_TIMEOUT_MS = 1_500;

/** What an operator who is about to stop it reads. */
const COORDINATOR_DETAILS =
  'Lance les imports de la cité scolaire, chacun à son tour. La file est dans la base de données : annuler ou arrêter ce workflow n’arrête et ne perd aucun import.';

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

  /**
   * Tells the campus's coordinator that there is work, whether or not it runs. Repeating it is harmless. One that takes no more
   * signals is replaced.
   */
  async tellOfWork(campusCode: string): Promise<void> {
    try {
      await this.#signalCoordinator(campusCode, 'USE_EXISTING');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.replaceCoordinator(campusCode);
    }
  }

  /**
   * Puts a new coordinator in the place of the campus's own, which cannot go on. Nothing is lost with it: it keeps nothing, and
   * the imports it has started are not its to end.
   */
  replaceCoordinator(campusCode: string): Promise<void> {
    return this.#signalCoordinator(campusCode, 'TERMINATE_EXISTING');
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

  async #signalCoordinator(
    campusCode: string,
    workflowIdConflictPolicy: 'USE_EXISTING' | 'TERMINATE_EXISTING',
  ): Promise<void> {
    await this.#within(() =>
      this.#client.workflow.signalWithStart<typeof campusCoordinator>('campusCoordinator', {
        workflowId: coordinatorWorkflowId(campusCode),
        taskQueue: IMPORT_TASK_QUEUE,
        args: [{ campusCode, revision: REVISION }],
        signal: workSignal,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy,
        staticSummary: `File d’attente des imports de ${campusCode}`,
        staticDetails: COORDINATOR_DETAILS,
        typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.campus, value: campusCode }],
        priority: { fairnessKey: campusCode },
      }),
    );
  }

  #within<T>(call: () => Promise<T>, timeoutMs = CALL_TIMEOUT_MS): Promise<T> {
    return this.#connection.withDeadline(Date.now() + timeoutMs, call);
  }
}
