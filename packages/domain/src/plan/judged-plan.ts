import type { Counts } from '../import/counts.js';
import type { StepState } from '../import/status.js';
import type { ThresholdVerdict } from '../thresholds/threshold.js';

/** Why a plan waits for a person. */
export type HeldCode = 'blocking_threshold' | 'confirmation_required' | 'plan_changed';

/** What the step « thresholds » shows. */
interface JudgedStep {
  readonly state: StepState;
  readonly counts: Counts;
  /** French, when the state is not `ok`, or the plan waits. */
  readonly message?: string;
}

export type JudgedPlan = JudgedStep &
  ({ readonly verdict: 'apply' } | { readonly verdict: 'held'; readonly code: HeldCode });

interface JudgingInput {
  /** Of `decide`. */
  readonly decision: 'apply' | 'held';
  readonly verdicts: readonly ThresholdVerdict[];
  /** Whether a person approved a plan of this import before. */
  readonly isApproved: boolean;
  /** Of `keptMessage`: what stays since it could not be read. @default nothing */
  readonly kept?: string | undefined;
}

const PLAN_CHANGED =
  'Depuis l’accord donné, l’ENT a changé et le plan d’import n’est plus le même : relisez-le et décidez à nouveau.';
const CONFIRM = 'Import manuel : vérifiez le plan d’import, puis confirmez-le.';

/** What is said of a plan that is applied or waits: every threshold exceeded, never only the first. */
export function judgedPlan({ decision, verdicts, isApproved, kept }: JudgingInput): JudgedPlan {
  const exceeded = verdicts.filter((verdict) => verdict.exceeded);
  const counts = { exceeded: exceeded.length };
  // On the screen each stands on a line of its own, without a full stop; here they follow each other.
  const sentences = [
    ...(kept === undefined ? [] : [kept]),
    ...exceeded.map(({ sentence }) => `${sentence}.`),
  ];
  const isAlert = sentences.length > 0;
  if (decision === 'apply') {
    // Exceeded and yet applied: not blocking, or approved by a person.
    return isAlert
      ? { verdict: 'apply', state: 'alert', counts, message: sentences.join(' ') }
      : { verdict: 'apply', state: 'ok', counts };
  }
  const isBlocked = exceeded.some(({ blocking }) => blocking);
  const held = { verdict: 'held', counts } as const;
  if (isApproved) {
    const message = [PLAN_CHANGED, ...sentences].join(' ');
    return { ...held, code: 'plan_changed', state: isBlocked ? 'blocked' : 'alert', message };
  }
  if (isBlocked) {
    return { ...held, code: 'blocking_threshold', state: 'blocked', message: sentences.join(' ') };
  }
  const message = [CONFIRM, ...sentences].join(' ');
  return { ...held, code: 'confirmation_required', state: isAlert ? 'alert' : 'ok', message };
}
