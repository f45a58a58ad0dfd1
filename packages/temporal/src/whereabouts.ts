import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';

/**
 * Where the workflow of an attempt is: it runs, somebody has terminated it, or it is gone: it never began, has ended, or Temporal
 * has forgotten it.
 */
export type Whereabouts = 'running' | 'terminated' | 'gone';

/** @throws when Temporal does not answer: nothing is concluded from silence */
export async function whereaboutsOf(workflow: WorkflowHandle): Promise<Whereabouts> {
  try {
    const { status } = await workflow.describe();
    if (status.name === 'RUNNING') return 'running';
    return status.name === 'TERMINATED' ? 'terminated' : 'gone';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    throw error;
  }
}
