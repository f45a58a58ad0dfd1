import { frenchCount } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Alert } from '../parts/alert.js';
import { focusNamed } from './focus-named.js';
import { listedErrors } from './listed-errors.js';

interface FormErrorsProps {
  /** Of react-hook-form. */
  readonly errors: unknown;
  /** What people call a field. */
  readonly labelOf: (name: string) => string;
}

/** On top of a form that was refused: each thing that is wrong, and a way to it. */
export function FormErrors({ errors, labelOf }: FormErrorsProps): ReactNode {
  const listed = listedErrors(errors);
  if (listed.length === 0) return null;
  return (
    <Alert
      tone="blocked"
      role="alert"
      title={`${frenchCount(listed.length, 'champ est à corriger', 'champs sont à corriger')} : rien n’a été enregistré`}
    >
      <ul>
        {listed.map((error) => (
          <li key={error.name}>
            <button
              type="button"
              className="link"
              onClick={() => {
                focusNamed(error.name);
              }}
            >
              {labelOf(error.name)}
            </button>{' '}
            : {error.message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
