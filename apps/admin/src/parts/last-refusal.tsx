import type { DepositAccount } from '@timetable/contracts';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { elapsed } from '../text/school-time.js';
import { Badge } from './badge.js';
import { useNow } from './use-now.js';

interface LastRefusalProps {
  readonly refusal: DepositAccount['lastRefusal'];
}

/** A wrong password that was given for an account lately: somebody has lost theirs, or tries another's. */
export function LastRefusal({ refusal }: LastRefusalProps): ReactNode {
  const now = useNow();
  if (refusal === null) return null;
  return (
    <span className="stack-tight">
      <Badge tone="attention" icon={TriangleAlert}>
        Mot de passe refusé
      </Badge>
      <span className="small muted">
        {elapsed(refusal.at, now)}, depuis {refusal.address}
      </span>
    </span>
  );
}
