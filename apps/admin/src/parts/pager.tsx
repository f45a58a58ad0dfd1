import { frenchInteger } from '@timetable/contracts';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.js';

interface PagerProps {
  readonly shown: number;
  readonly total: number;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
}

/** Below a list that is not whole: how much of it is shown, and the rest. */
export function Pager({ shown, total, hasMore, isLoading, onMore }: PagerProps): ReactNode {
  if (!hasMore) return null;
  return (
    <div className="pager">
      <p className="small muted">
        {frenchInteger(shown)} sur {frenchInteger(total)}
      </p>
      <Button
        icon={ChevronDown}
        onClick={onMore}
        disabledReason={isLoading ? 'Chargement en cours' : undefined}
      >
        Afficher la suite
      </Button>
    </div>
  );
}
