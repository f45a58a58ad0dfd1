import type { ImportStatus } from '../import/status.js';

/** An import, as far as a decision depends on it. */
export interface DecidableImport {
  readonly status: ImportStatus;
  /** 1, then one more per approval, new computation or relaunch. */
  readonly attempt: number;
  /** Of the plan last shown; null before the first. */
  readonly planHash: string | null;
  readonly approvedPlanHash: string | null;
  /** Its sessions are visible, whatever remains to be noted. */
  readonly isPublished: boolean;
  /** Its file has not been deleted with age. */
  readonly isSourceKept: boolean;
  /** Nothing that the plan depends on has changed since it was computed. */
  readonly isPlanCurrent: boolean;
}

/**
 * What an approval of a plan leads to. `replan`: it is out of date and has to be computed again first; `replanning`: that
 * is under way; `plan_changed`: the person looked at another plan.
 */
export type Approval = 'approve' | 'replan' | 'replanning' | 'plan_changed' | 'not_possible';

export function judgeApproval(state: DecidableImport, planHash: string): Approval {
  if (isBeingReplanned(state)) return 'replanning';
  if (state.status !== 'held') return 'not_possible';
  if (state.planHash !== planHash) return 'plan_changed';
  return state.isPlanCurrent ? 'approve' : 'replan';
}

/** Its plan, once shown, is being computed again: somebody matched a name, or approved an outdated plan. */
function isBeingReplanned({
  status,
  attempt,
  planHash,
  approvedPlanHash,
  isPublished,
}: DecidableImport): boolean {
  const isMoving = status === 'received' || status === 'running';
  return isMoving && attempt > 1 && planHash !== null && approvedPlanHash === null && !isPublished;
}

export const canBeRefused = ({ status }: DecidableImport): boolean => status === 'held';

/** At once: one that waits, is held or was interrupted. A running one is asked to stop. */
export const canBeCancelled = ({ status, isPublished }: DecidableImport): boolean =>
  (status === 'received' || status === 'held' || status === 'interrupted') && !isPublished;

export const canBeAskedToStop = ({ status, isPublished }: DecidableImport): boolean =>
  status === 'running' && !isPublished;

/** One that stopped before it wrote, as long as its file is kept. */
export const canBeRetried = ({ status, isPublished, isSourceKept }: DecidableImport): boolean =>
  status === 'interrupted' || (status === 'cancelled' && !isPublished && isSourceKept);
