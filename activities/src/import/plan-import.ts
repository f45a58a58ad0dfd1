import { decide, judgedPlan, keptMessage } from '@timetable/domain';
import { whileHeartbeating } from '../support/while-heartbeating.js';
import type { PlanResult, RunInput } from './import-activities.js';
import type { StepDeps } from './import-deps.js';
import { stagePlan } from './stage-plan.js';

/** Decision 7 of import-rules §1: the plan is computed, staged and judged; every threshold is, never only the first. */
export async function planImport(deps: StepDeps, { run }: RunInput): Promise<PlanResult> {
  return whileHeartbeating(async (checkpoint) => {
    const { ledger, plans, clock } = deps;
    await ledger.startStep(run, 'thresholds', clock.now());
    const context = await ledger.loadContext(run);
    const { reference: plan, saved, verdicts, comparison } = await stagePlan(deps, context, checkpoint);
    const { origin, approvedPlanHash } = context;
    // An attempt lost after its publication only has its end to write: it was decided on before.
    const decision = (await plans.isPublished(run))
      ? 'apply'
      : decide({ verdicts, origin, approvedPlanHash, planHash: plan.planHash });
    const report = judgedPlan({
      decision,
      verdicts,
      comparison,
      isApproved: approvedPlanHash !== undefined,
      kept: keptMessage(saved.counts),
    });
    checkpoint();
    const { state, counts, message } = report;
    await plans.savePlan(
      run,
      saved,
      { state, counts, ...(message !== undefined && { message }) },
      clock.now(),
    );
    return { ...report, plan };
  });
}
