import type { ReactNode } from 'react';
import { FIRST_STEPS, stepsDone, type FirstUse } from './first-steps.js';

/** How far the school has come, as a bar and in words. */
export function FirstStepsProgress({ use }: { readonly use: FirstUse }): ReactNode {
  const done = stepsDone(use);
  const words =
    done === 1
      ? `1 étape sur ${FIRST_STEPS.length} est prête`
      : `${done} étapes sur ${FIRST_STEPS.length} sont prêtes`;
  return (
    <div className="first-progress">
      <progress value={done} max={FIRST_STEPS.length} aria-label="Premières étapes" />
      <span className="small muted">{words}</span>
    </div>
  );
}
