import type { Transaction } from '../transaction.js';
import { ImportStepEntity } from './import-step.entity.js';

/**
 * Leaves no step to come once nothing will run any more.
 *
 * @param running what becomes of a step that was running: `failed` after a technical failure
 */
export async function closeSteps(
  { em }: Transaction,
  importIds: readonly string[],
  running: 'skipped' | 'failed',
  now: Date,
): Promise<void> {
  const importId = { $in: [...importIds] };
  await em.nativeUpdate(ImportStepEntity, { importId, state: 'running' }, { state: running, endedAt: now });
  await em.nativeUpdate(
    ImportStepEntity,
    { importId, state: 'pending' },
    { state: 'skipped', endedAt: null },
  );
}
