import { decide, type ImportContext, type ThresholdVerdict } from '@timetable/domain';
import { whileHeartbeating } from '../support/while-heartbeating.js';
import type { HeldCode, PlanResult, RunInput, StepReport } from './import-activities.js';
import type { StepDeps } from './import-deps.js';
import { stagePlan } from './stage-plan.js';

/** Decision 7 of import-rules §1: the plan is computed, staged and judged; every threshold is, never only the first. */
export async function planImport(deps: StepDeps, { run }: RunInput): Promise<PlanResult> {
  return whileHeartbeating(async (checkpoint) => {
    const { ledger, plans, clock } = deps;
    await ledger.startStep(run, 'thresholds', clock.now());
    const context = await ledger.loadContext(run);
    const { reference: plan, saved, verdicts } = await stagePlan(deps, context, checkpoint);
    const { origin, approvedPlanHash } = context;
    // A round lost after its publication only has its end to write: it was decided on before.
    const decision = (await plans.isPublished(run))
      ? 'apply'
      : decide({ verdicts, origin, approvedPlanHash, planHash: plan.planHash });
    const report = decision === 'held' ? heldReport(context, verdicts) : appliedReport(verdicts);
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

function heldReport(
  { approvedPlanHash }: ImportContext,
  verdicts: readonly ThresholdVerdict[],
): StepReport & { verdict: 'held'; code: HeldCode } {
  const exceeded = verdicts.filter((verdict) => verdict.exceeded);
  const isBlocked = exceeded.some(({ blocking }) => blocking);
  const counts = { exceeded: exceeded.length };
  const sentences = sentencesOf(exceeded);
  if (approvedPlanHash !== undefined) {
    const why =
      'Depuis l’accord donné, l’ENT a changé et le plan d’import n’est plus le même : relisez-le et décidez à nouveau.';
    const message = [why, ...sentences].join(' ');
    return { verdict: 'held', code: 'plan_changed', state: isBlocked ? 'blocked' : 'alert', counts, message };
  }
  if (isBlocked) {
    return {
      verdict: 'held',
      code: 'blocking_threshold',
      state: 'blocked',
      counts,
      message: sentences.join(' '),
    };
  }
  const why = 'Import manuel : vérifiez le plan d’import, puis confirmez-le.';
  const message = [why, ...sentences].join(' ');
  const state = exceeded.length > 0 ? 'alert' : 'ok';
  return { verdict: 'held', code: 'confirmation_required', state, counts, message };
}

/** What is exceeded and yet applied: not blocking, or approved by a person. */
function appliedReport(verdicts: readonly ThresholdVerdict[]): StepReport & { verdict: 'apply' } {
  const exceeded = verdicts.filter((verdict) => verdict.exceeded);
  const counts = { exceeded: exceeded.length };
  if (exceeded.length === 0) return { verdict: 'apply', state: 'ok', counts };
  return {
    verdict: 'apply',
    state: 'alert',
    counts,
    message: sentencesOf(exceeded).join(' '),
  };
}

/** On the screen each stands on a line of its own, without a full stop; here they follow each other. */
const sentencesOf = (verdicts: readonly ThresholdVerdict[]): string[] =>
  verdicts.map(({ sentence }) => `${sentence}.`);
