import { ActivityFailure, ApplicationFailure, CancellationScope, isCancellation } from '@temporalio/workflow';
import type { CompletionInput, StepReport } from '@timetable/activities';
import type { ImportRun } from '@timetable/domain';
import { REVISION, type ImportResult, type ImportStart } from '../messages.js';
import {
  concludeImport,
  createGroups,
  createGroupsApart,
  generateSessions,
  markInterrupted,
  planImport,
  takeCharge,
  validateDeposit,
} from './activity-options.js';
import { ProgressDisplay } from './progress-display.js';
import { outliveUnknownSignals } from './unknown-signals.js';

/**
 * One attempt of one import, from its claim to its outcome. Whatever the file deserves (integrated, held,
 * rejected, ignored…) the workflow completes; it fails for technical reasons only. Nothing is written to vie scolaire
 * before `generateSessions`, so that a cancel or a failure on the way leaves nothing to undo.
 */
export async function importDeposit(input: ImportStart): Promise<ImportResult> {
  outliveUnknownSignals();
  const display = new ProgressDisplay();
  // Not cancellable: a cancelled import is one whose cancel is recorded, and recording needs the claim.
  const { importId, attempt } = input;
  const claim = await CancellationScope.nonCancellable(() => takeCharge({ importId, attempt }));
  if (!claim.taken) return display.end({ outcome: claim.status });

  try {
    return display.end(await importClaimed(claim.run, display, groupsOf(input)));
  } catch (error) {
    const result = await CancellationScope.nonCancellable(() => endEarly(claim.run, error));
    display.end(result);
    if (result.outcome === 'interrupted' && !failedAs(error, 'Fenced')) throw error;
    return result;
  }
}

const groupsOf = ({ revision }: ImportStart): typeof createGroups =>
  revision === REVISION ? createGroups : createGroupsApart;

async function importClaimed(
  run: ImportRun,
  display: ProgressDisplay,
  prepareGroups: typeof createGroups,
): Promise<ImportResult> {
  const validation = await display.during('validation', () => validateDeposit({ run }));
  if (validation.verdict !== 'accepted') {
    return complete({ run, outcome: validation.verdict, code: validation.code, ...reasonOf(validation) });
  }
  display.isOfYear(validation.schoolYear);

  const planned = await display.during('thresholds', () => planImport({ run }));
  const { plan } = planned;
  if (planned.verdict === 'held') {
    return complete({ run, plan, outcome: 'held', code: planned.code, ...reasonOf(planned) });
  }

  const groups = await display.during('groups', () => prepareGroups({ run, plan }));
  const sessions = await display.during('sessions', () => generateSessions({ run, plan }));
  const alerts = [validation, planned, groups, sessions].filter(({ state }) => state === 'alert');
  return alerts.length === 0
    ? complete({ run, plan, outcome: 'integrated' })
    : complete({ run, plan, outcome: 'integrated_with_alerts', ...reasonOf(...alerts) });
}

/** The steps' own French sentences say why. */
function reasonOf(...reports: readonly StepReport[]): { message?: string } {
  const sentences = reports.flatMap(({ message }) => message ?? []);
  return sentences.length > 0 ? { message: sentences.join(' ') } : {};
}

/** An outcome once reached is always recorded, even when the import is cancelled at this very moment. */
async function complete(input: CompletionInput): Promise<ImportResult> {
  const { outcome } = await CancellationScope.nonCancellable(() => concludeImport(input));
  return {
    outcome,
    ...(input.code !== undefined && { code: input.code }),
    ...(input.plan && { planHash: input.plan.planHash }),
  };
}

/** After a cancel or a technical failure. A publication that went through before it decides: it stays integrated. */
async function endEarly(run: ImportRun, error: unknown): Promise<ImportResult> {
  if (isCancellation(error) || failedAs(error, 'StopAsked')) return complete({ run, outcome: 'cancelled' });
  // Another attempt took the establishments over: whatever this one would write, even its own end, is refused.
  if (failedAs(error, 'Fenced')) return { outcome: 'interrupted', code: 'fenced' };
  if (failedAs(error, 'Overtaken')) return giveWay(run);
  return markInterrupted({
    run,
    ...(failedAs(error, 'Unavailable.PartnerKey') && { code: 'partner_key_missing' }),
  });
}

/** A later file was integrated meanwhile: taking charge again is what ends the import for it. */
async function giveWay({ importId, attempt }: ImportRun): Promise<ImportResult> {
  const claim = await takeCharge({ importId, attempt });
  return claim.taken ? markInterrupted({ run: claim.run }) : { outcome: claim.status };
}

const failedAs = (error: unknown, type: string): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === type;
