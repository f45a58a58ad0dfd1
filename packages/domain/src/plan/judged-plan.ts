import type { Counts } from '../import/counts.js';
import type { StepState } from '../import/status.js';
import type { Comparison, ThresholdVerdict } from '../thresholds/threshold.js';

/** Why a plan waits for a person. */
export const HELD_CODES = ['blocking_threshold', 'confirmation_required', 'plan_changed'] as const;
export type HeldCode = (typeof HELD_CODES)[number];

/** What the step « thresholds » shows. */
interface JudgedStep {
  readonly state: StepState;
  readonly counts: Counts;
  /** French, when the state is not `ok`, the plan waits, or goes back to what was. */
  readonly message?: string;
}

export type JudgedPlan = JudgedStep &
  ({ readonly verdict: 'apply' } | { readonly verdict: 'held'; readonly code: HeldCode });

interface JudgingInput {
  /** Of `decide`. */
  readonly decision: 'apply' | 'held';
  readonly verdicts: readonly ThresholdVerdict[];
  /** What the verdicts rest on. */
  readonly comparison: Comparison;
  /** Whether a person approved a plan of this import before. */
  readonly isApproved: boolean;
  /** Of `keptMessage`: what stays since it could not be read. @default nothing */
  readonly kept?: string | undefined;
}

const PLAN_CHANGED =
  'Depuis l’accord donné, l’ENT a changé et le plan d’import n’est plus le même : relisez-le et décidez à nouveau.';
const CONFIRM = 'Import manuel : vérifiez le plan d’import, puis confirmez-le.';

const RETURN =
  'Retour à un emploi du temps déjà connu : les seuils qui comptent des changements ne s’appliquent pas.';
const DEFAULT_REMEDY = 'corrigez l’emploi du temps dans le logiciel et refaites l’export';

const IF_WANTED = 'Si c’est voulu, intégrez quand même ; sinon, ';

/**
 * What is said of a plan that waits, for who is told what to do apart: what would happen, and, after « sinon, », the way out;
 * without it when it is not in what is said.
 */
export function heldMessageParts(message: string): { readonly happened: string; readonly remedy?: string } {
  const [happened = '', remedy] = message.split(IF_WANTED);
  return { happened: happened.trim(), ...(remedy !== undefined && { remedy }) };
}

/** What is said of a plan that is applied or waits: every threshold exceeded, never only the first. */
export function judgedPlan({ decision, verdicts, comparison, isApproved, kept }: JudgingInput): JudgedPlan {
  const exceeded = verdicts.filter((verdict) => verdict.exceeded);
  const counts = { exceeded: exceeded.length };
  const isAlert = exceeded.length > 0 || kept !== undefined;
  const introduction = [...(kept === undefined ? [] : [kept]), ...(comparison === 'return' ? [RETURN] : [])];
  if (decision === 'apply') {
    // Exceeded and yet applied: not blocking, or approved by a person.
    const sentences = [...introduction, ...numbersOf(exceeded)];
    const message = sentences.length > 0 ? { message: sentences.join(' ') } : {};
    return { verdict: 'apply', state: isAlert ? 'alert' : 'ok', counts, ...message };
  }
  const isBlocked = exceeded.some(({ blocking }) => blocking);
  const held = { verdict: 'held', counts } as const;
  const explained = [...introduction, ...explanationOf(exceeded)];
  if (isApproved) {
    const message = [PLAN_CHANGED, ...explained].join(' ');
    return { ...held, code: 'plan_changed', state: isBlocked ? 'blocked' : 'alert', message };
  }
  if (isBlocked) {
    return { ...held, code: 'blocking_threshold', state: 'blocked', message: explained.join(' ') };
  }
  const message = [CONFIRM, ...explained].join(' ');
  return { ...held, code: 'confirmation_required', state: isAlert ? 'alert' : 'ok', message };
}

/** On the screen each stands on a line of its own, without a full stop; here they follow each other. */
const numbersOf = (exceeded: readonly ThresholdVerdict[]): string[] =>
  exceeded.map(({ sentence }) => `${sentence}.`);

/** What would happen first, then the numbers, then the way out: what blocks and says most comes first. */
function explanationOf(exceeded: readonly ThresholdVerdict[]): string[] {
  const blocking = exceeded.filter((verdict) => verdict.blocking);
  if (blocking.length === 0) return numbersOf(exceeded);
  const [remedy = DEFAULT_REMEDY] = blocking.flatMap((verdict) => verdict.remedy ?? []);
  return [
    ...exceeded.flatMap(({ consequence }) => consequence ?? []),
    ...numbersOf(exceeded),
    `${IF_WANTED}${remedy}.`,
  ];
}
