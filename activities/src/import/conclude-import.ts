import {
  importNotification,
  INTERRUPTED_MESSAGE,
  isIntegrated,
  KEY_MISSING_MESSAGE,
  planVersions,
  stoppedMessage,
  type Completion,
  type ImportOutcome,
} from '@timetable/domain';
import type { CompletionInput, CompletionResult, InterruptInput } from './import-activities.js';
import type { StepDeps } from './import-deps.js';

/** News of the day before is no news. */
const A_DAY_MS = 24 * 60 * 60_000;

type Outcome = ImportOutcome | 'interrupted';
/** What is completed, before it is known whom it concerns. */
type AttemptEnd = Pick<CompletionInput, 'run' | 'code' | 'message' | 'plan'> & { readonly outcome: Outcome };

/** Ends the attempt with its outcome; a published import is integrated, whatever came after. */
export async function concludeImport(deps: StepDeps, input: CompletionInput): Promise<CompletionResult> {
  if (input.outcome !== 'cancelled') return complete(deps, input);
  if (await deps.plans.isPublished(input.run)) return complete(deps, { ...input, outcome: 'integrated' });
  return complete(deps, { ...input, message: stoppedMessage(await deps.ledger.cancelledBy(input.run)) });
}

/** Ends the attempt after a technical failure: an operator is asked to act, the establishments are freed. */
export async function markInterrupted(
  deps: StepDeps,
  { run, code }: InterruptInput,
): Promise<CompletionResult> {
  if (await deps.plans.isPublished(run)) return complete(deps, { run, outcome: 'integrated' });
  return complete(deps, {
    run,
    outcome: 'interrupted',
    code: code ?? 'technical_failure',
    message: code === undefined ? INTERRUPTED_MESSAGE : KEY_MISSING_MESSAGE,
  });
}

async function complete(deps: StepDeps, ending: AttemptEnd): Promise<CompletionResult> {
  const { ledger, current, channels, clock } = deps;
  const { run, outcome, code, message, plan } = ending;
  const context = await ledger.loadContext(run);
  const now = clock.now();
  const notification = importNotification({
    context,
    ending,
    history: await ledger.tellingHistory(run, new Date(now.getTime() - A_DAY_MS)),
    channels,
    now,
  });
  const completion: Completion = {
    outcome,
    ...(code !== undefined && { messageCode: code }),
    ...(message !== undefined && { message }),
    ...(notification && { notification }),
    // What the publication left behind: the fence still keeps everybody else from changing the current state.
    ...(isIntegrated(outcome) &&
      plan && {
        planVersions: planVersions(plan.inputVersions, await current.stateVersions(context.target)),
      }),
  };
  await ledger.complete(run, completion, now);
  return { outcome };
}
