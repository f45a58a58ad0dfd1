import type { ReactNode } from 'react';
import { Button } from '../../parts/button.js';

interface CandidateLineProps {
  readonly name: string;
  /** What tells this one from others of the same name. */
  readonly details: readonly string[];
  readonly look?: 'primary' | undefined;
  readonly disabledReason: string | undefined;
  readonly onChoose: () => void;
}

/** Somebody or something of the ENT that the file may mean. */
export const CandidateLine = ({
  name,
  details,
  look,
  disabledReason,
  onChoose,
}: CandidateLineProps): ReactNode => (
  <li>
    <span>
      <strong>{name}</strong>
      {details.length > 0 && <span className="small muted details">{details.join(' · ')}</span>}
    </span>
    <Button
      look={look}
      disabledReason={disabledReason}
      aria-label={`Choisir ${[name, ...details].join(', ')}`}
      onClick={onChoose}
    >
      Choisir
    </Button>
  </li>
);
