import type { WorkflowClient } from '@temporalio/client';

/** One attempt whose workflow was terminated. */
export interface TerminatedAttempt {
  readonly importId: string;
  readonly attempt: number;
  /** By the end of its campus's coordinator: nobody meant this import. */
  readonly isWithParent: boolean;
}

/** Closed at the same moment: an operator who terminates more is served by the next look. */
const MOST = 200;

export async function terminatedAttempts(
  client: Pick<WorkflowClient, 'list' | 'getHandle'>,
  since: Date,
): Promise<TerminatedAttempt[]> {
  const query = `WorkflowType = 'importDeposit' AND ExecutionStatus = 'Terminated' AND CloseTime > '${since.toISOString()}'`;
  const found: TerminatedAttempt[] = [];
  for await (const { workflowId, runId } of client.list({ query })) {
    const attempt = attemptOf(workflowId);
    if (attempt === undefined) continue;
    const { events } = await client.getHandle(workflowId, runId).fetchHistory();
    const end = events?.at(-1)?.workflowExecutionTerminatedEventAttributes;
    found.push({ ...attempt, isWithParent: /parent close policy/i.test(end?.reason ?? '') });
    if (found.length === MOST) break;
  }
  return found;
}

/** An import's workflow id ends with the import and the number of the attempt. */
function attemptOf(workflowId: string): Pick<TerminatedAttempt, 'importId' | 'attempt'> | undefined {
  const [importId, attempt] = workflowId.split('/').slice(-2);
  if (importId === undefined || attempt === undefined || !/^\d+$/.test(attempt)) return undefined;
  return { importId, attempt: Number(attempt) };
}
