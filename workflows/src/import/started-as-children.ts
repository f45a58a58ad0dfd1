import { log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { HandedOverInput, QueueTurn } from '@timetable/activities';
import type { HandedAttempt } from '@timetable/domain';
import { handedOver } from './activity-options.js';
import { importStart } from './import-start.messages.js';
import { importDeposit } from './import.workflow.js';

/** How coordinators of before the first revision start what was handed over: each import as a child. */
export async function startAsChildren(input: HandedOverInput): Promise<QueueTurn> {
  const { attempts, ...turn } = await handedOver(input);
  await Promise.all(attempts.map((attempt) => start(input.campusCode, attempt)));
  return turn;
}

async function start(campusCode: string, handed: HandedAttempt): Promise<void> {
  try {
    // The database keeps imports apart, not this: they need not end with it.
    await startChild(importDeposit, {
      ...importStart(campusCode, handed),
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    // Told twice before it took charge.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return;
    log.warn('import could not be started', { importId: handed.importId, attempt: handed.attempt });
  }
}
