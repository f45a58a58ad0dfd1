import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';

/**
 * Where the workflow of an attempt is: it runs, somebody has terminated it by itself, or it is gone: it never began, Temporal
 * has forgotten it, or it went with its campus's coordinator, which nobody meant for this import.
 */
export type Whereabouts = 'running' | 'terminated' | 'gone';

/** @throws when Temporal does not answer: nothing is concluded from silence */
export async function whereaboutsOf(workflow: WorkflowHandle): Promise<Whereabouts> {
  try {
    const { status } = await workflow.describe();
    if (status.name === 'RUNNING') return 'running';
    return status.name === 'TERMINATED' && !(await isWithParent(workflow)) ? 'terminated' : 'gone';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    throw error;
  }
}

async function isWithParent(workflow: WorkflowHandle): Promise<boolean> {
  const { events } = await workflow.fetchHistory();
  const end = events?.at(-1)?.workflowExecutionTerminatedEventAttributes;
  return /parent close policy/i.test(end?.reason ?? '');
}
