import { frozenBefore, type ImportContext, importDateOf } from '@timetable/domain';
import { PlanChanged } from '../support/failure-translation.js';
import { whileHeartbeating, type Checkpoint } from '../support/while-heartbeating.js';
import type { PlannedInput, PlanReference, StepReport } from './import-activities.js';
import { countsAbout } from './counts-about.js';
import type { StepDeps } from './import-deps.js';
import { stagePlan } from './stage-plan.js';

/**
 * Groups and attachments, counted with the plan and staged with it: what is left is to say so. `generateSessions` makes them visible
 * with the rest.
 */
export async function createGroups(
  { ledger, clock }: StepDeps,
  { run, plan }: PlannedInput,
): Promise<StepReport> {
  const report = { state: 'ok', counts: plan.groupCounts } as const;
  await ledger.passStep(run, 'groups', report, clock.now());
  return report;
}

/** Publishes the whole import in one transaction. Past its last checkpoint it is carried to its end, cancelled or not. */
export async function generateSessions(deps: StepDeps, { run, plan }: PlannedInput): Promise<StepReport> {
  return whileHeartbeating(async (checkpoint) => {
    const { ledger, plans, clock } = deps;
    await ledger.startStep(run, 'sessions', clock.now());
    const context = await ledger.loadContext(run);
    await ensureStaged(deps, context, plan, checkpoint);
    checkpoint();
    const now = clock.now();
    const { schoolYear, fileYear, firstOfYear } = plan;
    const published = await plans.publish(
      run,
      {
        target: context.target,
        schoolYear,
        fileYear,
        firstOfYear,
        // The plan froze what had begun when the file came; what has begun since is left alone too.
        frozenBefore: frozenBefore({
          at: now,
          firstOfYear,
          freezeMinutes: context.settings.freezeMinutes,
        }),
        on: importDateOf(context),
      },
      now,
    );
    // The attachments that became visible with them were counted by the step before.
    const report = { state: 'ok', counts: countsAbout('sessions', published) } as const;
    await ledger.endStep(run, 'sessions', report, clock.now());
    return report;
  });
}

/**
 * The staging tables are unlogged: a crash of the database empties them, and they are filled again from the file. Should
 * that give another plan than the one decided on, it is not applied.
 */
async function ensureStaged(
  deps: StepDeps,
  context: ImportContext,
  plan: PlanReference,
  checkpoint: Checkpoint,
): Promise<void> {
  const { plans } = deps;
  if ((await plans.isStaged(context.run)) || (await plans.isPublished(context.run))) return;
  const { reference } = await stagePlan(deps, context, checkpoint);
  if (reference.planHash !== plan.planHash) throw new PlanChanged('the plan staged again differs');
}
