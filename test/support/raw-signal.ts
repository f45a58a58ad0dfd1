import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';

const bytes = (of: string | Uint8Array): Uint8Array =>
  typeof of === 'string' ? new TextEncoder().encode(of) : of;

/** @param encoding any: `json/plain` is what the SDK sends */
export const rawPayload = (encoding: string, data: string | Uint8Array): Payload => ({
  metadata: { encoding: bytes(encoding) },
  data: bytes(data),
});

/** As a program of another kind, or a person with the CLI, may send it. */
export async function signalRaw(
  { workflowService, options: { namespace } }: Client,
  workflowId: string,
  signalName: string,
  payloads: readonly Payload[],
): Promise<void> {
  await workflowService.signalWorkflowExecution({
    ...{ namespace, signalName, workflowExecution: { workflowId } },
    input: { payloads: [...payloads] },
  });
}
