import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { temporalTls, type Settings } from '@timetable/contracts';
import { importWorkflowId, type RoundRef } from '@timetable/workflows/messages';
import { readFileSync } from 'node:fs';
import { SETTINGS } from '../ports/ports.module.js';

const CALL_TIMEOUT_MS = 4000;
const PROBE_TIMEOUT_MS = 1500;

/**
 * The little the API asks of Temporal: whether it is there, and to cancel a round that runs. The connection is opened at
 * the first use; every call has a deadline, so that a Temporal that is down costs seconds and only where it is needed.
 */
@Injectable()
export class TemporalClient implements OnModuleDestroy {
  readonly #connection: Connection;
  readonly #client: Client;

  constructor(@Inject(SETTINGS) settings: Settings) {
    const tls = temporalTls(settings, (path) => readFileSync(path));
    this.#connection = Connection.lazy({
      address: settings.TEMPORAL_ADDRESS,
      // No retries (the SDK's default): a person waits for the answer and can ask again.
      interceptors: [],
      ...(tls === undefined ? {} : { tls }),
      ...(settings.TEMPORAL_API_KEY === undefined ? {} : { apiKey: settings.TEMPORAL_API_KEY }),
    });
    this.#client = new Client({ connection: this.#connection, namespace: settings.TEMPORAL_NAMESPACE });
  }

  /** @throws when Temporal does not answer within 1.5 seconds */
  async check(): Promise<void> {
    await this.#within(PROBE_TIMEOUT_MS, () => this.#connection.workflowService.getSystemInfo({}));
  }

  /**
   * Asks a running round to stop before it writes. False when it is over or was never started.
   * @throws when Temporal does not answer within 4 seconds
   */
  async cancel(round: RoundRef): Promise<boolean> {
    try {
      await this.#within(CALL_TIMEOUT_MS, () =>
        this.#client.workflow.getHandle(importWorkflowId(round)).cancel(),
      );
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#connection.close();
  }

  #within<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
    return this.#connection.withDeadline(Date.now() + timeoutMs, call);
  }
}
