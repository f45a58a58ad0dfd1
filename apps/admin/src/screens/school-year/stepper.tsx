import type { ReactNode } from 'react';
import { OPENING_STEPS, type OpeningStep } from './opening-steps.js';

/** Where one is in the opening of a year. */
export const Stepper = ({ current }: { readonly current: OpeningStep }): ReactNode => (
  <ol className="stepper" aria-label="Étapes de l’ouverture">
    {OPENING_STEPS.map(({ code, label }) => (
      <li key={code} aria-current={code === current ? 'step' : undefined}>
        {label}
      </li>
    ))}
  </ol>
);
