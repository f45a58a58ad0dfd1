import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { campusCoordinator } from '@timetable/workflows';
import {
  coordinatorWorkflowId,
  depositQueuedSignal,
  IMPORT_TASK_QUEUE,
  importWorkflowId,
  queueQuery,
  type DepositRef,
  type RoundRef,
} from '@timetable/workflows/messages';
import { connectionOptions, type TemporalSettings } from './connection-options.js';
import { PayloadGuard } from './payload-guard.js';

/** Temporal may be down: a call says so soon, and whoever made it tries again later. */
const CALL_TIMEOUT_MS = 3_000;

/** What the relay and the sweeper ask of Temporal. Connects at the first call, and again by itself. */
export class TemporalClient {
  readonly #connection: Connection;
  readonly #client: Client;

  constructor(settings: TemporalSettings) {
    this.#connection = Connection.lazy(connectionOptions(settings));
    this.#client = new Client({
      connection: this.#connection,
      namespace: settings.TEMPORAL_NAMESPACE,
      dataConverter: { payloadCodecs: [new PayloadGuard()] },
    });
  }

  /** Puts a round in its campus's queue, whether or not the coordinator runs. Repeating it is harmless. */
  async queue(campusCode: string, ref: DepositRef): Promise<void> {
    await this.#within(() =>
      this.#client.workflow.signalWithStart<typeof campusCoordinator, [DepositRef]>('campusCoordinator', {
        workflowId: coordinatorWorkflowId(campusCode),
        taskQueue: IMPORT_TASK_QUEUE,
        args: [{ campusCode }],
        signal: depositQueuedSignal,
        signalArgs: [ref],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: `File d’attente des imports de ${campusCode}`,
        priority: { fairnessKey: campusCode },
      }),
    );
  }

  /** Whether the round's own workflow runs now. */
  async isRunning(round: RoundRef): Promise<boolean> {
    return this.#isOpen(importWorkflowId(round));
  }

  /** Whether the round waits in, or is run by, its campus's coordinator. */
  async isQueued(campusCode: string, round: RoundRef): Promise<boolean> {
    const coordinator = coordinatorWorkflowId(campusCode);
    if (!(await this.#isOpen(coordinator))) return false;
    const { running, waiting } = await this.#within(() =>
      this.#client.workflow.getHandle<typeof campusCoordinator>(coordinator).query(queueQuery),
    );
    const workflowId = importWorkflowId(round);
    return running.includes(workflowId) || waiting.includes(workflowId);
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

  #within<T>(call: () => Promise<T>): Promise<T> {
    return this.#connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, call);
  }
}
