import type { ImportActivities, TakeChargeResult } from '@timetable/activities';
import type { ImportOutcome } from '@timetable/domain';

/**
 * One round of an import without Temporal: the workflow's activities, called one after the other in this process. It is
 * what the bench measures Temporal against, and what tests of the whole chain run when they are not about workflows.
 *
 * @returns the outcome kept, or the status of a round that was over already
 */
export async function importDirectly(
  activities: ImportActivities,
  importId: string,
  round = 1,
): Promise<ImportOutcome | 'interrupted' | Extract<TakeChargeResult, { taken: false }>['status']> {
  const charge = await activities.takeCharge({ importId, round });
  if (!charge.taken) return charge.status;
  const { run } = charge;
  const conclude = async (ending: Omit<Parameters<ImportActivities['concludeImport']>[0], 'run'>) =>
    (await activities.concludeImport({ run, ...ending })).outcome;

  const validation = await activities.validateDeposit({ run });
  if (validation.verdict !== 'accepted') {
    return conclude({ outcome: validation.verdict, code: validation.code, ...messageOf(validation) });
  }
  const planned = await activities.planImport({ run });
  const { plan } = planned;
  if (planned.verdict === 'held') {
    return conclude({ outcome: 'held', code: planned.code, plan, ...messageOf(planned) });
  }
  const groups = await activities.createGroups({ run, plan });
  const sessions = await activities.generateSessions({ run, plan });
  const alerted = [validation, planned, groups, sessions].some(({ state }) => state === 'alert');
  return conclude({ outcome: alerted ? 'integrated_with_alerts' : 'integrated', plan });
}

const messageOf = ({ message }: { readonly message?: string }) => (message === undefined ? {} : { message });
