import { hasWritten } from './what-was-written.js';
import type { ImportStatus } from './status.js';

interface PlannedImport {
  readonly status: ImportStatus;
  /** Of its plan; null: it never had one. */
  readonly planHash: string | null;
  readonly planErasedAt: Date | null;
}

/**
 * Which lines of its plan an import no longer has, in French, and why; undefined: none. What they were stays counted. The sessions
 * of a plan that nobody will apply go with its end: a school makes thousands of them a day.
 */
export function planLinesGone({ status, planHash, planErasedAt }: PlannedImport): string | undefined {
  if (planHash === null) return undefined;
  if (planErasedAt !== null)
    return 'Les lignes du plan d’import ont été effacées avec le temps ; seuls leurs totaux restent.';
  if (status === 'held' || hasWritten(status) !== false) return undefined;
  return 'L’import n’a pas été appliqué : les séances de son plan ne sont plus gardées une par une ; leurs totaux restent.';
}
