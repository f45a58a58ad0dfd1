import { Client, WorkflowExecutionAlreadyStartedError, type ConnectionLike } from '@temporalio/client';
import type { HandedAttempt } from '@timetable/domain';
import type { importDeposit } from '@timetable/workflows';
import { importStart } from '@timetable/workflows/import-start';
import { IMPORT_TASK_QUEUE } from '@timetable/workflows/messages';
import { isRefusal } from './grpc-failures.js';
import { PayloadGuard } from './payload-guard.js';
import { CALL_TIMEOUT_MS } from './temporal-client.js';

/**
 * Starts the workflows of imports over the connection of a worker, which is handed their first task with the answer when it has
 * room for it: neither is it looked for in a queue, nor written twice.
 */
export class ImportStarts {
  readonly #connection: ConnectionLike;
  readonly #client: Client;

  /** @param connection the worker's own */
  constructor(
    connection: ConnectionLike,
    namespace: string,
    private readonly taskQueue = IMPORT_TASK_QUEUE,
  ) {
    this.#connection = connection;
    this.#client = new Client({
      connection,
      namespace,
      dataConverter: { payloadCodecs: [new PayloadGuard()] },
    });
  }

  /**
   * Starts the attempt's workflow, unless it is there or over. False when it is refused.
   *
   * @throws within four seconds when Temporal does not answer
   */
  async start(campusCode: string, attempt: HandedAttempt): Promise<boolean> {
    try {
      await this.#connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
        this.#client.workflow.start<typeof importDeposit>('importDeposit', {
          ...importStart(campusCode, attempt),
          taskQueue: this.taskQueue,
          requestEagerStart: true,
        }),
      );
      return true;
    } catch (error) {
      // Told twice before it took charge.
      if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
      if (isRefusal(error)) return false;
      throw error;
    }
  }
}
