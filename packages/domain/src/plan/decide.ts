import type { ImportOrigin } from '../import/status.js';
import type { ThresholdVerdict } from '../thresholds/threshold.js';

interface DecisionInput {
  readonly verdicts: readonly Pick<ThresholdVerdict, 'exceeded' | 'blocking'>[];
  readonly origin: ImportOrigin;
  /** Hash of the plan a person approved, if one did. */
  readonly approvedPlanHash: string | undefined;
  readonly planHash: string;
}

/**
 * Whether a plan is applied or waits for a person (import-rules §1, decision 7). An approval holds for the very plan it
 * was given for: a plan that became another one waits again, even when nothing blocks it any more.
 */
export function decide({ verdicts, origin, approvedPlanHash, planHash }: DecisionInput): 'apply' | 'held' {
  if (approvedPlanHash !== undefined) return approvedPlanHash === planHash ? 'apply' : 'held';
  if (origin === 'manual') return 'held';
  return verdicts.some(({ exceeded, blocking }) => exceeded && blocking) ? 'held' : 'apply';
}
