import {
  importNotification,
  INTERRUPTED_MESSAGE,
  nextActorOf,
  planVersions,
  STOPPED_MESSAGE,
  type Conclusion,
  type ImportOutcome,
} from '@timetable/domain';
import type { ConcludeInput, ConcludeResult, InterruptInput } from './import-activities.js';
import type { StepDeps } from './import-deps.js';

type Outcome = ImportOutcome | 'interrupted';
/** What is concluded, before it is known whom it concerns. */
type Ending = Pick<ConcludeInput, 'run' | 'code' | 'message' | 'plan'> & { readonly outcome: Outcome };

/** Ends the round with its outcome; a published import is integrated, whatever came after. */
export async function concludeImport(deps: StepDeps, input: ConcludeInput): Promise<ConcludeResult> {
  if (input.outcome !== 'cancelled') return conclude(deps, input);
  if (await deps.plans.isPublished(input.run)) return conclude(deps, { ...input, outcome: 'integrated' });
  return conclude(deps, { ...input, message: STOPPED_MESSAGE });
}

/** Ends the round after a technical failure: an operator is asked to act, the establishments are freed. */
export async function markInterrupted(deps: StepDeps, { run }: InterruptInput): Promise<ConcludeResult> {
  if (await deps.plans.isPublished(run)) return conclude(deps, { run, outcome: 'integrated' });
  return conclude(deps, {
    run,
    outcome: 'interrupted',
    code: 'technical_failure',
    message: INTERRUPTED_MESSAGE,
  });
}

async function conclude(deps: StepDeps, ending: Ending): Promise<ConcludeResult> {
  const { ledger, base, channels, clock } = deps;
  const { run, outcome, code, message, plan } = ending;
  const context = await ledger.loadContext(run);
  const now = clock.now();
  const notification = importNotification({
    context,
    ending: { ...ending, exceeded: plan?.exceeded ?? [] },
    channels,
    now,
  });
  const conclusion: Conclusion = {
    outcome,
    nextActor: nextActorOf({ status: outcome, messageCode: code, origin: context.origin }),
    ...(code !== undefined && { messageCode: code }),
    ...(message !== undefined && { message }),
    ...(notification && { notification }),
    // What the publication left behind: the fence still keeps everybody else from changing the base.
    ...(isIntegrated(outcome) &&
      plan && { planVersions: planVersions(plan.inputVersions, await base.baseVersions(context.target)) }),
  };
  await ledger.conclude(run, conclusion, now);
  return { outcome };
}

const isIntegrated = (outcome: Outcome): boolean =>
  outcome === 'integrated' || outcome === 'integrated_with_alerts';
