import type { ImportStepRow } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { STEP_LOOKS } from './step-look.js';

/** The five steps in a line of a list: « Transfert du fichier : Réussi », read or shown by the pointer. */
export function StepIcons({ steps }: { readonly steps: readonly ImportStepRow[] }): ReactNode {
  return (
    <ol className="step-icons">
      {steps.map(({ step, label, state, stateLabel }) => {
        const { tone, icon: Icon } = STEP_LOOKS[state];
        return (
          <li key={step} className={`toned tone-${tone}`} title={`${label} : ${stateLabel}`}>
            <Icon size={18} aria-hidden className={state === 'running' ? 'spin' : undefined} />
            <span className="unseen">
              {label} : {stateLabel}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
