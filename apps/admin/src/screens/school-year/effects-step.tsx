import { frenchCount, frenchLongDate, type YearProposal } from '@timetable/contracts';
import { CalendarPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../parts/button.js';

interface EffectsStepProps {
  readonly preview: YearProposal;
  readonly disabledReason: string | undefined;
  readonly onBack: () => void;
  readonly onOpen: () => void;
}

/** ③ What stops and what stays, said before anything is done. */
export const EffectsStep = ({ preview, disabledReason, onBack, onOpen }: EffectsStepProps): ReactNode => (
  <div className="stack">
    <h2>Ce qui change avec l’année {preview.label}</h2>
    <p>
      Du {frenchLongDate(preview.startsOn)} au {frenchLongDate(preview.endsOn)}, avec{' '}
      {frenchCount(preview.closures.length, 'période de fermeture', 'périodes de fermeture')}.
    </p>
    <ul className="effects">
      {preview.consequences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
    <div className="row">
      <Button onClick={onBack}>Revenir aux fermetures</Button>
      <Button look="primary" icon={CalendarPlus} disabledReason={disabledReason} onClick={onOpen}>
        Ouvrir l’année {preview.label}
      </Button>
    </div>
  </div>
);
