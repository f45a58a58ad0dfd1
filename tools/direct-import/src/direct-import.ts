import { MockActivityEnvironment } from '@temporalio/testing';
import type { ImportActivities, ClaimResult } from '@timetable/activities';
import type { ImportOutcome } from '@timetable/domain';

/**
 * One attempt of an import without Temporal: the workflow's activities, called one after the other in this process. It is
 * what the bench measures Temporal against, and what tests of the whole chain run when they are not about workflows.
 *
 * @returns the outcome kept, or the status of an attempt that was over already
 */
export async function importDirectly(
  activities: ImportActivities,
  importId: string,
  attempt = 1,
): Promise<ImportOutcome | 'interrupted' | Extract<ClaimResult, { taken: false }>['status']> {
  const { takeCharge, validateDeposit, planImport, createGroups, generateSessions, concludeImport } =
    inActivityContext(activities);
  const claim = await takeCharge({ importId, attempt });
  if (!claim.taken) return claim.status;
  const { run } = claim;
  const complete = async (ending: Omit<Parameters<ImportActivities['concludeImport']>[0], 'run'>) =>
    (await concludeImport({ run, ...ending })).outcome;

  const validation = await validateDeposit({ run });
  if (validation.verdict !== 'accepted') {
    return complete({ outcome: validation.verdict, code: validation.code, ...messageOf(validation) });
  }
  const planned = await planImport({ run });
  const { plan } = planned;
  if (planned.verdict === 'held') {
    return complete({ outcome: 'held', code: planned.code, plan, ...messageOf(planned) });
  }
  const groups = await createGroups({ run, plan });
  const sessions = await generateSessions({ run, plan });
  const alerted = [validation, planned, groups, sessions].some(({ state }) => state === 'alert');
  return complete({ outcome: alerted ? 'integrated_with_alerts' : 'integrated', plan });
}

/** Heartbeats and failures need an activity's context, as Temporal would give it. */
export function inActivityContext(activities: ImportActivities): ImportActivities {
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
