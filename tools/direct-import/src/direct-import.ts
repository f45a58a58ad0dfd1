import { MockActivityEnvironment } from '@temporalio/testing';
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
  const { takeCharge, validateDeposit, planImport, createGroups, generateSessions, concludeImport } =
    inActivityContext(activities);
  const charge = await takeCharge({ importId, round });
  if (!charge.taken) return charge.status;
  const { run } = charge;
  const conclude = async (ending: Omit<Parameters<ImportActivities['concludeImport']>[0], 'run'>) =>
    (await concludeImport({ run, ...ending })).outcome;

  const validation = await validateDeposit({ run });
  if (validation.verdict !== 'accepted') {
    return conclude({ outcome: validation.verdict, code: validation.code, ...messageOf(validation) });
  }
  const planned = await planImport({ run });
  const { plan } = planned;
  if (planned.verdict === 'held') {
    return conclude({ outcome: 'held', code: planned.code, plan, ...messageOf(planned) });
  }
  const groups = await createGroups({ run, plan });
  const sessions = await generateSessions({ run, plan });
  const alerted = [validation, planned, groups, sessions].some(({ state }) => state === 'alert');
  return conclude({ outcome: alerted ? 'integrated_with_alerts' : 'integrated', plan });
}

/** Heartbeats and failures need an activity's context, as Temporal would give it. */
function inActivityContext(activities: ImportActivities): ImportActivities {
  const within =
    <Input, Result>(activity: (input: Input) => Promise<Result>) =>
    (input: Input): Promise<Result> =>
      new MockActivityEnvironment().run(activity, input);
  return {
    takeCharge: within(activities.takeCharge),
    validateDeposit: within(activities.validateDeposit),
    planImport: within(activities.planImport),
    createGroups: within(activities.createGroups),
    generateSessions: within(activities.generateSessions),
    concludeImport: within(activities.concludeImport),
    markInterrupted: within(activities.markInterrupted),
  };
}

const messageOf = ({ message }: { readonly message?: string }) => (message === undefined ? {} : { message });
